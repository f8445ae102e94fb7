// What a bundle holds, summed up: for whoever stands before it with a stick in the hand.

import type { Manifest, Part, PartKind } from '../domain/bundle.ts';
import { blobsOf } from './tally.ts';

export interface KindSum {
  readonly kind: PartKind;
  readonly parts: number;
  readonly bytes: number;
}

export interface LicenceSum {
  /** As the parts say it; undefined for those that say nothing. */
  readonly licence: string | undefined;
  readonly parts: number;
}

export interface BundleSummary {
  /** Of its parts, those of the same bytes counted once. */
  readonly bytes: number;
  /** The largest first. */
  readonly kinds: readonly KindSum[];
  /** The most frequent first. */
  readonly licences: readonly LicenceSum[];
}

const bytesOf = (parts: Iterable<Part>): number => [...parts].reduce((sum, { size }) => sum + size, 0);

/** Sums up the parts of a bundle. */
export function summaryOf({ parts }: Pick<Manifest, 'parts'>): BundleSummary {
  const kinds = [...Map.groupBy(parts, ({ kind }) => kind)].map(([kind, same]) => ({ kind, parts: same.length, bytes: bytesOf(same) }));
  const licences = [...Map.groupBy(parts, ({ licence }) => licence)].map(([licence, same]) => ({ licence, parts: same.length }));
  return {
    bytes: bytesOf(blobsOf(parts).keys()),
    kinds: kinds.toSorted((one, other) => other.bytes - one.bytes),
    licences: licences.toSorted((one, other) => other.parts - one.parts),
  };
}
