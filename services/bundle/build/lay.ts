// Parts laid down under their digests, and what an earlier bundle left swept away.

import type { Part } from '../../domain/bundle.ts';
import { isThere, namesIn, removeFile } from '../../platform/files.ts';
import { sha256OfFile } from '../../platform/sha256.ts';
import { syncFile } from '../../platform/tree.ts';
import { blobDirectory, blobFile } from '../layout.ts';
import { placeFile } from '../place.ts';
import type { NewPart } from '../write.ts';

/** Gives a proved file its place in `directory`, in pieces where it is too large for a stick; what lies there already is kept when it is the same. Rejects with Node's error. */
export async function layDown(directory: string, part: NewPart, file: string): Promise<Part> {
  const sha256 = await sha256OfFile(file);
  const blob = blobFile(directory, sha256);
  if (file !== blob && isThere(blob) && (await sha256OfFile(blob)) !== sha256) removeFile(blob);
  const size = await placeFile(directory, sha256, file);
  if (isThere(blob)) await syncFile(blob); // pieces are on the disk already
  return { ...part, size, sha256 };
}

/** Removes from the blobs whatever no part is made of: blobs of an older version, copies that were cut short. */
export function sweep(directory: string, parts: readonly Part[]): number {
  const wanted = new Set(parts.map(({ sha256 }) => sha256));
  const others = namesIn(blobDirectory(directory)).filter((name) => !wanted.has(name.replace(/\.\d{3}$/, '')));
  for (const name of others) removeFile(`${blobDirectory(directory)}/${name}`);
  return others.length;
}
