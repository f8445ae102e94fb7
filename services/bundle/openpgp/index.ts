// OpenPGP: whether a file is what the holder of a pinned key signed.

export { fingerprintOf, pinnedKey } from './read.ts';
export { moment, type SignedFile, type Signing, verifySigned } from './verify.ts';
