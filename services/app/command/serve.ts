// `rackstrap serve`: the services and the console until it is stopped.

import { randomBytes } from 'node:crypto';
import { together } from '../../platform/part.ts';
import { consoleAnswers, consoleStream } from '../console/calls.ts';
import { consolePart } from '../console/server.ts';
import type { Output } from '../output.ts';
import { applianceFor, type CommandOptions, numberOption, port, untilSignal } from './serving.ts';

/** Guessing it is hopeless, and it lives only as long as this start. */
const tokenBytes = 32;
/** The system chooses one that is free. */
const anyPort = 0;

/** Exit 0 when stopped by a signal; throws a Refusal when it cannot serve. */
export async function serve(planFile: string, options: CommandOptions, output: Output): Promise<number> {
  const consolePort = numberOption(options, 'console-port', port) ?? anyPort;
  const appliance = await applianceFor(planFile, options, output);
  const page = consolePart({
    port: consolePort,
    token: randomBytes(tokenBytes).toString('base64url'),
    answers: consoleAnswers(appliance),
    stream: consoleStream(appliance),
    onListening: (url) => output.line(`Console: ${url}`),
  });
  const { signal } = untilSignal();
  await together('rackstrap', [appliance, page]).run(signal, () =>
    output.line('Serving. Stop with Ctrl-C; a run goes on at the next start.'),
  );
  return 0;
}
