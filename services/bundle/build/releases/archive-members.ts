// A few small files out of a tar archive, into memory: nothing of it is ever written under a name that the archive chose.

import { list, type ReadEntry } from 'tar';
import { problem, Refusal } from '../../../domain/problem.ts';

/** A loader has 1 MB. */
const largestMember = 16 * 1024 * 1024;

/** Below the archive's one top directory. */
const nameOf = ({ path }: ReadEntry): string => path.split('/').slice(1).join('/');

async function bytesOf(entry: ReadEntry): Promise<Uint8Array> {
  const bytes = new Uint8Array(entry.size);
  let at = 0;
  for await (const piece of entry) {
    bytes.set(piece as Uint8Array, at);
    at += (piece as Uint8Array).length;
  }
  return bytes;
}

/** Regular files among `names`, which are relative to the archive's top directory. Rejects with `loaders-archive-damaged`. */
export async function membersOf(archive: string, names: ReadonlySet<string>, url: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const members = new Map<string, Promise<Uint8Array>>();
  try {
    await list({
      file: archive,
      strict: true,
      onReadEntry: (entry) => {
        if (entry.type === 'File' && entry.size <= largestMember && names.has(nameOf(entry))) members.set(nameOf(entry), bytesOf(entry));
      },
    });
    return new Map(await Promise.all([...members].map(async ([name, bytes]) => [name, await bytes] as const)));
  } catch (error) {
    throw new Refusal(problem('loaders-archive-damaged', { archive: url, reason: (error as Error).message }));
  }
}
