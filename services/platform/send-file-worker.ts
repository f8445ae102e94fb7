// The thread that sends files: one slice to every socket that has room, turn by turn, the bytes never leaving the kernel.

import { type BodyEnd, progressMilliseconds } from './file-body.ts';
import { nativeTransfers } from './native.ts';
import { onOrder, setupOfThread, tell } from './thread.ts';

/** `length` bytes, at least one, of the file with this descriptor. */
export interface Slice {
  readonly file: number;
  readonly start: number;
  readonly length: number;
}

/** Descriptors stay the sender's own: it closes them after `ended`, or after this thread is gone, and never before. */
export type Order =
  | {
      readonly kind: 'send';
      readonly id: number;
      readonly socket: number;
      readonly slices: readonly Slice[];
    }
  | { readonly kind: 'cancel'; readonly id: number };

export type Told =
  | { readonly kind: 'sent'; readonly id: number; readonly bytes: number }
  | { readonly kind: 'ended'; readonly id: number; readonly end: BodyEnd }
  /** Nothing was sent: this file has to be read instead. */
  | { readonly kind: 'unable'; readonly id: number };

/** Measured with 32 clients: bigger turns let the first client finish well before the last, smaller ones cost CPU time. */
const turnBytes = 256 * 1024;
/** While every socket is full, a new order or a cancellation waits this long at most. */
const waitMilliseconds = 10;

interface Job {
  readonly id: number;
  readonly socket: number;
  /** The one being sent first; what is sent is gone from it. */
  slices: readonly Slice[];
  sent: number;
  /** When the socket last took bytes, and when that was last told; milliseconds, monotonic. */
  moved: number;
  told: number;
}

const { stall } = setupOfThread<{ readonly stall: number }>();
const native = await nativeTransfers();
const jobs = new Map<number, Job>();

/** Why a job is over; nothing while there is more to send. */
type Over = Pick<BodyEnd, 'outcome' | 'reason'> | 'unable' | undefined;

function slice(job: Job, now: number): Over {
  const [{ file, start, length }, ...rest] = job.slices as readonly [Slice, ...Slice[]];
  const taken = native.sendFile(job.socket, file, start, Math.min(turnBytes, length));
  if (taken === undefined) return undefined;
  if (taken === 0) return { outcome: 'failed', reason: `the file ended ${length} bytes too early` };
  job.slices = taken < length ? [{ file, start: start + taken, length: length - taken }, ...rest] : rest;
  job.sent += taken;
  job.moved = now;
  return job.slices.length === 0 ? { outcome: 'done' } : undefined;
}

/** EIO is the file's; EINVAL a file system that cannot do this; everything else says that the socket's far side is gone. */
function broken(job: Job, { code, message }: NodeJS.ErrnoException): Over {
  if (code === 'EINVAL' && job.sent === 0) return 'unable';
  return code === 'EIO' || code === 'EINVAL' ? { outcome: 'failed', reason: message } : { outcome: 'aborted' };
}

function serve(job: Job, ready: boolean, now: number): Over {
  if (!ready) return now - job.moved > stall ? { outcome: 'timeout' } : undefined;
  try {
    return slice(job, now);
  } catch (reason) {
    return broken(job, reason as NodeJS.ErrnoException);
  }
}

function end({ id, sent }: Job, over: NonNullable<Over>): void {
  jobs.delete(id);
  tell<Told>(over === 'unable' ? { kind: 'unable', id } : { kind: 'ended', id, end: { ...over, sentBytes: sent } });
}

function report(job: Job, now: number): void {
  if (now - job.told < progressMilliseconds || job.moved <= job.told) return;
  job.told = now;
  tell<Told>({ kind: 'sent', id: job.id, bytes: job.sent });
}

let turning = false;

/** One turn, then the event loop, which brings new orders, then the next. */
function turn(): void {
  const turnJobs = [...jobs.values()];
  const sockets = turnJobs.map((job) => job.socket);
  const ready = new Set(native.writable(sockets, waitMilliseconds));
  const now = performance.now();
  for (const job of turnJobs) {
    const over = serve(job, ready.has(job.socket), now);
    if (over) end(job, over);
    else report(job, now);
  }
  turning = jobs.size > 0;
  if (turning) setImmediate(turn);
}

function begin(order: Extract<Order, { kind: 'send' }>): void {
  const now = performance.now();
  jobs.set(order.id, { ...order, sent: 0, moved: now, told: now });
  if (!turning) setImmediate(turn);
  turning = true;
}

onOrder<Order>((order) => {
  if (order.kind === 'send') begin(order);
  else if (jobs.has(order.id)) end(jobs.get(order.id)!, { outcome: 'aborted' });
});
