// Verifies a bundle: every part is hashed, and one that is not what its manifest says is not served.

import type { Part } from '../domain/bundle.ts';
import { type Problem, problem } from '../domain/problem.ts';
import { fileStamp } from '../platform/files.ts';
import { sha256OfFile } from '../platform/sha256.ts';
import { type BadPart, type Bundle, unreadable, without } from './bundle.ts';
import { openMemory, type VerifiedMemory } from './verified-memory.ts';

export interface Verifying {
  /** The part being hashed. */
  readonly part: string;
  /** Of all parts together. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface VerifyOptions {
  readonly onProgress?: (verifying: Verifying) => void;
  readonly signal?: AbortSignal;
  /** Where hashes are remembered, so that a second start is instant. Without it everything is hashed. */
  readonly memoryFile?: string;
}

async function hashOf(file: string, memory: VerifiedMemory, onBytes: (bytes: number) => void, signal?: AbortSignal): Promise<string> {
  const stamp = await fileStamp(file);
  const known = memory.recall(file, stamp);
  if (known) {
    onBytes(stamp.size);
    return known;
  }
  const sha256 = await sha256OfFile(file, { onBytes, ...(signal ? { signal } : {}) });
  memory.remember(file, stamp, await fileStamp(file), sha256);
  return sha256;
}

export interface Verified {
  /** With only the parts that are intact. */
  readonly bundle: Bundle;
  /** Of all parts left out, when it was read and now. */
  readonly problems: readonly Problem[];
}

/** Hashes every part, one after the other. Rejects only when `signal` aborts. */
export async function verifyBundle(bundle: Bundle, { onProgress, signal, memoryFile }: VerifyOptions = {}): Promise<Verified> {
  const memory = await openMemory(memoryFile);
  const totalBytes = bundle.manifest.parts.reduce((sum, { size }) => sum + size, 0);
  let bytes = 0;
  const verify = async (part: Part): Promise<BadPart[]> => {
    const onBytes = (more: number) => {
      bytes += more;
      onProgress?.({ part: part.path, bytes, totalBytes });
    };
    try {
      const found = await hashOf(bundle.fileOf(part.path), memory, onBytes, signal);
      return found === part.sha256 ? [] : [{ part, problem: problem('bundle-part-damaged', { part: part.path }) }];
    } catch (error) {
      signal?.throwIfAborted();
      return [{ part, problem: unreadable(part, error) }];
    }
  };
  const bad: BadPart[] = [];
  for (const part of bundle.manifest.parts) bad.push(...(await verify(part)));
  memory.save();
  const intact = without(bundle, bad);
  return { bundle: intact, problems: intact.problems };
}
