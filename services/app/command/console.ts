// The console beside a command that serves: a page on loopback, with a token made at this start.

import { randomBytes } from 'node:crypto';
import { systemClock } from '../../platform/clock.ts';
import type { Part } from '../../platform/part.ts';
import { builtPages } from '../console/pages.ts';
import { type ConsoleOptions, consolePart } from '../console/server.ts';
import { type CommandOptions, numberOption, port } from './serving.ts';

/** Guessing it is hopeless, and it lives only as long as this start. */
const tokenBytes = 32;

/** The port that --console-port names. */
export const consolePort = (options: CommandOptions): number | undefined => numberOption(options, 'console-port', port);

type Shown = Pick<ConsoleOptions, 'answers' | 'channels' | 'events'>;

/** Port 0 lets the system choose one that is free; `onListening` is told the address to open, token included. */
export const consoleOf = ({ answers, channels, events }: Shown, port: number, onListening: (url: string) => void): Part =>
  consolePart({
    port,
    token: randomBytes(tokenBytes).toString('base64url'),
    answers,
    channels,
    events,
    clock: systemClock,
    pages: builtPages,
    onListening,
  });
