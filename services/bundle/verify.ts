// Verifies a bundle: every part is hashed, and one that is not what its manifest says is not served.

import type { Part } from '../domain/bundle.ts';
import { type Problem, problem } from '../domain/problem.ts';
import { type Hasher, openHasher } from '../platform/hasher.ts';
import { type Piece, piecesStamp } from '../platform/plain-file.ts';
import { type BadPart, type Bundle, unreadable, without } from './bundle.ts';
import { blobsOf, type Progress, type Tally, tally } from './tally.ts';
import { openMemory, type VerifiedMemory } from './verified-memory.ts';

export interface VerifyOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  /** Where hashes are remembered, so that a second start is instant. Without it everything is hashed. */
  readonly memoryFile?: string;
}

export interface Verified {
  /** With only the parts that are intact. */
  readonly bundle: Bundle;
  /** Of all parts left out, when it was read and now. */
  readonly problems: readonly Problem[];
}

/** The SHA-256 of these pieces as one, from memory where they have not changed. Rejects as the hasher does. */
export async function hashOf(
  pieces: readonly Piece[],
  hasher: Hasher,
  memory: VerifiedMemory,
  onBytes?: (bytes: number) => void,
): Promise<string> {
  const stamp = await piecesStamp(pieces);
  const known = memory.recall(pieces[0]!.file, stamp);
  if (known) return known;
  const files = pieces.map(({ file }) => file);
  const sha256 = await hasher.hash(files, onBytes);
  memory.remember(files[0]!, stamp, await piecesStamp(pieces), sha256);
  return sha256;
}

/** A hasher that lives as long as `work`, and is ended by `signal`; rejects with the signal's reason then. */
export async function withHasher<Value>(signal: AbortSignal | undefined, work: (hasher: Hasher) => Promise<Value>): Promise<Value> {
  signal?.throwIfAborted();
  const hasher = openHasher();
  const stop = () => void hasher.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work(hasher);
  } finally {
    signal?.removeEventListener('abort', stop);
    await hasher.close();
    signal?.throwIfAborted();
  }
}

interface Verifying {
  readonly bundle: Bundle;
  readonly hasher: Hasher;
  readonly memory: VerifiedMemory;
  readonly counting: Tally;
  readonly signal: AbortSignal | undefined;
}

async function troubleWith(
  part: Part,
  { bundle, hasher, memory, counting, signal }: Verifying,
): Promise<((of: Part) => Problem) | undefined> {
  try {
    const found = await hashOf(bundle.piecesOf(part.path), hasher, memory, (bytes) => counting.moved(part, bytes));
    return found === part.sha256 ? undefined : ({ path }) => problem('bundle-part-damaged', { part: path });
  } catch (error) {
    signal?.throwIfAborted();
    return (of) => unreadable(of, error);
  } finally {
    counting.done(part);
  }
}

/** Hashes every part, several at a time. Rejects only when `signal` aborts. */
export async function verifyBundle(bundle: Bundle, { onProgress, signal, memoryFile }: VerifyOptions = {}): Promise<Verified> {
  const memory = await openMemory(memoryFile);
  const blobs = blobsOf(bundle.manifest.parts);
  const counting = tally([...blobs.keys()], (progress) => onProgress?.(progress));
  const bad = await withHasher(signal, async (hasher) => {
    const check = async ([part, same]: [Part, readonly Part[]]): Promise<BadPart[]> => {
      const trouble = await troubleWith(part, { bundle, hasher, memory, counting, signal });
      return trouble ? same.map((one) => ({ part: one, problem: trouble(one) })) : [];
    };
    return (await Promise.all([...blobs].map(check))).flat();
  });
  memory.save();
  const intact = without(bundle, bad);
  return { bundle: intact, problems: intact.problems };
}
