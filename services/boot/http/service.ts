// The HTTP service around its decisions: reads a request, asks `answer`, sends what that says, and tells what it did.

import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { BodySender } from '../../platform/file-body.ts';
import { askerAt } from '../asker.ts';
import type { AnswerHome, HomeCall, Wiring } from '../wiring.ts';
import { type Answer, type Asked, answer } from './answer.ts';
import { carryDocument, carryFile, openAsPlanned } from './carry.ts';
import type { LeaseHolder } from './menu.ts';
import { choiceTeller } from './menu-choices.ts';
import { refusalTeller } from './refusals.ts';
import { transferTeller } from './transfers.ts';
import { homeWords, missing, troubleWords, type Words } from './words.ts';

export interface HttpWiring extends Wiring {
  readonly answerHome: AnswerHome;
  /** The MAC that has an address on lease now; without it nobody has. */
  readonly leaseHolder?: LeaseHolder;
  /** The address of whoever asks, where that can only be one machine; else it is the one that the connection comes from. */
  readonly onlyAsker?: string;
}

/** An inventory of a big machine is some tens of KiB; nothing a blade has to say is longer than this. */
const longestBody = 1024 * 1024;

type Found<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

/** The request listener, and the way to wait until nothing is being sent, once its server is closed. */
export function httpService(wiring: HttpWiring, bodies: BodySender) {
  const tellRefused = refusalTeller(wiring);
  const tellChosen = choiceTeller(wiring);
  const begin = transferTeller(wiring);

  function sendWords({ asker, target }: Asked, response: Response, { status, headers, text, refused }: Words): void {
    if (refused) tellRefused(asker, target, refused);
    response.writeHead(status, status === 304 ? headers : { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
  }

  async function sendFile(asked: Asked, response: Response, found: Found<'file'>): Promise<void> {
    const file = await openAsPlanned(found.file);
    if (!file) return sendWords(asked, response, missing(found.name));
    const transfer = begin(asked.asker, found);
    transfer.ended(await carryFile(file, response, found, bodies, transfer.moved));
  }

  async function sendDocument({ asker }: Asked, response: Response, found: Found<'document'>): Promise<void> {
    const transfer = begin(asker, found);
    transfer.ended(await carryDocument(response, found));
  }

  async function callHome(asked: Asked, request: Request, response: Response, call: Omit<HomeCall, 'body'>): Promise<void> {
    const body = await bodyOf(request, response);
    sendWords(asked, response, homeWords(await wiring.answerHome({ ...call, body })));
  }

  async function serve(request: Request, response: Response): Promise<void> {
    const table = wiring.table();
    const asked = askedBy(request, table, wiring);
    const found = answer(asked, table, wiring.leaseHolder);
    if (found.kind === 'file') await sendFile(asked, response, found);
    else if (found.kind === 'document') await sendDocument(asked, response, found);
    else if (found.kind === 'home') await callHome(asked, request, response, found.call);
    else {
      if (found.chosen) tellChosen(found.chosen);
      sendWords(asked, response, found);
    }
  }

  const serving = new Set<Promise<void>>();
  const track: RequestHandler = (request, response) => {
    const work = serve(request, response).finally(() => serving.delete(work));
    serving.add(work);
    return work;
  };

  const trouble: ErrorRequestHandler = (reason, request, response, _next) => {
    if (response.headersSent) response.destroy();
    else sendWords(askedBy(request, wiring.table(), wiring), response, troubleWords(reason));
  };

  return {
    listener: express().disable('x-powered-by').use(track, trouble),
    idle: async () => void (await Promise.allSettled(serving)),
  };
}

const askedBy = (request: Request, table: ReturnType<Wiring['table']>, { onlyAsker }: HttpWiring): Asked => ({
  method: request.method,
  target: request.originalUrl,
  asker: askerAt(onlyAsker ?? request.socket.remoteAddress ?? '', table),
  header: (name) => request.get(name),
});

const text = express.text({ type: () => true, limit: longestBody, inflate: false });

/** The whole body as text; rejects with express's error (`status` 413, 415 or 400) where it cannot be had. */
const bodyOf = (request: Request, response: Response): Promise<string> =>
  new Promise((resolve, reject) => text(request, response, (reason) => (reason ? reject(reason) : resolve(request.body ?? ''))));
