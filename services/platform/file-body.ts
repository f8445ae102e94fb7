// A file as the body of an HTTP response: how its bytes get from the disk to the socket, and what came of it.

import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OpenFile } from './open-file.ts';

/** `length` bytes (at least one) of a file from `start` on, for a response whose head is already written. */
export interface FileBody {
  readonly response: ServerResponse;
  readonly file: OpenFile;
  readonly start: number;
  readonly length: number;
  /** Told the bytes of this body that the kernel has taken so far, when there are more, at most every `progressMilliseconds`. */
  readonly onSent: (bytes: number) => void;
}

/** `aborted`: the far side went away; `timeout`: it took nothing for too long; `failed`: the file could not be read to its end. */
export interface BodyEnd {
  readonly outcome: 'done' | 'aborted' | 'timeout' | 'failed';
  readonly sentBytes: number;
  readonly reason?: string;
}

export interface BodySender {
  /** Resolves when nothing of the body is held any more, the response ended or destroyed; never rejects. The file stays open. */
  send(body: FileBody): Promise<BodyEnd>;
  /** To be called when no body is being sent. */
  close(): Promise<void>;
}

/** Often enough for a moving bar, rare enough for a rack of blades. */
export const progressMilliseconds = 500;
/** A link may be away for 50 s (spanning tree) and TCP comes back later than that; a dead client must not hold its place for longer. */
export const stallMilliseconds = 120_000;
/** Fewer turns through the event loop than with the default 64 KiB; more than this gains nothing and costs memory per client. */
const readBytes = 256 * 1024;

/** How a socket says that the far side is gone, by `code` of the error. */
const goneCodes = new Set([
  'ABORT_ERR',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECANCELED',
]);

/** The portable way: bytes are read and written by this process. `stall` in milliseconds. */
export const streamedBodies = (stall = stallMilliseconds): BodySender => ({
  send: (body) => stream(body, stall),
  close: async () => {},
});

async function stream({ response, file, start, length, onSent }: FileBody, stall: number): Promise<BodyEnd> {
  const gone = new AbortController();
  const { socket } = response.req;
  const leave = () => gone.abort();
  let read = 0;
  let stalled = false;
  const sent = () => Math.max(0, read - response.writableLength);
  const counted = async function* (source: Readable) {
    for await (const chunk of source) {
      read += chunk.length;
      yield chunk;
    }
    if (read < length) throw new Error(`the file ended after ${start + read} bytes`);
  };
  if (socket.destroyed) leave();
  socket.once('close', leave);
  response.setTimeout(stall, () => {
    stalled = true;
    response.destroy();
  });
  let told = 0;
  const progress = setInterval(() => {
    if (sent() <= told) return;
    told = sent();
    onSent(told);
  }, progressMilliseconds);
  const source = file.handle.createReadStream({ start, end: start + length - 1, highWaterMark: readBytes, autoClose: false });
  try {
    await pipeline(source, counted, response, { signal: gone.signal });
    return { outcome: 'done', sentBytes: length };
  } catch (reason) {
    response.destroy();
    return { ...(stalled ? { outcome: 'timeout' } : endBy(reason as NodeJS.ErrnoException)), sentBytes: sent() };
  } finally {
    clearInterval(progress);
    socket.off('close', leave);
  }
}

const endBy = ({ code, message }: NodeJS.ErrnoException): Pick<BodyEnd, 'outcome' | 'reason'> =>
  goneCodes.has(code ?? '') ? { outcome: 'aborted' } : { outcome: 'failed', reason: message };
