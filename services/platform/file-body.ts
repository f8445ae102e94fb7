// A file as the body of an HTTP response: how its bytes get from the disk to the socket, and what came of it.

import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { OpenFile, Slice } from './open-file.ts';

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
const goneCodes = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECANCELED']);

/** The portable way: bytes are read and written by this process. `stall` in milliseconds. */
export const streamedBodies = (stall = stallMilliseconds): BodySender => ({
  send: (body) => stream(body, stall),
  close: async () => {},
});

async function stream({ response, file, start, length, onSent }: FileBody, stall: number): Promise<BodyEnd> {
  const count = { read: 0 };
  const sent = () => Math.max(0, count.read - response.writableLength);
  let stalled = false;
  response.setTimeout(stall, () => {
    stalled = true;
    response.destroy();
  });
  const stopTelling = tellGrowth(sent, onSent);
  try {
    await pipeline(readIn(file.slices(start, length)), (chunks) => counted(chunks, count, length), response);
    return { outcome: 'done', sentBytes: length };
  } catch (reason) {
    response.destroy();
    return { ...(stalled ? { outcome: 'timeout' } : endBy(reason as NodeJS.ErrnoException)), sentBytes: sent() };
  } finally {
    stopTelling();
  }
}

/** The slices one after the other. */
async function* readIn(slices: readonly Slice[]): AsyncGenerator<Buffer> {
  for (const { handle, start, length } of slices)
    yield* handle.createReadStream({ start, end: start + length - 1, highWaterMark: readBytes, autoClose: false });
}

const endBy = ({ code, message }: NodeJS.ErrnoException): Pick<BodyEnd, 'outcome' | 'reason'> =>
  goneCodes.has(code ?? '') ? { outcome: 'aborted' } : { outcome: 'failed', reason: message };

/** Passes everything on; throws at the end of a file that is shorter than it was, before the response could look whole. */
async function* counted(chunks: AsyncIterable<Buffer>, count: { read: number }, length: number): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    count.read += chunk.length;
    yield chunk;
  }
  if (count.read < length) throw new Error(`the file ended ${length - count.read} bytes too early`);
}

/** Tells a number now and then when it has grown; what it returns stops that. */
function tellGrowth(of: () => number, tell: (value: number) => void): () => void {
  let told = 0;
  const timer = setInterval(() => {
    const value = of();
    if (value > told) tell(value);
    told = Math.max(told, value);
  }, progressMilliseconds);
  return () => clearInterval(timer);
}
