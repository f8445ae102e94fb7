// Files taken as what they are: never reached through a link, and never a device or a pipe that somebody put in their place.

import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { bytesOf, type FileStamp, fileStamp } from './files.ts';

/** A file as a whole, or one of the pieces that a larger one was cut into. Sizes in bytes. */
export interface Piece {
  readonly file: string;
  readonly size: number;
  /** Its last write when it was looked at, milliseconds since 1970; whoever is told opens no file that was written since. */
  readonly writtenAt?: number;
}

/** Whether the file that is there now is the one that was looked at, as far as that can be told without reading it. */
export const isStill = ({ size, writtenAt }: Omit<Piece, 'file'>, now: { readonly size: number; readonly mtimeMs: number }): boolean =>
  now.size === size && (writtenAt ?? now.mtimeMs) === now.mtimeMs;

/** Windows has neither: there a link is looked for before the file is opened. A pipe is not waited for. */
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants as { O_RDONLY: number; O_NOFOLLOW?: number; O_NONBLOCK?: number };
const plainFlags = O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);

const refusal = (path: string, code: string, why: string) => Object.assign(new Error(`${path} is ${why}`), { code, path });
const linkAt = (path: string) => refusal(path, 'ELOOP', 'a link');
const otherThanFile = (path: string) => refusal(path, 'EISDIR', 'no regular file');

/** True for what is refused because it is a link. */
export const isLink = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ELOOP';

/** Opens a file to read it; rejects with Node's error, ELOOP for a link, EISDIR for what is no regular file. */
export async function openPlain(path: string): Promise<FileHandle> {
  if (O_NOFOLLOW === undefined) await plainSize(path);
  const handle = await open(path, plainFlags);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw otherThanFile(path);
}

/** `openPlain` for threads that have nothing else to do: the descriptor. */
export function openPlainNow(path: string): number {
  if (O_NOFOLLOW === undefined && lstatSync(path).isSymbolicLink()) throw linkAt(path);
  const fd = openSync(path, plainFlags);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw otherThanFile(path);
}

/** The bytes of a small file, or undefined when it has more than `limit`; rejects as `openPlain` does. */
export async function readPlainAtMost(path: string, limit: number): Promise<Uint8Array | undefined> {
  await using file = await openPlain(path);
  return await bytesOf(file, limit);
}

/** A regular file as it lies there; rejects as `openPlain` does. */
export async function plainPiece(file: string): Promise<Piece> {
  const found = await lstat(file);
  if (found.isSymbolicLink()) throw linkAt(file);
  if (!found.isFile()) throw otherThanFile(file);
  return { file, size: found.size, writtenAt: found.mtimeMs };
}

/** Bytes of a regular file; rejects as `openPlain` does. */
export const plainSize = async (path: string): Promise<number> => (await plainPiece(path)).size;

/** What tells a file in pieces from itself before and after a change. Rejects with Node's error. */
export async function piecesStamp(pieces: readonly Piece[]): Promise<FileStamp> {
  const stamps = await Promise.all(pieces.map(({ file }) => fileStamp(file)));
  return {
    size: stamps.reduce((sum, { size }) => sum + size, 0),
    mark: stamps.map(({ mark }) => mark).join(' '),
    changedAt: Math.max(...stamps.map(({ changedAt }) => changedAt)),
    takenAt: Math.min(...stamps.map(({ takenAt }) => takenAt)),
  };
}

/** Rejects with ELOOP when this directory is a link, with ENOTDIR when it is something else. */
export async function assertPlainDirectory(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) throw linkAt(path);
  if (!found.isDirectory()) throw refusal(path, 'ENOTDIR', 'no directory');
}

/** Whether this byte of a file can be had from the disk. */
export async function canRead(path: string, position: number): Promise<boolean> {
  try {
    await using file = await openPlain(path);
    return (await file.read(new Uint8Array(1), 0, 1, Math.max(0, position))).bytesRead >= 0;
  } catch {
    return false;
  }
}
