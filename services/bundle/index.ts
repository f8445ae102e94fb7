// The bundle: what is carried offline, read and verified before anything of it is used.

export { type Bundle, readBundle } from './bundle.ts';
export { isComment, type PublicKey, publicKeyOf, publicKeyText, readPublicKey, readSigningKey } from './keys.ts';
export { bundleSbom } from './sbom.ts';
export { type Verified, type Verifying, type VerifyOptions, verifyBundle } from './verify.ts';
export { type BundleWriter, bundleWriter, type NewPart } from './write.ts';
