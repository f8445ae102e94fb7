// What can be wrong with what release servers say of their files.

export const releaseProblems = {
  'release-version-unreadable': ['{url} names no version.', 'Check the address; or write the exact version into the specification.'],
  'release-list-unreadable': [
    '{url} is not the list it should be: {reason}.',
    'Check the address; the server may answer with an error page.',
  ],
  'release-file-unlisted': ['{url} names no {file} for {arch}.', 'Choose another version, or leave out that architecture.'],
  'release-checksum-unreadable': ['{url} holds no SHA-256 of {file}.', 'Check the address; the server may answer with an error page.'],
  'release-key-unknown': [
    'The key that {system} {version} is signed with is not known to this Rackstrap.',
    "Read its fingerprint on the project's own page, and write it into the specification.",
  ],
  'loaders-none': ['{from} holds none of the loaders that blades are started with.', 'Check the address or the directory.'],
  'loaders-archive-damaged': ['The loader archive {archive} cannot be unpacked: {reason}.', 'Fetch it again.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
