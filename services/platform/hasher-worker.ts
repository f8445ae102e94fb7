// The thread that hashes files, and copies them while it does: it waits for the disk, so that nobody else has to.

import { closeSync, constants, fdatasyncSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { type FileReader, openReader } from './read-file.ts';
import { sha256 } from './sha256.ts';
import { onOrder, tell } from './thread.ts';

export interface Order {
  readonly id: number;
  /** One behind the other, as one. */
  readonly files: readonly string[];
  /** Where they are written as well, behind what is there of them already. */
  readonly copy?: string;
}

/** What trouble is with: the files that are read, or the copy of them. */
export type Side = 'files' | 'copy';

export type Told =
  | { readonly kind: 'read'; readonly id: number; readonly bytes: number }
  | { readonly kind: 'done'; readonly id: number; readonly sha256: string }
  | { readonly kind: 'failed'; readonly id: number; readonly side: Side; readonly code: string | undefined; readonly message: string };

/** Large enough that a disk with a head reads long stretches although another thread reads elsewhere; more gains nothing. */
const readBytes = 4 * 1024 * 1024;
/** Often enough for a moving bar. */
const tellMilliseconds = 100;
/** What is written goes to the disk now and then: a bar that is full means that it is there, and a power cut costs no more than this. */
const syncBytes = 64 * 1024 * 1024;

class Trouble extends Error {
  readonly side: Side;
  constructor(side: Side, cause: unknown) {
    super((cause as Error).message, { cause });
    this.side = side;
  }
}

function on<Value>(side: Side, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble(side, error);
  }
}

type Take = (bytes: Uint8Array) => void;

const memory = new Uint8Array(readBytes);

/** Everything from byte `start` to `end`, stretch by stretch. */
function readThrough(reader: FileReader, side: Side, [start, end]: readonly [number, number], take: Take): void {
  for (let at = start; at < end; at += readBytes) {
    const stretch = memory.subarray(0, Math.min(readBytes, end - at));
    on(side, () => reader.read(stretch, at));
    take(stretch);
  }
}

function withReader(files: readonly string[], side: Side, work: (reader: FileReader) => void): void {
  const reader = on(side, () => openReader(files));
  try {
    work(reader);
  } finally {
    reader.close();
  }
}

function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at, position + at);
}

/** Writes everything it takes from `start` on. */
function writerAt(fd: number, start: number): Take {
  let [position, unsynced] = [start, 0];
  return (bytes) => {
    writeAll(fd, bytes, position);
    position += bytes.length;
    unsynced += bytes.length;
    if (unsynced < syncBytes) return;
    fdatasyncSync(fd);
    unsynced = 0;
  };
}

/** How much of a copy is there; one that is longer than what it is of is none of it, and is emptied. */
function keptOf(fd: number, whole: number): number {
  const kept = fstatSync(fd).size;
  if (kept <= whole) return kept;
  ftruncateSync(fd, 0);
  return 0;
}

const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = constants as { O_RDWR: number; O_CREAT: number; O_NOFOLLOW?: number };

/** Its beginning, where it is there, is hashed as it lies there; the rest as it comes. */
function copy(source: FileReader, to: string, hash: Take): void {
  const fd = on('copy', () => openSync(to, O_RDWR | O_CREAT | O_NOFOLLOW, 0o644));
  try {
    const kept = on('copy', () => keptOf(fd, source.size));
    if (kept > 0) withReader([to], 'copy', (reader) => readThrough(reader, 'copy', [0, kept], hash));
    const write = writerAt(fd, kept);
    readThrough(source, 'files', [kept, source.size], (bytes) => {
      on('copy', () => write(bytes));
      hash(bytes);
    });
    on('copy', () => fsyncSync(fd));
  } finally {
    closeSync(fd);
  }
}

/** Counts bytes, and tells of them now and then. */
function counter(id: number): { count(bytes: number): void; end(): void } {
  let [untold, at] = [0, performance.now()];
  const end = () => {
    if (untold > 0) tell<Told>({ kind: 'read', id, bytes: untold });
    [untold, at] = [0, performance.now()];
  };
  const count = (bytes: number) => {
    untold += bytes;
    if (performance.now() - at >= tellMilliseconds) end();
  };
  return { count, end };
}

function carryOut({ id, files, copy: to }: Order): string {
  const hash = sha256();
  const counting = counter(id);
  const take: Take = (bytes) => {
    hash.update(bytes);
    counting.count(bytes.length);
  };
  withReader(files, 'files', (source) => {
    if (to === undefined) readThrough(source, 'files', [0, source.size], take);
    else copy(source, to, take);
  });
  counting.end();
  return hash.digest();
}

onOrder<Order>((order) => {
  const { id } = order;
  try {
    tell<Told>({ kind: 'done', id, sha256: carryOut(order) });
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const { code, message } = error.cause as NodeJS.ErrnoException;
    tell<Told>({ kind: 'failed', id, side: error.side, code, message });
  }
});
