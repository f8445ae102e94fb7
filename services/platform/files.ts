// Small files: read with a limit, written whole or not at all.

import {
  chownSync,
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, type FileHandle, link, open, readdir, realpath, rename, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What the codes of the file system mean to the person who gave the path. */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'files may not be that large here',
  EEXIST: 'something else has that name',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reports an error',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'it is a link, or its links lead in a circle',
  EBUSY: 'another program holds it',
  ENODEV: 'the disk was pulled out',
  ENXIO: 'the disk was pulled out',
  ENOTCONN: 'the disk was pulled out',
  ENOTSUP: 'this disk cannot do that',
  EOF: 'it became shorter while it was read',
  EINVAL: 'this disk takes no such name',
};

/** Why the file system refused, in words; a surprise is thrown on. */
export function fileTrouble(error: unknown): string {
  const reason = words[(error as NodeJS.ErrnoException).code ?? ''];
  if (reason === undefined) throw error;
  return reason;
}

export const isInTheWay = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';
export const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const notRegular = (path: string) => Object.assign(new Error(`${path} is no regular file`), { code: 'EISDIR' });

/** Bytes of a regular file; rejects with EISDIR for anything else. */
export async function fileSize(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isFile()) throw notRegular(path);
  return found.size;
}

/** What tells a file from itself before and after a change. Times are milliseconds since 1970. */
export interface FileStamp {
  readonly size: number;
  /** Device, inode, size, and the times of the last write and the last change of any kind; the last no program can set back. */
  readonly mark: string;
  readonly changedAt: number;
  readonly takenAt: number;
}

/** Rejects with EISDIR for what is no regular file. */
export async function fileStamp(path: string): Promise<FileStamp> {
  const found = await stat(path, { bigint: true });
  if (!found.isFile()) throw notRegular(path);
  const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = found;
  return { size: Number(size), mark: [dev, ino, size, mtimeNs, ctimeNs].join(':'), changedAt: Number(ctimeMs), takenAt: Date.now() };
}

/** The bytes of a file, or undefined when it has more than `limit`: no more than that is ever read. */
export async function readAtMost(path: string, limit: number): Promise<Uint8Array | undefined> {
  await using file = await open(path, 'r');
  return await bytesOf(file, limit);
}

/** `readAtMost` of a file that is open. */
export async function bytesOf(file: FileHandle, limit: number): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(limit + 1);
  let length = 0;
  while (length <= limit) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length);
    if (bytesRead === 0) return bytes.slice(0, length);
    length += bytesRead;
  }
  return undefined;
}

/** A rename lasts over a power cut only when its directory is on disk too. Windows has no such call and needs none. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** Replaces the file at `path` by `content` so that it is the old one or the new one at any moment, whatever is cut off. */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): void {
  const temporary = `${path}.${process.pid}.new`;
  try {
    writeFileSync(temporary, content, { mode, flush: true });
    renameSync(temporary, path);
  } catch (reason) {
    rmSync(temporary, { force: true });
    throw reason;
  }
  syncDirectory(dirname(path));
}

export const readFileNow = (path: string): Uint8Array => readFileSync(path);

/** `writeWhole` for a file that somebody else made: its permissions and its owner stay, and of a link the file behind it is replaced. */
export function replaceFile(path: string, content: string): void {
  const file = realpathSync(path);
  const { mode, uid, gid } = statSync(file);
  writeWhole(file, content, mode & 0o777);
  giveTo(file, uid, gid);
}

/** An appliance that runs as root must not take a plan away from whoever wrote it. FAT has no owners to give to. */
function giveTo(file: string, uid: number, gid: number): void {
  if (process.getuid?.() !== 0 || (uid === 0 && gid === 0)) return;
  try {
    chownSync(file, uid, gid);
  } catch (error) {
    fileTrouble(error);
  }
}

/** Writes a file that must not be there yet, whole or as an empty one; throws EEXIST, and leaves alone what is there. */
export function writeNew(path: string, content: string, mode = 0o644): void {
  closeSync(openSync(path, 'wx', mode));
  try {
    writeWhole(path, content, mode);
  } catch (reason) {
    rmSync(path, { force: true });
    throw reason;
  }
}

