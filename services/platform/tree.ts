// Whole directories: how much lies in them, and their end.

import { rmSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of all files directly in a directory. Rejects with Node's error. */
export async function bytesIn(directory: string): Promise<number> {
  const sizes = (await readdir(directory)).map(async (name) => {
    const found = await stat(join(directory, name));
    return found.isFile() ? found.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Removes a directory with everything in it; one that is not there is fine. Throws Node's error. */
export const removeTree = (directory: string): void => rmSync(directory, { recursive: true, force: true });

/** What was written to a file is on the disk, whatever happens to the power. Rejects with Node's error. */
export async function syncFile(path: string): Promise<void> {
  // Windows flushes only what may be written; elsewhere a file of somebody else's can be flushed as well
  await using file = await open(path, process.platform === 'win32' ? 'r+' : 'r');
  await file.sync();
}
