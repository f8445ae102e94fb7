// What one bundle has that another has not: for whoever decides whether the new stick is worth it.

import type { Manifest, Part } from '../domain/bundle.ts';
import { blobsOf } from './tally.ts';

export interface BundleDifference {
  readonly added: readonly Part[];
  readonly removed: readonly Part[];
  /** Parts of one path and other bytes. */
  readonly changed: readonly { readonly before: Part; readonly after: Part }[];
  /** Parts that are the same in both. */
  readonly same: number;
  /** What an import of the second has to copy where the first is already. */
  readonly bytesToCopy: number;
}

/** Parts are the same by their path; bytes that lie under another path are not copied again. */
export function diffBundles(before: Pick<Manifest, 'parts'>, after: Pick<Manifest, 'parts'>): BundleDifference {
  const old = new Map(before.parts.map((part) => [part.path, part]));
  const now = new Set(after.parts.map(({ path }) => path));
  const digests = new Set(before.parts.map(({ sha256 }) => sha256));
  const inBoth = after.parts.flatMap((part) => (old.has(part.path) ? [{ before: old.get(part.path)!, after: part }] : []));
  const changed = inBoth.filter((one) => one.before.sha256 !== one.after.sha256);
  return {
    added: after.parts.filter(({ path }) => !old.has(path)),
    removed: before.parts.filter(({ path }) => !now.has(path)),
    changed,
    same: inBoth.length - changed.length,
    bytesToCopy: [...blobsOf(after.parts).keys()].filter(({ sha256 }) => !digests.has(sha256)).reduce((sum, { size }) => sum + size, 0),
  };
}
