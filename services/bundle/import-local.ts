// What of a bundle the laptop has already: of an import that was cut off, or of other bundles, whose files are taken over by a link.

import type { Part } from '../domain/bundle.ts';
import { fileTrouble, removeFile, tryLink } from '../platform/files.ts';
import type { Hasher } from '../platform/hasher.ts';
import type { Piece } from '../platform/plain-file.ts';
import { type BlobPlaces, locateBlobs } from './blobs.ts';
import { blobFile } from './layout.ts';
import { libraryDirectories } from './library.ts';
import type { Tally } from './tally.ts';
import type { VerifiedMemory } from './verified-memory.ts';
import { hashOf } from './verify.ts';

export interface Looking {
  readonly hasher: Hasher;
  readonly memory: VerifiedMemory;
  readonly counting: Tally;
}

/** A blob that is not where it is to be, and the files on this laptop that could be copied instead of the stick's. */
export interface MissingBlob {
  readonly part: Part;
  readonly here: readonly Piece[] | undefined;
}

const nowhere: BlobPlaces = async () => [];

const placesIn = async (directory: string): Promise<BlobPlaces> => {
  const blobs = await locateBlobs(directory);
  return blobs.ok ? blobs.value : nowhere;
};

/** The files of this blob that one place has, when they are right to the last byte. */
async function intact(part: Part, places: BlobPlaces, { hasher, memory, counting }: Looking): Promise<readonly Piece[] | undefined> {
  try {
    const pieces = await places(part.sha256);
    if (pieces.length === 0 || pieces.reduce((sum, { size }) => sum + size, 0) !== part.size) return undefined;
    const found = await hashOf(pieces, hasher, memory, (bytes) => counting.moved(part, bytes));
    return found === part.sha256 ? pieces : undefined;
  } catch (error) {
    fileTrouble(error);
    return undefined; // what cannot be read here comes from the stick
  }
}

/** Looks for these blobs in `directory` and in all bundles of the library; resolves to those that `directory` still lacks. What is wrong there goes. */
export async function localBlobs(directory: string, library: string, parts: readonly Part[], looking: Looking): Promise<MissingBlob[]> {
  const own = await placesIn(directory);
  const others = await Promise.all((await libraryDirectories(library)).filter((other) => other !== directory).map(placesIn));

  async function look(part: Part): Promise<MissingBlob[]> {
    if (await intact(part, own, looking)) return has(part);
    removeFile(blobFile(directory, part.sha256));
    for (const other of others) {
      const here = await intact(part, other, looking);
      if (here?.length === 1 && (await tryLink(here[0]!.file, blobFile(directory, part.sha256)))) return has(part);
      if (here) return [{ part, here }];
    }
    return [{ part, here: undefined }];
  }
  function has(part: Part): MissingBlob[] {
    looking.counting.done(part);
    return [];
  }
  return (await Promise.all(parts.map(look))).flat();
}
