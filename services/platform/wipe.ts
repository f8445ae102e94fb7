// A file made unreadable before its name is taken away.

import { randomFillSync } from 'node:crypto';
import { closeSync, constants, fstatSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAbsent, syncDirectory, writeWhole } from './files.ts';

/** Windows has no such flag: there a link is followed, to a file that is this user's own to write. */
const { O_RDWR, O_NOFOLLOW = 0 } = constants as { O_RDWR: number; O_NOFOLLOW?: number };
/** Overwritten at once. */
const chunkBytes = 64 * 1024;

function overwrite(fd: number): void {
  const { size } = fstatSync(fd);
  for (let at = 0; at < size; ) at += writeSync(fd, randomFillSync(new Uint8Array(Math.min(chunkBytes, size - at))), 0, undefined, at);
  fsyncSync(fd);
}

/**
 * Writes random bytes over a file, waits until they are on the disk, and takes its name away for good; one that is not there is gone already.
 * On a disk that writes in place, and a file system that does (ext4, NTFS, HFS+ without snapshots), nothing of it is left. An SSD writes
 * elsewhere and keeps the old cells until it wants them, and so do file systems that copy on write (btrfs, APFS, ZFS), their snapshots,
 * backups, and the swap of this laptop: there this guarantees nothing, and what protects is that the content was enciphered.
 * @throws Node's error; the content may be gone by then, and the name still there. ELOOP for a link.
 */
export function wipeFile(path: string): void {
  try {
    const fd = openSync(path, O_RDWR | O_NOFOLLOW);
    try {
      overwrite(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (isAbsent(error)) return;
    throw error;
  }
  rmSync(path, { force: true });
  syncDirectory(dirname(path));
}

/**
 * `writeWhole` for a file whose old content is to be as unreadable as `wipeFile` leaves it. On Windows, which replaces no file that is open, it
 * stays on the disk until something else is written there. Throws Node's error.
 */
export function replaceWiping(path: string, content: string, mode: number): void {
  if (process.platform === 'win32') {
    writeWhole(path, content, mode);
    return;
  }
  const old = openSync(path, O_RDWR | O_NOFOLLOW);
  try {
    writeWhole(path, content, mode);
    overwrite(old);
  } finally {
    closeSync(old);
  }
}
