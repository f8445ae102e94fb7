// The cache of what takes minutes to make: as long as what something was made from is the same, it is not made again.

import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The files below a directory that `isInput` takes, relative to it, always in the same order. */
const filesBelow = (directory: string, isInput: (name: string) => boolean): string[] =>
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

/** Half a gigabyte each; what another checkout of the same sources may still be running is younger. */
const oldMilliseconds = 24 * 3600 * 1000;

/** Removes what lies in a directory of the cache, begins with `prefix`, and was not made lately. */
export function forgetOld(directory: string, prefix: string, kept: readonly string[]): void {
  for (const name of readdirSync(directory).filter((one) => one.startsWith(prefix))) {
    const path = join(directory, name);
    if (!kept.includes(path) && Date.now() - lstatSync(path).mtimeMs > oldMilliseconds) rmSync(path, { recursive: true, force: true });
  }
}

/** The directory, made now by `make` or taken from the cache. What fails leaves nothing that looks like one. @throws what `make` throws */
export async function cached(directory: string, make: (unfinished: string) => Promise<void>): Promise<string> {
  if (existsSync(directory)) return directory;
  mkdirSync(dirname(directory), { recursive: true });
  const unfinished = mkdtempSync(join(dirname(directory), 'making-'));
  try {
    await make(unfinished);
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, directory);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return directory;
}
