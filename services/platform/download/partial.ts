// A file on its way: what has come so far, of which file at the far side, so that a later try or a later start goes on from there.

import { rmSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory, writeWhole } from '../files.ts';
import { sha256OfBytes } from '../sha256.ts';

/** What the bytes so far belong to. */
export interface Mark {
  /** SHA-256 of its URL, which may hold a password. */
  readonly of: string;
  /** An entity tag or the time of the last change, as the server wrote it. */
  readonly validator?: string | undefined;
  /** Of the whole file. */
  readonly length?: number | undefined;
}

export interface SoFar {
  /** Bytes that are there already; 0 when nothing of use is. */
  readonly have: number;
  readonly mark: Mark | undefined;
}

const bytesFile = (path: string) => `${path}.part`;
const markFile = (path: string) => `${path}.mark`;

async function readMark(path: string): Promise<Mark | undefined> {
  try {
    return JSON.parse(await readFile(markFile(path), 'utf8')) as Mark;
  } catch {
    return undefined;
  }
}

export const nameOf = (url: string): string => sha256OfBytes(new TextEncoder().encode(url));

/** What an earlier try left of `url`. Of another URL, or of a file that nothing is known of, nothing is of use. */
export async function soFar(path: string, url: string): Promise<SoFar> {
  const mark = await readMark(path);
  const size = await stat(bytesFile(path)).then(
    ({ size }) => size,
    () => 0,
  );
  return mark?.of === nameOf(url) ? { have: size, mark } : { have: 0, mark: undefined };
}

/** Writes from `have` on; the mark is on the disk before the first byte that it stands for. Rejects with Node's errors. */
export async function openPartial(path: string, have: number, mark: Mark): Promise<FileHandle> {
  if (have === 0) rmSync(bytesFile(path), { force: true });
  writeWhole(markFile(path), JSON.stringify(mark));
  const handle = await open(bytesFile(path), have === 0 ? 'w' : 'r+');
  await handle.truncate(have);
  return handle;
}

/** Where the bytes lie until all are there. */
export const partialFile = bytesFile;

export function dropPartial(path: string): void {
  rmSync(bytesFile(path), { force: true });
  rmSync(markFile(path), { force: true });
}

/** All bytes are there: from now on it bears its name. It is on the disk before that, so a power cut leaves it whole or unnamed. */
export async function finishPartial(path: string): Promise<void> {
  await using handle = await open(bytesFile(path), 'r+');
  await handle.sync();
  await rename(bytesFile(path), path);
  rmSync(markFile(path), { force: true });
  syncDirectory(dirname(path));
}
