// What the console sees of bundles and does with them: which are at hand, what is in one, whom it is from, and the long work on them.

import { z } from 'zod';
import { arches, manifestV1 } from '../domain/bundle.ts';
import { call, done, fileName, filePath, nothing } from './call.ts';
import { problemView } from './problem-view.ts';

const manifest = manifestV1.shape;
const part = manifest.parts.element;
export type PartView = z.output<typeof part>;

/** A public key as people compare it: twelve words, and what whoever made it wrote beside it. */
const keyView = z.object({ words: z.string(), comment: z.string() });
export type KeyView = z.output<typeof keyView>;

/** `unreadable`: neither its manifest nor who signed it is known. */
const trustView = z.discriminatedUnion('is', [
  z.object({ is: z.literal('trusted'), key: keyView }),
  /** The words of every key that signed it. */
  z.object({ is: z.literal('unknown-key'), words: z.array(z.string()) }),
  z.object({ is: z.literal('unsigned') }),
  z.object({ is: z.literal('unreadable') }),
]);
export type TrustView = z.output<typeof trustView>;

const bundleListed = z.object({
  directory: z.string(),
  /** SHA-256 of its manifest: the same bundle elsewhere has the same. Empty where it cannot be read. */
  id: z.string(),
  name: z.string(),
  version: z.string(),
  created: z.string(),
  tool: z.string(),
  os: z.object({ family: z.string(), version: z.string(), ignition: z.string().exactOptional(), containerd: z.string().exactOptional() }),
  kubernetes: manifest.kubernetes,
  /** Of blades that can be installed from it. */
  arches: z.array(z.enum(arches)),
  parts: z.array(part.omit({ sha256: true, licence: true, source: true })),
  bytes: z.number(),
  trust: trustView,
  removable: z.boolean(),
  /** Lies in the laptop's own directory. */
  imported: z.boolean(),
  /** An import of it was begun and not ended. */
  partly: z.boolean(),
  /** Its files are made up, for practice. */
  simulated: z.boolean(),
  problems: z.array(problemView),
});
export type BundleListed = z.output<typeof bundleListed>;

const bundleDetail = z.object({
  directory: z.string(),
  /** Of its manifest, but for those with a problem. */
  parts: z.array(part),
  problems: z.array(problemView),
});
export type BundleDetail = z.output<typeof bundleDetail>;

export const jobKinds = ['verify', 'import'] as const;
export type JobKind = (typeof jobKinds)[number];

const progress = z.object({
  bytes: z.number(),
  totalBytes: z.number(),
  /** Being worked on now. */
  part: z.string().exactOptional(),
  partsDone: z.int(),
  parts: z.int(),
  /** Of the last seconds; absent until there is something to measure. */
  bytesPerSecond: z.number().exactOptional(),
  secondsLeft: z.number().exactOptional(),
});
export type JobProgress = z.output<typeof progress>;

const outcome = z.object({
  /** `done` with problems: what is named in them is not usable, the rest is. */
  is: z.enum(['done', 'failed', 'cancelled']),
  at: z.int(),
  problems: z.array(problemView),
  /** Where the bundle is now. */
  directory: z.string().exactOptional(),
  /** Of an import: what was there already and not copied again. */
  bytesKept: z.number().exactOptional(),
});
export type JobOutcome = z.output<typeof outcome>;

/** Long work on one bundle. It goes on whatever happens to the page, and its outcome stays until somebody has read it. */
export const jobView = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  directory: z.string(),
  name: z.string(),
  version: z.string(),
  since: z.int(),
  progress,
  outcome: outcome.exactOptional(),
});
export type JobView = z.output<typeof jobView>;

const difference = z.object({
  added: z.array(part),
  removed: z.array(part),
  changed: z.array(z.object({ before: part, after: part })),
  /** Parts that are the same in both. */
  same: z.int(),
  /** What an import of the second has to copy where the first lies already. */
  bytesToCopy: z.number(),
});
export type BundleDifference = z.output<typeof difference>;

const entry = z.object({ name: z.string(), path: z.string(), isBundle: z.boolean() });

const directory = z.strictObject({ directory: filePath });
const job = z.object({ job: z.string() });
/** Twelve words of at most eight letters. */
const keyWords = z.string().min(1).max(200);

export const bundleCalls = {
  /** The bundles on this laptop and on sticks; `free` bytes are left where they are imported to. */
  bundles: call(nothing, z.object({ directory: z.string(), free: z.number(), bundles: z.array(bundleListed) })),
  bundle: call(directory, bundleDetail, 'bundle-unreadable', 'bundle-manifest'),
  /** Looks in this directory too from now on. */
  addBundle: call(directory, done, 'bundle-unreadable', 'bundle-manifest'),
  /** Reads every byte of it. How far it is comes with the changes of `jobs`. */
  verifyBundle: call(directory, job, 'bundle-unreadable', 'bundle-manifest', 'bundle-at-work'),
  /** Copies it to this laptop, verified; goes on where an earlier import ended. */
  importBundle: call(directory, job, 'bundle-unreadable', 'bundle-manifest', 'bundle-at-work', 'bundle-imported-already'),
  /** Ends the work; of an import what is copied stays for the next one. */
  cancelJob: call(job, done, 'work-unknown'),
  /** The outcome has been read. */
  forgetJob: call(job, done, 'work-unknown'),
  /** What taking it away would free. */
  removalOf: call(directory, z.object({ bytes: z.number() }), 'bundle-not-imported'),
  removeBundle: call(directory, z.object({ bytes: z.number() }), 'bundle-not-imported', 'bundle-in-use', 'bundle-at-work', 'library-busy'),
  diffBundles: call(z.strictObject({ before: filePath, after: filePath }), difference, 'bundle-unreadable', 'bundle-manifest'),
  /** The bill of materials, CycloneDX as JSON. */
  sbom: call(directory, z.object({ fileName, text: z.string() }), 'bundle-unreadable', 'bundle-manifest'),
  /** The keys whose bundles are trusted. */
  trustedKeys: call(nothing, z.object({ directory: z.string(), keys: z.array(keyView) })),
  /** Trusts the key that signed this bundle and has these words, which somebody has compared. */
  trustKey: call(z.strictObject({ directory: filePath, words: keyWords, comment: z.string().trim().max(100) }), done, 'key-words-other'),
  distrustKey: call(z.strictObject({ words: keyWords }), done, 'key-not-trusted'),
  /** The directories in this one, for choosing one; where to begin when none is named. */
  browse: call(
    z.strictObject({ directory: filePath.exactOptional() }),
    z.object({
      directory: z.string(),
      /** Absent at the top. */
      parent: z.string().exactOptional(),
      isBundle: z.boolean(),
      entries: z.array(entry),
      /** Where to begin: sticks first. */
      places: z.array(z.object({ path: z.string(), kind: z.enum(['stick', 'home', 'own', 'root']) })),
    }),
    'directory-unreadable',
  ),
} as const;
