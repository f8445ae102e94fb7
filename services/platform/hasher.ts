// Files hashed and copied by threads of their own, each as fast as one core and the disk let it.

import { availableParallelism } from 'node:os';
import type { Order, Side, Told } from './hasher-worker.ts';
import { startThread, type Thread } from './thread.ts';

/** Why a file could not be read, or its copy not be written; `code` as Node has it. */
export class HashingTrouble extends Error {
  readonly side: Side;
  readonly code: string | undefined;
  constructor({ side, code, message }: Extract<Told, { kind: 'failed' }>) {
    super(message);
    this.side = side;
    this.code = code;
  }
}

/** Told the bytes read since it was last told, some ten times a second and at the end. */
export type OnBytes = (bytes: number) => void;

export interface Hasher {
  /** SHA-256 in hexadecimal of these files, one behind the other as one. Rejects with HashingTrouble; a link and what is no file is refused. */
  hash(files: readonly string[], onBytes?: OnBytes): Promise<string>;
  /**
   * The same, and the file `to` holds them when this resolves, on the disk. What it holds of them already is not read from `files` again but
   * hashed as it lies there: only the result tells whether it was right.
   */
  copy(files: readonly string[], to: string, onBytes?: OnBytes): Promise<string>;
  /** Ends at once, whatever is being done: that rejects, and a copy is cut off. */
  close(): Promise<void>;
}

/** Where hashing is slow (old processors) four keep up with a fast disk; more make a disk with a head wander. */
const mostThreads = 4;
export const usualThreads = (): number => Math.min(mostThreads, availableParallelism());

interface Job {
  readonly order: Order;
  readonly onBytes: OnBytes;
  readonly resolve: (sha256: string) => void;
  readonly reject: (reason: Error) => void;
}

interface Place {
  readonly thread: Thread<Order>;
  job: Job | undefined;
}

const ended = () => new Error('the hashing threads were ended');

/** Threads start when there is work for them; each does one file at a time. */
export function openHasher(most = usualThreads()): Hasher {
  const places: Place[] = [];
  const waiting: Job[] = [];
  let closed = false;
  let orders = 0;

  /** Nothing is begun any more, and what is not done rejects. */
  function fail(reason: Error): void {
    closed = true;
    for (const { reject } of [...waiting.splice(0), ...places.flatMap(({ job }) => job ?? [])]) reject(reason);
  }
  function take(place: Place): void {
    place.job = waiting.shift();
    if (place.job) place.thread.order(place.job.order);
  }
  function heard(place: Place, told: Told): void {
    const { job } = place;
    if (!job) return;
    if (told.kind === 'read') {
      job.onBytes(told.bytes);
      return;
    }
    if (told.kind === 'done') job.resolve(told.sha256);
    else job.reject(new HashingTrouble(told));
    take(place);
  }
  function start(): Place {
    const thread = startThread<Order, Told>(new URL('./hasher-worker.ts', import.meta.url), undefined, (told) => heard(place, told));
    const place: Place = { thread, job: undefined };
    thread.ended.catch(fail);
    places.push(place);
    return place;
  }
  function submit(work: Omit<Order, 'id'>, onBytes: OnBytes = () => {}): Promise<string> {
    if (closed) return Promise.reject(ended());
    return new Promise((resolve, reject) => {
      waiting.push({ order: { id: orders++, ...work }, onBytes, resolve, reject });
      const idle = places.find(({ job }) => job === undefined) ?? (places.length < most ? start() : undefined);
      if (idle) take(idle);
    });
  }
  return {
    hash: (files, onBytes) => submit({ files }, onBytes),
    copy: (files, to, onBytes) => submit({ files, copy: to }, onBytes),
    async close() {
      fail(ended());
      await Promise.all(places.map(({ thread }) => thread.stop()));
    },
  };
}
