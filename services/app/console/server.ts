// The console's server: pages, calls and the event stream, on loopback only.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { z } from 'zod';
import { whyNot } from '../../boot/listen.ts';
import { type CallName, calls, type Entry } from '../../contract/index.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import type { Answers, Stream } from './calls.ts';
import { headers, sameOrigin, withToken } from './guard.ts';

const loopback = '127.0.0.1';
const pages = fileURLToPath(new URL('../../../resources/console/', import.meta.url));
/** A call is a few slots and words; anything larger is a mistake. */
const largestCall = '256kb';
/** Comments on an idle stream, so that a browser notices a dead one. */
const heartbeatMilliseconds = 15_000;
/** Entries read at once: what a socket takes in one go, some tens of KiB. */
const mostAtOnce = 200;

export interface ConsoleOptions {
  readonly port: number;
  readonly token: string;
  readonly answers: Answers;
  readonly stream: Stream;
  /** Told the address to open, token included, once it listens. */
  readonly onListening: (url: string) => void;
}

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);

/** Answers POST /api/<call>: 200 with the output, 400 with what is wrong with the input, 409 with the problems. */
const answerCall = (answers: Answers) => async (request: Request, response: Response) => {
  const name = String(request.params.call);
  if (!isCall(name) || !answers[name]) return void response.status(404).json({ problems: [problem('call-unknown', { call: name })] });
  const input = calls[name].input.safeParse(request.body ?? {});
  if (!input.success)
    return void response.status(400).json({ problems: [problem('call-malformed', { reason: z.prettifyError(input.error) })] });
  try {
    response.json(await (answers[name] as (input: unknown) => unknown)(input.data));
  } catch (reason) {
    if (!(reason instanceof Refusal)) throw reason;
    response.status(409).json({ problems: reason.problems });
  }
};

const inWire = (entry: Entry): string => `id: ${entry.seq}\ndata: ${JSON.stringify(entry)}\n\n`;

/** Sends what comes after `seq` as fast as it is taken: a page that reads slowly, or sleeps, waits in the journal and not in memory. */
function pour({ since }: Stream, seq: number, response: Response): () => void {
  let last = seq;
  let taken = true;
  const more = () => {
    while (taken) {
      const entries = since(last, mostAtOnce);
      if (entries.length === 0) return;
      last = entries.at(-1)!.seq;
      taken = response.write(entries.map(inWire).join(''));
    }
  };
  response.on('drain', () => {
    taken = true;
    more();
  });
  return more;
}

/** A journal that cannot be read now ends the stream; the page asks again by itself. */
const orEnd = (response: Response, work: () => void) => () => {
  try {
    work();
  } catch (reason) {
    response.destroy();
    if (!(reason instanceof Refusal)) throw reason;
  }
};

/** Server-sent events; a page that lost its line goes on from the last sequence number it saw. */
const answerStream = (stream: Stream) => (request: Request, response: Response) => {
  const from = Number(request.headers['last-event-id'] ?? request.query.after ?? 0);
  response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
  const more = orEnd(response, pour(stream, Number.isSafeInteger(from) ? from : 0, response));
  const stop = stream.follow(more);
  const heartbeat = setInterval(() => response.writableNeedDrain || response.write(': still here\n\n'), heartbeatMilliseconds);
  response.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
  more();
};

/** A body that is no JSON or too long is the page's mistake. Anything else is ours: told without its stack here, and with it in the terminal. */
const trouble: ErrorRequestHandler = (reason, _request, response, _next) => {
  const status = Number((reason as { status?: number }).status ?? 500);
  if (status >= 500) console.error(reason);
  if (response.headersSent) return void response.destroy();
  const found = status < 500 ? problem('call-malformed', { reason: (reason as Error).message }) : problem('call-failed');
  response.status(status).json({ problems: [found] });
};

export function consoleApp({ token, answers, stream }: Pick<ConsoleOptions, 'token' | 'answers' | 'stream'>): Express {
  const app = express().disable('x-powered-by');
  app.use(headers, sameOrigin, withToken(token));
  app.get('/api/events', answerStream(stream));
  app.post('/api/:call', express.json({ limit: largestCall }), answerCall(answers));
  app.use(express.static(pages));
  app.use((_request: Request, response: Response) => void response.status(404).type('text/plain').send('There is no such page.\n'));
  app.use(trouble);
  return app;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, loopback);
  try {
    await once(server, 'listening');
  } catch (reason) {
    const found = await whyNot('tcp', (reason as NodeJS.ErrnoException).code, { port, address: loopback });
    throw found ? new Refusal(found) : reason;
  }
  return (server.address() as AddressInfo).port;
}

export const consolePart = (options: ConsoleOptions): Part => ({
  name: 'console',
  async run(signal, onReady) {
    const server = createServer(consoleApp(options));
    const port = await listen(server, options.port);
    options.onListening(`http://${loopback}:${port}/?token=${options.token}`);
    onReady?.();
    await untilAborted(signal);
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  },
});
