// What something in the cache was made from: as long as that is the same, it is not made again.

import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The files below a directory that `isInput` takes, relative to it, always in the same order. */
export const filesBelow = (directory: string, isInput: (name: string) => boolean): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isInput(entry.name))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();

/** 16 hexadecimal digits of every input: name, mode and bytes. */
export function inputsHash(directory: string, isInput: (name: string) => boolean): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(directory, isInput)) {
    const path = join(directory, file);
    hash
      .update(`${file}\0${lstatSync(path).mode}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}
