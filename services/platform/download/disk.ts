// A `file:` URL, answered as a server would: a directory on a disk can stand for any server.

import { open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fileTrouble } from '../files.ts';
import type { Answer } from './answer.ts';
import { DownloadFailure } from './failure.ts';

const bodiless = (status: number, headers: Answer['headers'] = {}): Answer => ({ status, headers, body: nothing(), leave });

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A file is opened only when it is read. */
const leave = async (): Promise<void> => {};

/** The bytes from `first` on, while `signal` allows; the file is opened when they are read. */
async function* bytesOf(url: string, path: string, first: number, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const handle = await open(path).catch((error) => unreadable(url, error));
  try {
    for await (const piece of handle.createReadStream({ start: first, autoClose: false })) {
      signal?.throwIfAborted();
      yield piece as Uint8Array;
    }
  } catch (error) {
    signal?.throwIfAborted();
    unreadable(url, error);
  } finally {
    await handle.close();
  }
}

function unreadable(url: string, error: unknown): never {
  throw new DownloadFailure(url, { kind: 'unreadable', reason: fileTrouble(error) }, { cause: error });
}

/** Codes by which a path is known to lead nowhere. */
const absent = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** 200, 206 or 416 for a regular file, 404 for none. Rejects with a DownloadFailure (`unreadable`) for one that cannot be read. */
export async function askDisk(url: string, headers: Answer['headers'], signal?: AbortSignal): Promise<Answer> {
  const path = fileURLToPath(url);
  const found = await stat(path).catch((error) => (absent.has(error.code) ? undefined : unreadable(url, error)));
  if (!found?.isFile()) return bodiless(404);
  const tag = `"${found.ino}-${found.size}-${found.mtimeMs}"`;
  const asked = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const first = (headers['if-range'] ?? tag) === tag ? asked : 0;
  if (first > 0 && first >= found.size) return bodiless(416, { 'content-range': `bytes */${found.size}` });
  const about = { etag: tag, 'content-length': String(found.size - first) };
  const body = bytesOf(url, path, first, signal);
  if (first === 0) return { status: 200, headers: about, body, leave };
  return { status: 206, headers: { ...about, 'content-range': `bytes ${first}-${found.size - 1}/${found.size}` }, body, leave };
}
