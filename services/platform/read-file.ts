// A file read piece by piece, waiting for the disk: for threads that have nothing else to do.

import { closeSync, fstatSync, readSync } from 'node:fs';
import { openPlainNow } from './plain-file.ts';
import { spansOf } from './spans.ts';

export interface FileReader {
  readonly size: number;
  /** Of each file. */
  readonly found: readonly { readonly size: number; readonly mtimeMs: number }[];
  /** Fills `into` from `position` on. @throws Error when the file has become shorter, Node's error when the disk fails */
  read(into: Uint8Array, position: number): void;
  close(): void;
}

const shorter = (path: string, bytes: number) => Object.assign(new Error(`${path} ends after ${bytes} bytes`), { code: 'EOF' });

function fill(fd: number, into: Uint8Array, position: number, path: string): void {
  for (let at = 0; at < into.length; ) {
    const count = readSync(fd, into, at, into.length - at, position + at);
    if (count === 0) throw shorter(path, position + at);
    at += count;
  }
}

/** Reads the files as one, each behind the one before. @throws Node's error (ENOENT, EACCES …), ELOOP for a link, EISDIR for no regular file */
export function openReader(files: readonly string[]): FileReader {
  const fds: number[] = [];
  const close = () => fds.forEach(closeSync);
  try {
    for (const file of files) fds.push(openPlainNow(file));
  } catch (error) {
    close();
    throw error;
  }
  const found = fds.map((fd) => fstatSync(fd));
  const sizes = found.map(({ size }) => size);
  return {
    found,
    size: sizes.reduce((sum, size) => sum + size, 0),
    read(into, position) {
      let done = 0;
      for (const { piece, start, length } of spansOf(sizes, position, into.length)) {
        fill(fds[piece]!, into.subarray(done, done + length), start, files[piece]!);
        done += length;
      }
      if (done < into.length) throw shorter(`${files.at(-1)}`, position + done);
    },
    close,
  };
}
