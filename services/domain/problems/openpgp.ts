// What can be wrong with an upstream release's signature, or with the key file it is checked by.

export const openpgpProblems = {
  'openpgp-key-unreadable': [
    'The signing key file for {part} is no OpenPGP public key: {reason}.',
    'Get the key file again from where the release is published.',
  ],
  'openpgp-key-mismatch': [
    'The signing key file for {part} holds {found}, not the key {wanted}.',
    'Get the right key file; if the project really changed its key, compare the new fingerprint by another way and write it into the specification.',
  ],
  'openpgp-key-old': [
    '{part} is signed with {signer}, which key {key} does not have in this file: the signing key file is older than this release.',
    'Get the current one from where the release is published. If that lacks {signer} too, somebody else signed it: do not use it.',
  ],
  'openpgp-key-unfit': [
    '{part} is signed with {signer}, which may not sign for key {key}: {reason}.',
    'Get the current signing key file; if it says the same, do not use this release.',
  ],
  'openpgp-key-revoked': [
    '{part} is signed with {signer}, which was revoked on {revoked}.',
    'Do not use this release: take one that is signed with a key in force.',
  ],
  'openpgp-key-expired': [
    '{part} was signed on {signed} with {signer}, which had expired on {expired}.',
    'Get the current signing key file, where it may have been prolonged; if it says the same, do not use this release.',
  ],
  'openpgp-clock': [
    "This machine's clock says {now}; {part} was signed later, on {signed}.",
    'Set the clock of this machine, then build again.',
  ],
  'openpgp-signature-unreadable': [
    'The signature of {part} is no OpenPGP signature of a file: {reason}.',
    'Check the address; fetch the release again.',
  ],
  'openpgp-signature-expired': [
    'The signature of {part}, made on {signed}, was good until {expired} only.',
    'Take a release whose signature is still good.',
  ],
  'openpgp-hash-weak': [
    'The signature of {part} is made with {hash}, which can be forged.',
    'Take a release that is signed with SHA-256 or better.',
  ],
  'openpgp-signature-wrong': [
    '{part} is not what {signer} signed: it was changed or cut on its way, or the signature belongs to another file.',
    'Fetch both again; if that does not help, do not use this source.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
