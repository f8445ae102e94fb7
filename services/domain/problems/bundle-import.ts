// What can be wrong with a bundle's files, and with bringing a bundle from a stick to the laptop.

export const bundleImportProblems = {
  'bundle-link': [
    'In the bundle {bundle}, {name} is a link to somewhere else.',
    'Copy the bundle again from where it was built, with its files and not links to them. Nothing of it is used.',
  ],
  'bundle-part-link': [
    '{part} of the bundle is a link to somewhere else.',
    'Copy the bundle again from where it was built, with its files and not links to them; this part is not served until then.',
  ],
  'bundle-name-taken': [
    'This laptop has another bundle under the name {bundle} already.',
    'Ask which of the two is the right one. Remove the other with rackstrap bundle prune, or have the new one built under another version.',
  ],
  'import-no-room': [
    'The bundle {bundle} needs {needed} on this laptop, and only {free} are free: {missing} more are needed.',
    'Free some space, with rackstrap bundle prune for instance, and import again. Nothing was copied.',
  ],
  'import-disk-full': [
    'The disk of this laptop became full while {part} was copied.',
    'Free some space and import again: it goes on where it stopped.',
  ],
  'import-unwritable': ['The bundle cannot be kept in {directory}: {reason}.', 'Look at the disk of this laptop, then import again.'],
  'import-stick-gone': [
    'The bundle could no longer be read while {part} was copied: its stick was pulled out.',
    'Plug it in and import again: it goes on where it stopped.',
  ],
  'import-incomplete': [
    'The bundle {bundle} was not imported: {bad} of its {parts} parts are missing or damaged on the stick.',
    'Copy it onto the stick again, or use another stick, and import again. The good parts are kept, and only the others are copied then.',
  ],
  'library-busy': ['A bundle is being imported or removed on this laptop already ({holder}).', 'Wait until that is done.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
