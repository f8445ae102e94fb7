// OpenPGP: whether a file is what the holder of a pinned key signed.

export { fingerprintOf, pinnedKey } from './read.ts';
export { type DetachedSignature, type Examined, examineSignature, moment, type Signing } from './verify.ts';
