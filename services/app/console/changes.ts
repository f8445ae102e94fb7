// `GET /api/changes`: the one stream that keeps a page up to date. Every connection begins with the whole state; after that each channel is
// asked what is new for this page, as often as the page takes it: a page that does not read costs nothing but one message later on.

import type { RequestHandler } from 'express';
import type { Change, ChangeName } from '../../contract/index.ts';
import type { Language } from '../../domain/language.ts';
import type { Clock } from '../../platform/clock.ts';
import { languageOf } from './language.ts';
import { messageOf, pour } from './stream.ts';

export interface News<Name extends ChangeName = ChangeName> {
  readonly id?: number;
  readonly data: Change<Name>;
}

/** One kind of change, and what each page has to be told of it. */
export interface Channel<Name extends ChangeName = ChangeName> {
  readonly name: Name;
  /** For a page that has come now: gives everything at first, then what changed since the last time it was asked; undefined while nothing has. */
  begin(language: Language): () => News<Name> | undefined;
  /** Calls `heard` whenever something may have changed; returns how to stop. */
  follow(heard: () => void): () => void;
}

/** Faster than an eye follows numbers, and slow enough that a page with 512 blades has time to draw. */
const paceMilliseconds = 200;

/** Calls `work` at once after a rest, and otherwise when the rest is over: several wishes become one call. */
export function paced(work: () => void, milliseconds: number, clock: Pick<Clock, 'sleep'>, closed: AbortSignal): () => void {
  let resting = false;
  let wished = false;
  const wish = () => {
    wished = true;
    if (resting || closed.aborted) return;
    resting = true;
    wished = false;
    work();
    void clock.sleep(milliseconds, closed).then(() => {
      resting = false;
      if (wished) wish();
    });
  };
  return wish;
}

/** One message after the other, the channels in turn: none waits for ever behind a busy one. */
function inTurn(channels: readonly Channel[], language: Language): () => string | undefined {
  const tellers = channels.map(({ name, begin }) => ({ name, tell: begin(language) }));
  let turn = 0;
  return () => {
    for (let asked = 0; asked < tellers.length; asked += 1) {
      const { name, tell } = tellers[turn]!;
      turn = (turn + 1) % tellers.length;
      const news = tell();
      if (news) return messageOf({ event: name, ...(news.id === undefined ? {} : { id: news.id }), data: JSON.stringify(news.data) });
    }
    return undefined;
  };
}

export const answerChanges =
  (channels: readonly Channel[], clock: Clock): RequestHandler =>
  (request, response) =>
    pour(response, {
      next: inTurn(channels, languageOf(request.query.language)),
      follow(wake) {
        const stops = channels.map(({ follow }) => follow(wake));
        return () => {
          for (const stop of stops) stop();
        };
      },
      pace: (send, closed) => paced(send, paceMilliseconds, clock, closed),
    });
