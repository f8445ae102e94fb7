// What can be wrong with what is asked of bundles: work on them, taking them away, trusting who signed them, looking for them.

export const bundleConsoleProblems = {
  'bundle-at-work': ['{bundle} is being verified or imported already.', 'Wait until that has ended, or cancel it.'],
  'work-unknown': ['This work has ended, or was never begun.', 'Look at the bundles: the page shows what was done.'],
  'bundle-in-use': ['{bundle} is what the run {run} installs from.', 'Stop the services of that run first.'],
  'bundle-not-imported': [
    '{bundle} does not lie in the laptop’s own directory, so it is not taken away.',
    'Only bundles that were imported are; pull out its stick, or delete its directory yourself.',
  ],
  'bundle-imported-already': ['{bundle} lies in the laptop’s own directory already.', 'Use it from there.'],
  'key-words-other': [
    'No key with these words signed {bundle}: it is another one than when its words were shown.',
    'Look at the bundle again, and compare the words with whoever built it.',
  ],
  'directory-unreadable': ['{directory} cannot be looked into: {reason}.', 'Choose another directory.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
