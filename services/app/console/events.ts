// `GET /api/events`: the journal itself as a stream, read on by each page or program at its own pace, from any number on.

import type { Request, RequestHandler } from 'express';
import type { Entry } from '../../contract/index.ts';
import type { Language } from '../../domain/language.ts';
import { languageOf } from './language.ts';
import { messageOf, pour } from './stream.ts';

/** Entries read at once: what a socket takes in one go, some tens of KiB. */
const mostAtOnce = 200;

export interface EventSource {
  /** The first `most` entries after `seq`, oldest first; none while no run is open. */
  since(seq: number, most: number, language: Language): readonly Entry[];
  /** Calls `heard` whenever there is a new one; returns how to stop. */
  follow(heard: () => void): () => void;
}

/** A page that lost its line names the last number it saw. */
function startOf({ headers, query }: Request): number {
  const from = Number(headers['last-event-id'] ?? query.after ?? 0);
  return Number.isSafeInteger(from) ? from : 0;
}

const inWire = (entry: Entry): string => messageOf({ id: entry.seq, data: JSON.stringify(entry) });

export const answerEvents =
  ({ since, follow }: EventSource): RequestHandler =>
  (request, response) => {
    const language = languageOf(request.query.language);
    let last = startOf(request);
    const next = () => {
      const entries = since(last, mostAtOnce, language);
      last = entries.at(-1)?.seq ?? last;
      return entries.length > 0 ? entries.map(inWire).join('') : undefined;
    };
    pour(response, { next, follow });
  };
