// A file read piece by piece, waiting for the disk: for threads that have nothing else to do.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface FileReader {
  readonly size: number;
  /** Fills `into` from `position` on. @throws Error when the file has become shorter, Node's error when the disk fails */
  read(into: Uint8Array, position: number): void;
  close(): void;
}

/** @throws Node's error (ENOENT, EACCES …) */
export function openReader(path: string): FileReader {
  const fd = openSync(path, 'r');
  return {
    size: fstatSync(fd).size,
    read(into, position) {
      for (let at = 0; at < into.length; ) {
        const count = readSync(fd, into, at, into.length - at, position + at);
        if (count === 0) throw new Error(`${path} ends after ${position + at} bytes`);
        at += count;
      }
    },
    close: () => closeSync(fd),
  };
}
