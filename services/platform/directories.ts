// Directories that appear and disappear as a whole.

import { renameSync, rmSync, statSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAbsent, syncDirectory } from './files.ts';

/** Gives a file or a directory another name on the same disk, lasting over a power cut. Throws Node's error. */
export function moveTo(from: string, to: string): void {
  renameSync(from, to);
  syncDirectory(dirname(to));
  if (dirname(from) !== dirname(to)) syncDirectory(dirname(from));
}

/** The name under which what is left of a directory is found when its removal was cut off. */
export const removingPrefix = '.removing-';

/** Takes a directory away: at any moment all of it is there under its name, or none. Throws Node's error. */
export function removeDirectory(path: string): void {
  const gone = `${dirname(path)}/${removingPrefix}${basename(path).replace(/^\.removing-/, '')}`;
  if (gone !== path) {
    rmSync(gone, { recursive: true, force: true });
    moveTo(path, gone);
  }
  rmSync(gone, { recursive: true, force: true });
}

/** When something was last added to a directory or taken out of it; milliseconds since 1970. Throws Node's error. */
export const changedAt = (directory: string): number => statSync(directory).mtimeMs;

/** Bytes of the files in a directory that have no other name elsewhere: what removing them gives back. None where there is no directory. */
export async function bytesOnlyIn(directory: string): Promise<number> {
  const names = await readdir(directory).catch((error) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const found = await Promise.all(names.map((name) => lstat(join(directory, name))));
  return found.filter((file) => file.isFile() && file.nlink === 1).reduce((sum, { size }) => sum + size, 0);
}
