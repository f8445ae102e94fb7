// The bundle: what is carried offline, read and verified before anything of it is used.

export { type BuildOptions, type Built, buildBundle } from './build/build.ts';
export type { BuildProgress } from './build/progress.ts';
export { dockerLogins, type Logins } from './build/registry/access.ts';
export { addressOf, recipeOf } from './build/sources.ts';
export { type BundleSpec, readSpec } from './build/spec.ts';
export { type Bundle, readBundle } from './bundle.ts';
export { type BundleDifference, diffBundles } from './diff.ts';
export { type Imported, type Importing, type ImportOptions, importBundle } from './import.ts';
export { isComment, type PublicKey, publicKeyOf, publicKeyText, readPublicKey, readSigningKey } from './keys.ts';
export { blobDirectory } from './layout.ts';
export { bundlesIn, findBundle, importingDirectory, type LibraryBundle, libraryIn, lockLibrary } from './library.ts';
export { publicFileOf, writeNewKey } from './new-key.ts';
export { partText } from './part-text.ts';
export { type PruneRule, type Pruning, planPrune, prune } from './prune.ts';
export { bundleSbom } from './sbom.ts';
export { type BundleSummary, summaryOf } from './show.ts';
export { signBundle } from './signature.ts';
export type { Progress } from './tally.ts';
export { type Trust, trustOf } from './trust.ts';
export { type TrustStore, trustStore } from './trust-store.ts';
export { partsWithImages } from './untold-images.ts';
export { type Verified, type VerifyOptions, verifyBundle } from './verify.ts';
export { readWords, wordsOf } from './words.ts';
export { type BundleWriter, bundleWriter, type NewPart } from './write.ts';
