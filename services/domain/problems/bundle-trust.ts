// What can be wrong with who built a bundle: its signature, the keys, and the laptop's clock against the bundle's age.

export const bundleTrustProblems = {
  'bundle-too-new': [
    '{file} of the bundle {bundle} is written in {version}: it was made by a newer Rackstrap.',
    'Use that version of Rackstrap, or a bundle that this one can read. Nothing of it is used.',
  ],
  'bundle-tampered': [
    'The manifest of the bundle {bundle} is not the one that was signed: it was changed afterwards, or the copy is damaged.',
    'Do not use it. Copy the bundle again; if that does not help, ask whoever built it. Nothing of it is used.',
  ],
  'bundle-signature-malformed': [
    'The signature of the bundle {bundle} (manifest.sig) is not valid: {reason}.',
    'Copy the bundle again; if that does not help, have it signed anew. Nothing of it is used.',
  ],
  'bundle-unsigned': [
    'Nobody signed the bundle {bundle}: nothing proves who built it.',
    'Get a signed one; or, when you know where it comes from, accept it for this run, in the wizard or with --accept-untrusted-bundle.',
  ],
  'bundle-key-unknown': [
    'The bundle {bundle} is signed by a key that this laptop does not trust: {words}.',
    'Ask whoever built it for these twelve words. If they are the same, trust the key (rackstrap bundle trust), or accept the bundle for this run.',
  ],
  'bundle-taken-untrusted': [
    'This run installs from the bundle {bundle} although no key that this laptop trusts signed it: somebody accepted it.',
    'Go on if that is right; the journal says when and how it was accepted.',
  ],
  'bundle-not-as-seen': [
    'The bundle {bundle} is not the one that was accepted: its manifest has changed since.',
    'Look at it again, and accept it again if that is right.',
  ],
  'clock-before-bundle': [
    "This laptop's clock says {now}, but the bundle was built later, at {created}.",
    'Set the clock of this laptop, and look at its time zone: blades take their time from it.',
  ],
  // keys
  'key-not-named': ['No key was named.', 'Name one file that ends in .pub; or give --list, or --remove and twelve words.'],
  'key-file-not-given': ['No file was named for the key.', 'Name it with {option}.'],
  'key-unreadable': ['The key {file} cannot be opened: {reason}.', 'Check the path.'],
  'key-malformed': ['{file} is not a key: {reason}.', 'Give the file that rackstrap bundle keygen wrote.'],
  'key-is-private': [
    '{file} is a private key. It signs bundles and must stay with whoever builds them.',
    'Give the file beside it whose name ends in .pub, and take the private key off this laptop.',
  ],
  'key-passphrase-missing': ['The key {file} has a passphrase.', 'Name the file that holds it with --passphrase-file.'],
  'key-passphrase-wrong': ['The passphrase does not open the key {file}.', 'Look whether it belongs to another key.'],
  'passphrase-unusable': ['{file} gives no passphrase: {reason}.', 'Write the passphrase into its first line.'],
  'key-comment-wrong': ['{comment} cannot be the comment of a key.', 'Write one line of text, at most 200 signs.'],
  'file-in-the-way': ['There is already a file {file}.', 'Choose another name: a key is never written over.'],
  'file-unwritable': ['{file} cannot be written: {reason}.', 'Choose another place, or free some space.'],
  // their words
  'key-words-malformed': ['These are not the twelve words of a key: {reason}.', 'Type them again as they were told.'],
  'key-words-differ': [
    'The words of the key {file} are others: {words}. It is not trusted.',
    'Ask whoever built the bundle once more, for the key as well as for its words.',
  ],
  'key-words-not-compared': [
    'The key {file} is not trusted yet. Its words are: {words}.',
    'Compare them with those of whoever built the bundle, not with those on the stick; then give them with --words "…".',
  ],
  'key-not-trusted': ['This laptop trusts no key with the words {words}.', 'See those it trusts with rackstrap bundle trust --list.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
