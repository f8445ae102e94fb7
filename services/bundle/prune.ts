// Which bundles a laptop no longer needs: all but the newest of each name, and never one that a run works with.

import type { Part } from '../domain/bundle.ts';
import { changedAt, removeDirectory, removingPrefix } from '../platform/directories.ts';
import { entriesIn } from '../platform/files.ts';
import { bundlesIn, importingPrefix, type LibraryBundle } from './library.ts';
import { blobsOf } from './tally.ts';

/** Why a bundle stays: it is one of the newest of its name, a run works with it, or somebody named it. */
export type Stays = 'newest' | 'in-use' | 'named';

export interface PruneRule {
  /** Of each name this many stay. */
  readonly keep: number;
  /** `name-version`, or SHA-256 of the manifest, of those that runs work with; a run that knows only the name of its bundle keeps all of that name. */
  readonly inUse: ReadonlySet<string>;
  /** `name-version` or name of those that somebody wants to keep. */
  readonly named: ReadonlySet<string>;
}

export interface Pruning {
  readonly remove: readonly LibraryBundle[];
  readonly stay: readonly { readonly bundle: LibraryBundle; readonly why: Stays }[];
  /** Directories of imports that nobody went on with, and of removals that were cut off. */
  readonly leftovers: readonly string[];
  /** What the parts that no other bundle has take on the disk; leftovers come on top. */
  readonly freedBytes: number;
}

/** An import that was not gone on with for a day is forgotten. */
const leftoverMilliseconds = 24 * 60 * 60 * 1000;

function whyStays(bundle: LibraryBundle, place: number, { keep, inUse, named }: PruneRule): Stays | undefined {
  const { id, manifest, manifestSha256 } = bundle;
  if ([id, manifest.name, manifestSha256].some((word) => inUse.has(word))) return 'in-use';
  if ([id, manifest.name].some((word) => named.has(word))) return 'named';
  return place < keep ? 'newest' : undefined;
}

const bytesOf = (parts: Iterable<Part>): number => [...parts].reduce((sum, { size }) => sum + size, 0);

/** What goes and what stays of these bundles, which begin with the newest. */
export function prunable(bundles: readonly LibraryBundle[], rule: PruneRule): Omit<Pruning, 'leftovers'> {
  const ofName = [...Map.groupBy(bundles, ({ manifest }) => manifest.name).values()];
  const judged = ofName.flatMap((same) => same.map((bundle, place) => ({ bundle, why: whyStays(bundle, place, rule) })));
  const stay = judged.flatMap(({ bundle, why }) => (why ? [{ bundle, why }] : []));
  const remove = judged.filter(({ why }) => why === undefined).map(({ bundle }) => bundle);
  const kept = new Set(stay.flatMap(({ bundle }) => bundle.manifest.parts.map(({ sha256 }) => sha256)));
  const gone = blobsOf(remove.flatMap(({ manifest }) => manifest.parts)).keys();
  return { remove, stay, freedBytes: bytesOf([...gone].filter(({ sha256 }) => !kept.has(sha256))) };
}

async function leftoversIn(library: string, now: number): Promise<string[]> {
  const entries = await entriesIn(library);
  const unfinished = entries.filter(({ name, path }) => name.startsWith(importingPrefix) && now - changedAt(path) > leftoverMilliseconds);
  return [...unfinished, ...entries.filter(({ name }) => name.startsWith(removingPrefix))].map(({ path }) => path);
}

/** What of the library can go; nothing is removed. `now` in milliseconds since 1970. */
export async function planPrune(library: string, rule: PruneRule, now: number): Promise<Pruning> {
  return { ...prunable(await bundlesIn(library), rule), leftovers: await leftoversIn(library, now) };
}

/** Removes it. Throws Node's error. */
export function prune({ remove, leftovers }: Pick<Pruning, 'remove' | 'leftovers'>): void {
  for (const directory of [...remove.map((bundle) => bundle.directory), ...leftovers]) removeDirectory(directory);
}
