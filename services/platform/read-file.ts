// A file read piece by piece, waiting for the disk: for threads that have nothing else to do.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface FileReader {
  readonly size: number;
  /** The `length` bytes at `position`. @throws Error when the file has become shorter, Node's error when the disk fails */
  read(position: number, length: number): Uint8Array;
  close(): void;
}

/** @throws Node's error (ENOENT, EACCES …) */
export function openReader(path: string): FileReader {
  const fd = openSync(path, 'r');
  return {
    size: fstatSync(fd).size,
    read(position, length) {
      const bytes = Buffer.allocUnsafeSlow(length);
      for (let at = 0; at < length; ) {
        const count = readSync(fd, bytes, at, length - at, position + at);
        if (count === 0) throw new Error(`${path} ends after ${position + at} bytes`);
        at += count;
      }
      return bytes;
    },
    close: () => closeSync(fd),
  };
}
