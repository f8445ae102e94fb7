// `rackstrap serve`: the services and the console until it is stopped.

import { together } from '../../platform/part.ts';
import type { Output } from '../output.ts';
import { consoleOf, consolePort } from './console.ts';
import { applianceFor, type CommandOptions, untilSignal, type Wire } from './serving.ts';

/** The system chooses one that is free. */
const anyPort = 0;

/** Exit 0 when stopped by a signal; throws a Refusal when it cannot serve. */
export async function serve(planFile: string, options: CommandOptions, output: Output, wire?: Wire): Promise<number> {
  const port = consolePort(options) ?? anyPort;
  const appliance = await applianceFor(planFile, options, output, wire);
  const page = consoleOf(appliance, port, (url) => output.line(`Console: ${url}`));
  const { signal } = untilSignal();
  await together('rackstrap', [appliance, page]).run(signal, () =>
    output.line('Serving. Stop with Ctrl-C; a run goes on at the next start.'),
  );
  return 0;
}
