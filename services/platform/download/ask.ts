// What a small answer and a large file have in common: whom they ask, and how an answer is none.

import { type Answer, retryAfter } from './answer.ts';
import { DownloadFailure } from './failure.ts';
import type { Http } from './http.ts';

/** A server, or a directory that stands for one. */
export interface Asker extends Pick<Http, 'ask'> {
  readonly now: () => number;
}

export const refused = (url: string, { status, headers }: Answer, now: number) =>
  new DownloadFailure(url, { kind: 'status', status }, { wait: retryAfter(headers, now) });

export const cutAt = (url: string, found: number, size: number) =>
  new DownloadFailure(url, { kind: 'cut', reason: `${found} of ${size} bytes came` });
