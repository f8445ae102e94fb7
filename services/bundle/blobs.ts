// The blobs in a bundle's directory as they really lie there: whole or in pieces, and never through a link.

import { failed, ok, type Result } from '../domain/problem.ts';
import { isAbsent, namesIn } from '../platform/files.ts';
import { assertPlainDirectory, type Piece, plainPiece } from '../platform/plain-file.ts';
import { blobDirectory, blobNames } from './layout.ts';
import { unreadableIn } from './trouble.ts';

/** The pieces of a blob as they lie there; none when it is not there. Rejects with Node's error, ELOOP for a link, EISDIR for what is no file. */
export type BlobPlaces = (sha256: string) => Promise<Piece[]>;

/** Looks at the directory once. Fails with `bundle-link` or `bundle-unreadable`; one that is not there has no blobs. */
export async function locateBlobs(directory: string): Promise<Result<BlobPlaces>> {
  for (const place of ['blobs', 'blobs/sha256']) {
    try {
      await assertPlainDirectory(`${directory}/${place}`);
    } catch (error) {
      if (isAbsent(error)) return ok(async () => []);
      return failed(unreadableIn(directory, place, error));
    }
  }
  const names = new Set(namesIn(blobDirectory(directory)));
  const lying = (name: string) => plainPiece(`${blobDirectory(directory)}/${name}`);
  return ok((sha256) => Promise.all(blobNames(sha256, names).map(lying)));
}