/** The file that `path` leads to, through every link; rejects with Node's error. */
export const realFile = (path: string): Promise<string> => realpath(path);

export interface DirectoryEntry {
  readonly path: string;
  readonly name: string;
  readonly isDirectory: boolean;
}

/** Everything in a directory, by name; empty when it cannot be read. */
export async function entriesIn(directory: string): Promise<DirectoryEntry[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .map((entry) => ({ path: join(directory, entry.name), name: entry.name, isDirectory: entry.isDirectory() }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
}

/** The directories in a directory, by name, links to directories among them. Rejects with Node's error when it cannot be read. */
export async function directoriesIn(directory: string): Promise<DirectoryEntry[]> {
  const names = (await readdir(directory)).toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  const looked = names.map(async (name) => {
    const path = join(directory, name);
    const isDirectory = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    return { path, name, isDirectory };
  });
  return (await Promise.all(looked)).filter(({ isDirectory }) => isDirectory);
}

/** Bytes that this user may still write on the disk of a directory, or of the nearest one above it that is there. */
export async function freeBytes(directory: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch (error) {
    if (!isAbsent(error) || dirname(directory) === directory) throw error;
    return freeBytes(dirname(directory));
  }
}

/** Makes a directory that only this user may enter, and those above it; one that is there stays as it is. */
export const makeDirectory = (path: string): void => void mkdirSync(path, { recursive: true, mode: 0o700 });

export const namesIn = (directory: string): string[] => readdirSync(directory);

/**
 * Makes a directory with these small files: whole under its name, or not there at all. `files` is name → content, each for this user only.
 * It is built beside its place as `.new`, and what an earlier attempt left there is removed first.
 */
export function makeDirectoryWhole(path: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  const building = `${dirname(path)}/.new`;
  rmSync(building, { recursive: true, force: true });
  makeDirectory(building);
  for (const [name, content] of Object.entries(files)) writeWhole(`${building}/${name}`, content, 0o600);
  renameSync(building, path);
  syncDirectory(dirname(path));
}

/** A file that is not there is gone already. */
export const removeFile = (path: string): void => rmSync(path, { force: true });

export const isThere = (path: string): boolean => existsSync(path);

/** Makes a directory that everybody may read, and those above it. */
export const makeDirectories = (path: string): void => void mkdirSync(path, { recursive: true });

/** Few turns of the event loop for gigabytes. */
const copyBytes = 1024 * 1024;

/** Codes of file systems that hold no second name for a file, or not this one. */
const unlinkable = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EACCES', 'ENOSYS']);

/** Writes `length` bytes of a file from `start` on as a file of their own, whole or not at all. Rejects with Node's error. */
export async function copyStretch(file: string, path: string, start: number, length: number): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  const stretch = createReadStream(file, { start, end: start + length - 1, highWaterMark: copyBytes });
  try {
    await pipeline(stretch, createWriteStream(temporary, { flush: true, highWaterMark: copyBytes }));
    await rename(temporary, path);
  } catch (reason) {
    rmSync(temporary, { force: true });
    throw reason;
  }
}

/** Gives a file a second name, also one that is reached by a symbolic link (as Debian's ipxe.efi is); false where the disk cannot do that. What has that name already stays. Rejects with Node's error. */
export async function tryLink(file: string, path: string): Promise<boolean> {
  try {
    await link(await realpath(file), path);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return true;
    if (unlinkable.has(code)) return false;
    throw error;
  }
}

/** Gives a file a second name, or copies it whole where that cannot be; leaves alone what is there. Resolves to its size. Rejects with Node's error. */
export async function linkOrCopy(file: string, path: string): Promise<number> {
  if (!(await tryLink(file, path))) {
    const temporary = `${path}.${process.pid}.new`;
    await copyFile(file, temporary);
    await rename(temporary, path);
  }
  return fileSize(path);
}
