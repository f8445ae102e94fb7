// The bundle: what is carried offline, read and verified before anything of it is used.

export { type Bundle, readBundle } from './bundle.ts';
export { isComment, type PublicKey, publicKeyOf, publicKeyText, readPublicKey, readSigningKey } from './keys.ts';
export { bundleSbom } from './sbom.ts';
export type { Progress } from './tally.ts';
export { type Trust, trustOf } from './trust.ts';
export { type TrustStore, trustStore } from './trust-store.ts';
export { type Verified, type VerifyOptions, verifyBundle } from './verify.ts';
export { readWords, wordsOf } from './words.ts';
export { type BundleWriter, bundleWriter, type NewPart } from './write.ts';
