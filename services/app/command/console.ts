// The console beside a command that serves: a page on loopback, with a token made at this start.

import { randomBytes } from 'node:crypto';
import type { Part } from '../../platform/part.ts';
import { consoleAnswers, consoleStream, type Shown } from '../console/calls.ts';
import { consolePart } from '../console/server.ts';
import { type CommandOptions, numberOption, port } from './serving.ts';

/** Guessing it is hopeless, and it lives only as long as this start. */
const tokenBytes = 32;

/** The port that --console-port names. */
export const consolePort = (options: CommandOptions): number | undefined => numberOption(options, 'console-port', port);

/** Port 0 lets the system choose one that is free; `onListening` is told the address to open, token included. */
export const consoleOf = (shown: Shown, port: number, onListening: (url: string) => void, stream = consoleStream(shown)): Part =>
  consolePart({
    port,
    token: randomBytes(tokenBytes).toString('base64url'),
    answers: consoleAnswers(shown),
    stream,
    onListening,
  });
