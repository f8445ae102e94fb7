// A file opened once: what is read later comes from the file that was there then, whatever takes its name meanwhile.

import type { FileHandle } from 'node:fs/promises';
import { isStill, openPlain, type Piece } from './plain-file.ts';
import { spansOf } from './spans.ts';

/** `length` bytes of one open piece from its `start` on. */
export interface Slice {
  readonly handle: FileHandle;
  readonly start: number;
  readonly length: number;
}

export interface OpenFile {
  readonly size: number;
  /** Where these bytes of the whole lie, in order. */
  slices(start: number, length: number): Slice[];
  close(): Promise<void>;
}

async function opened(piece: Piece): Promise<FileHandle> {
  const handle = await openPlain(piece.file);
  if (isStill(piece, await handle.stat())) return handle;
  await handle.close();
  throw new Error(`${piece.file} is not the file that was looked at`);
}

/**
 * Opens all pieces of a file. Rejects with Node's error, with that of `openPlain` for a link or what is no regular file, and with an Error
 * when a piece is not as long as it was, or was written since.
 */
export async function openPieces(pieces: readonly Piece[]): Promise<OpenFile> {
  const opening = await Promise.allSettled(pieces.map(opened));
  const handles = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async () => void (await Promise.all(handles.map((handle) => handle.close())));
  const failure = opening.find((one) => one.status === 'rejected');
  if (failure) {
    await close();
    throw failure.reason;
  }
  const sizes = pieces.map(({ size }) => size);
  return {
    size: sizes.reduce((sum, size) => sum + size, 0),
    slices: (from, most) => spansOf(sizes, from, most).map(({ piece, start, length }) => ({ handle: handles[piece]!, start, length })),
    close,
  };
}
