// What can be wrong with the secrets of a run, which the laptop keeps locked away until the run is sealed.

export const secretProblems = {
  'vault-there': [
    'This run has its secrets already ({file}), and blades may have been given them.',
    'Go on with these; only a new run gets new ones.',
  ],
  'vault-missing': [
    'The secrets of this run are not on this laptop: there is no {file}.',
    'Go on with the laptop that began this run, or bring back its state directory. What no blade has been given yet can be begun anew.',
  ],
  'vault-unreadable': ['The secrets of this run ({file}) cannot be read: {reason}.', 'Check the disk, and whose the file is.'],
  'vault-unwritable': [
    'The secrets of this run cannot be written to {file}: {reason}.',
    'Free some space on this laptop, or check whose its directory is. Nothing was changed.',
  ],
  'vault-damaged': [
    'The secrets of this run ({file}) are damaged.',
    'Bring the file back from a copy of the state directory; without one a cluster that is up has to be managed from its own nodes.',
  ],
  'vault-too-new': ['The secrets of this run ({file}) were locked away by a newer Rackstrap.', 'Use that version to go on with this run.'],
  'vault-passphrase-missing': ['A passphrase was chosen for the secrets of this run ({file}).', 'Give that passphrase.'],
  'vault-passphrase-unwanted': [
    'No passphrase was chosen for the secrets of this run ({file}): a key in the state directory opens them.',
    'Leave the passphrase out.',
  ],
  'vault-passphrase-wrong': [
    'The passphrase does not open the secrets of this run ({file}).',
    'Type it again, and look at capital letters and the layout of the keyboard. Nobody can open them without it.',
  ],
  'vault-passphrase-short': [
    'The passphrase is too short: whoever gets hold of the file can try very many.',
    'Choose at least {least} signs, better four or five words that have nothing to do with each other.',
  ],
  'vault-key-unreadable': [
    'The key {key} that opens the secrets of this laptop’s runs cannot be used: {reason}.',
    'Bring it back from a copy of the state directory.',
  ],
  'vault-key-wrong': [
    'The key {key} does not open the secrets of this run ({file}): it is another laptop’s, or was made anew.',
    'Bring back the key that lay beside the runs when this one was begun.',
  ],
  'vault-not-wiped': [
    'The secrets of this run ({file}) could not be wiped: {reason}.',
    'Wipe them again once that is mended; until then whoever has this laptop may open them.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
