// The console's server: pages, calls and the streams, on loopback only.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { z } from 'zod';
import { whyNot } from '../../boot/listen.ts';
import { type CallName, calls } from '../../contract/index.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import type { Answers } from './calls.ts';
import { answerChanges, type Channel } from './changes.ts';
import { answerEvents, type EventSource } from './events.ts';
import { headers, sameOrigin, withToken } from './guard.ts';
import { pages } from './pages.ts';

const loopback = '127.0.0.1';
/** A whole plan file as text, or the edits that fill a plan of 512 blades; anything larger is a mistake. */
const largestCall = '8mb';

export interface ConsoleOptions {
  readonly port: number;
  readonly token: string;
  readonly answers: Answers;
  readonly channels: readonly Channel[];
  readonly events: EventSource;
  readonly clock: Clock;
  /** Where the built page lies. */
  readonly pages: string;
  /** Told the address to open, token included, once it listens. */
  readonly onListening: (url: string) => void;
}

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);

/** Answers POST /api/<call>: 200 with the output, 400 with what is wrong with the input, 409 with the problems. */
const answerCall = (answers: Answers) => async (request: Request, response: Response) => {
  const name = String(request.params.call);
  if (!isCall(name)) return void response.status(404).json({ problems: [problem('call-unknown', { call: name })] });
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

/** A body that is no JSON or too long is the page's mistake. Anything else is ours: told without its stack here, and with it in the terminal. */
const trouble: ErrorRequestHandler = (reason, _request, response, _next) => {
  const status = Number((reason as { status?: number }).status ?? 500);
  if (status >= 500) console.error(reason);
  if (response.headersSent) return void response.destroy();
  const found = status < 500 ? problem('call-malformed', { reason: (reason as Error).message }) : problem('call-failed');
  response.status(status).json({ problems: [found] });
};

export function consoleApp({
  token,
  answers,
  channels,
  events,
  clock,
  pages: directory,
}: Omit<ConsoleOptions, 'port' | 'onListening'>): Express {
  const app = express().disable('x-powered-by');
  app.use(headers, sameOrigin, withToken(token));
  app.get('/api/events', answerEvents(events));
  app.get('/api/changes', answerChanges(channels, clock));
  app.post('/api/:call', express.json({ limit: largestCall }), answerCall(answers));
  app.use(pages(directory));
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
