// Puts a blob where it belongs in a bundle's directory: in pieces when a stick with FAT32 would not take it as one file.

import { copyStretch, fileSize, linkOrCopy, removeFile, writeWhole } from '../platform/files.ts';
import { blobDirectory, blobFile, largestPiece, mostPieces, pieceName } from './layout.ts';

/** `pieceBytes`: what is larger is kept in pieces of this many bytes. */
export interface Placing {
  readonly pieceBytes?: number;
}

interface Stretch {
  readonly file: string;
  readonly start: number;
  readonly length: number;
}

/** The pieces that a blob of `size` bytes is kept in. Throws for one that no bundle can hold. */
function stretchesOf(directory: string, sha256: string, size: number, pieceBytes: number): Stretch[] {
  const count = Math.ceil(size / pieceBytes);
  if (count > mostPieces) throw new Error(`${size} bytes are more than ${mostPieces} pieces of ${pieceBytes}`);
  return Array.from({ length: count }, (_, index) => {
    const start = index * pieceBytes;
    return { file: `${blobDirectory(directory)}/${pieceName(sha256, index)}`, start, length: Math.min(pieceBytes, size - start) };
  });
}

/** Takes over a file whose hash is known; linked where the disk can and it stays whole. Resolves to its size. Rejects with Node's error. */
export async function placeFile(
  directory: string,
  sha256: string,
  file: string,
  { pieceBytes = largestPiece }: Placing = {},
): Promise<number> {
  const size = await fileSize(file);
  const whole = blobFile(directory, sha256);
  if (size <= pieceBytes) return linkOrCopy(file, whole);
  for (const { file: piece, start, length } of stretchesOf(directory, sha256, size, pieceBytes))
    await copyStretch(file, piece, start, length);
  removeFile(whole);
  return size;
}

/** Writes bytes whose hash is known. Throws Node's error. */
export function placeBytes(directory: string, sha256: string, bytes: Uint8Array, { pieceBytes = largestPiece }: Placing = {}): void {
  if (bytes.length <= pieceBytes) writeWhole(blobFile(directory, sha256), bytes);
  else
    for (const { file, start, length } of stretchesOf(directory, sha256, bytes.length, pieceBytes))
      writeWhole(file, bytes.subarray(start, start + length));
}
