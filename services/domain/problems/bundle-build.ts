// What can keep a bundle from being built, in words for the engineer at a machine with internet.

export const bundleBuildProblems = {
  // its specification
  'spec-unreadable': ['The specification {file} cannot be read: {reason}.', 'Check the path and that the file can be opened.'],
  'spec-yaml': ['This is not YAML: {reason}.', 'Correct this place; a comma, quote, colon or indentation is often just before it.'],
  'spec-not-a-map': [
    'The specification is not a list of fields.',
    'Begin with "apiVersion: rackstrap/bundle-spec/v1" and see resources/bundles for examples.',
  ],
  'spec-too-new': [
    'The specification is written in format {version}; this Rackstrap reads rackstrap/bundle-spec/v1.',
    'Use the newer Rackstrap that it was written for. Nothing else in it was checked.',
  ],
  'spec-needs-field': ['{field} needs {needed} as well.', 'Write {needed}, or take {field} out.'],
  'spec-excludes-field': ['{field} and {other} contradict each other.', 'Take one of the two out.'],
  'spec-licence-unknown': ['A licence is written for {path}, and the bundle has no such part.', 'Correct the path, or take the line out.'],
  'spec-twice': ['{value} stands here twice.', 'Take one of the two out.'],
  // where it is built
  'build-not-empty': [
    '{directory} holds {found}, and is no bundle.',
    'Choose an empty directory: a bundle has a directory of its own, and what does not belong to it is removed.',
  ],
  'build-other-bundle': [
    '{directory} holds the bundle {found}; this one is called {name}.',
    'Choose another directory, or delete that bundle first.',
  ],
  'build-busy': ['Another build works in {directory} ({holder}).', 'Wait until it is done, or end it.'],
  'build-disk': [
    '{directory} cannot be written: {reason}.',
    'Free some space or choose another disk, then start the same command again: it goes on.',
  ],
  'build-space': [
    '{missing} MiB are missing on the disk of {directory}: the bundle needs {needed} MiB more, {free} MiB are free.',
    'Free some space or choose another disk, then start the same command again.',
  ],
  'build-part-twice': [
    '{part} would be in the bundle twice, with different contents: {one} and {other}.',
    'Take one of the two out of the specification.',
  ],
  // fetching
  'download-absent': [
    '{part}: {url} does not exist ({status}).',
    'Check the version in the specification, and that it is published for this architecture; a mirror may not have it yet.',
  ],
  'download-forbidden': [
    '{part}: {url} may not be read ({status}).',
    'Check user and password for this server, and whether a proxy or a firewall has to be told of it.',
  ],
  'download-status': ['{part}: the server answers {status} for {url}.', 'Try again later, or name a mirror in the specification.'],
  'download-later': [
    '{part}: the server of {url} asks to be left alone for {seconds} s.',
    'Start the same command again after that time: what is there already is kept.',
  ],
  'download-unreachable': [
    '{part}: {host} cannot be reached for {url}: {reason}.',
    'Check the cable, the name, and HTTP_PROXY, HTTPS_PROXY and NO_PROXY; then start the same command again: it goes on.',
  ],
  'download-cut': [
    '{part}: {url} is cut off again and again: {reason}.',
    'Start the same command again, it goes on where it was; or name a mirror in the specification.',
  ],
  'download-silent': [
    '{part}: no byte of {url} for {seconds} s, several times.',
    'Check the network and its proxy; then start the same command again: it goes on.',
  ],
  'download-tls': [
    '{part}: the certificate for {url} is not believed: {reason}.',
    "Check this machine's clock. Where a proxy opens TLS, name its certificate authority in NODE_EXTRA_CA_CERTS.",
  ],
  'download-proxy': [
    '{part}: the proxy does not let {url} pass: {reason}.',
    'Check HTTP_PROXY and HTTPS_PROXY with user and password, or write the host into NO_PROXY.',
  ],
  'download-redirect': ['{part}: {url} leads nowhere: {reason}.', 'Check the address in the specification, or name a mirror.'],
  'download-unreadable': ['{part}: {url} cannot be read: {reason}.', 'Check the directory given with --from, and its disk.'],
  'download-too-large': [
    '{part}: {url} has more than {limit} bytes.',
    'This is not the file that is meant; check the address or the mirror.',
  ],
  'download-size': [
    '{part}: {url} has {found} bytes instead of {size}.',
    'The mirror or the proxy gives another file; try again later or name another mirror.',
  ],
  'download-hash': [
    '{part}: {url} is damaged: its SHA-256 is {found} instead of {sha256}, twice.',
    'A proxy or a mirror changes the file; fetch it past the proxy, or name another mirror.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
