// Server-sent events to one page, as fast as it takes them: what it does not read waits where it came from, and not in memory.

import type { Response } from 'express';
import { Refusal } from '../../domain/problem.ts';

/** Comments on an idle stream, so that a browser notices a dead one. */
const heartbeatMilliseconds = 15_000;

/** One message of the stream; `data` is one line. */
export const messageOf = ({ event, id, data }: { event?: string; id?: number; data: string }): string =>
  `${event === undefined ? '' : `event: ${event}\n`}${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;

export interface Pouring {
  /** The next piece for this page; undefined while there is none. */
  next(): string | undefined;
  /** Calls `wake` whenever there may be one; returns how to stop. */
  follow(wake: () => void): () => void;
  /** Called after each wake, to send no more often than is worth it; at once unless given. */
  readonly pace?: (send: () => void, closed: AbortSignal) => () => void;
}

/** A source that cannot be read now ends the stream; the page asks again by itself. */
const orEnd = (response: Response, work: () => void) => () => {
  try {
    work();
  } catch (reason) {
    response.destroy();
    if (!(reason instanceof Refusal)) throw reason;
  }
};

/** Answers with a stream that ends when the page goes. */
export function pour(response: Response, { next, follow, pace = (send) => send }: Pouring): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
  const closed = new AbortController();
  let taken = true;
  const send = orEnd(response, () => {
    while (taken && !closed.signal.aborted) {
      const piece = next();
      if (piece === undefined) return;
      taken = response.write(piece);
    }
  });
  const wake = pace(send, closed.signal);
  response.on('drain', () => {
    taken = true;
    wake();
  });
  const stop = follow(wake);
  const heartbeat = setInterval(() => response.writableNeedDrain || response.write(': still here\n\n'), heartbeatMilliseconds);
  response.on('close', () => {
    closed.abort();
    clearInterval(heartbeat);
    stop();
  });
  wake();
}
