// What root writes for the person who sits there: it belongs to whoever owns the place it is written to.

import { lchownSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileTrouble, writeWhole } from './files.ts';

/** Never through a link: that could lead to a file of somebody else. A disk that has no owners to give to is well, too. */
function giveLike(path: string, model: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = lstatSync(model);
  try {
    lchownSync(path, uid, gid);
  } catch (error) {
    fileTrouble(error);
  }
}

/** From `first`, which was made, down to `path`. */
function madeBetween(first: string, path: string): string[] {
  const made = [path];
  while (made[0] !== first && dirname(made[0]!) !== made[0]) made.unshift(dirname(made[0]!));
  return made;
}

/** Makes a directory that only its owner may enter, and those above it; what is there stays as it is. Throws Node's error. */
export function makeDirectoryForOwner(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const model = dirname(resolve(first));
  for (const made of madeBetween(resolve(first), resolve(path))) giveLike(made, model);
}

/** `writeWhole` for whoever owns the directory. Throws Node's error. */
export function writeForOwner(path: string, content: Uint8Array, mode: number): void {
  writeWhole(path, content, mode);
  giveLike(path, dirname(path));
}
