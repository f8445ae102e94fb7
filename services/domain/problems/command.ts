// What can be wrong with what a person, or the console's page, asks for.

export const commandProblems = {
  'option-missing': ['{option} is missing.', 'Give {expected}.'],
  'option-malformed': ['{option} was given as {given}.', 'Give {expected}.'],
  'word-unexpected': ['{word} belongs to no option.', 'Slots stand behind --consent-wipe.'],
  'bundle-not-given': ['No bundle was named.', 'Name the directory of the bundle with --bundle.'],
  'slot-unknown': ['The plan has no slot {slot}.', 'The slots of this plan: {known}.'],
  'call-unknown': ['The console has no call {call}.', 'Reload the page: it may be older than this Rackstrap.'],
  'call-malformed': ['The call was not understood: {reason}.', 'Reload the page: it may be older than this Rackstrap.'],
  'call-failed': ['Rackstrap made a mistake in this call.', 'The services go on. Keep what its terminal says about it for a report.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
