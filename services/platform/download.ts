// Files from release servers, registries and mirrors: resumed, retried, counted, and given up with a reason.

import { type Clock, systemClock } from './clock.ts';
import { type Answer, lengthOf } from './download/answer.ts';
import { type Asker, cutAt, refused } from './download/ask.ts';
import { askDisk } from './download/disk.ts';
import { DownloadFailure } from './download/failure.ts';
import { type FileAsk, fetchFile } from './download/file.ts';
import { openHttp } from './download/http.ts';
import { type Patience, retrying } from './download/retry.ts';

export { DownloadFailure, type Trouble } from './download/failure.ts';
export type { FileAsk } from './download/file.ts';

export interface DownloadOptions {
  readonly clock?: Clock;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Milliseconds without a byte after which a try is given up. */
  readonly silence?: number;
}

export interface SmallAsk {
  readonly url: string;
  /** Longer answers are refused, in bytes. */
  readonly most: number;
  readonly headers?: Answer['headers'] | undefined;
  /** Statuses besides 2xx that are an answer too. */
  readonly statuses?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Small {
  readonly status: number;
  readonly headers: Answer['headers'];
  readonly bytes: Uint8Array;
}

/** All calls retry what may pass. They reject with a DownloadFailure, with the signal's reason, or with Node's error of the laptop's disk. */
export interface Downloads {
  small(ask: SmallAsk): Promise<Small>;
  /** Resolves when the whole file lies at `path`, on the disk, and has the hash that was asked for. */
  file(ask: FileAsk): Promise<void>;
  close(): Promise<void>;
}

/** A spanning tree or a busy mirror may be away for some 50 s; a firewall that swallows packets is away for ever. */
const silenceMilliseconds = 60_000;
/** `http:`, `https:` and `file:` URLs. */
export function openDownloads({
  clock = systemClock,
  random = Math.random,
  silence = silenceMilliseconds,
}: DownloadOptions = {}): Downloads {
  const http = openHttp({ silence });
  const asker: Asker = {
    now: () => clock.now(),
    ask: (url, headers, signal) => (url.startsWith('file:') ? askDisk(url, headers, signal) : http.ask(url, headers, signal)),
  };
  const patience = (signal: AbortSignal | undefined): Patience => ({ clock, random, signal });
  return {
    small: (ask) => retrying(patience(ask.signal), () => small(asker, ask)),
    file(ask) {
      let furthest = 0;
      const onBytes = (bytes: number) => {
        furthest = Math.max(furthest, bytes);
        ask.onBytes?.(bytes);
      };
      return retrying(
        patience(ask.signal),
        () => fetchFile(asker, { ...ask, onBytes }),
        () => furthest,
      );
    },
    close: () => http.close(),
  };
}

async function small({ ask, now }: Asker, { url, most, headers = {}, statuses = [], signal }: SmallAsk): Promise<Small> {
  const answer = await ask(url, headers, signal);
  const isAnswer = (answer.status >= 200 && answer.status < 300) || statuses.includes(answer.status);
  if (!isAnswer) {
    await answer.leave();
    throw refused(url, answer, now());
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer.body) {
    length += piece.length;
    if (length > most) throw new DownloadFailure(url, { kind: 'too-large', limit: most });
    pieces.push(piece);
  }
  const expected = lengthOf(answer);
  if (expected !== undefined && length < expected) throw cutAt(url, length, expected);
  return { status: answer.status, headers: answer.headers, bytes: Buffer.concat(pieces) };
}
