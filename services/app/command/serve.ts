// `rackstrap serve`: the console until it is stopped, and the services of a run, opened here or on the page.

import { together } from '../../platform/part.ts';
import type { Wire } from '../appliance.ts';
import { openPractice, type Practice } from '../demo/practice.ts';
import { mostBlades } from '../demo/rack.ts';
import type { Output } from '../output.ts';
import { withBundle } from './bundle/given.ts';
import { consoleOf, consolePort } from './console.ts';
import { deskFor } from './desk.ts';
import { acceptanceOf, bundleOf, type CommandOptions, lockOf, numberOption, stateOf, tellOpened, untilSignal } from './serving.ts';

/** The system chooses one that is free. */
const anyPort = 0;
/** A chassis of machines that nobody planned yet. */
const usualBlades = 8;

async function practiceFor(options: CommandOptions, output: Output): Promise<Practice | undefined> {
  const blades = numberOption(options, 'blades', { least: 1, most: mostBlades }) ?? usualBlades;
  if (options['virtual-rack'] !== true) return undefined;
  output.note('Practice: the services are real, on loopback; the blades and the bundle are simulated.');
  return openPractice({ stateDirectory: stateOf(options), blades });
}

/** Exit 0 when stopped by a signal; throws a Refusal when it cannot serve. Without a plan everything is done on the page. */
export async function serve(planFile: string | undefined, given: CommandOptions, output: Output, wire?: Wire): Promise<number> {
  const options = await withBundle(given);
  const port = consolePort(options) ?? anyPort;
  const practice = await practiceFor(options, output);
  const bundle = planFile === undefined ? undefined : (practice?.bundle ?? bundleOf(options));
  const desk = deskFor(options, output, wire, practice, await lockOf(options));
  const { signal, stop } = untilSignal();
  const page = consoleOf(desk, port, (url) => output.line(`Console: ${url}`));
  const serving = together('rackstrap', [desk.part, page]).run(signal, () => void ready.resolve());
  const ready = Promise.withResolvers<void>();
  try {
    await Promise.race([ready.promise, serving]);
    if (planFile !== undefined && bundle !== undefined && !signal.aborted)
      tellOpened(output, await desk.startRun({ path: planFile, bundle, ...acceptanceOf(options) }));
    output.line(
      planFile === undefined ? 'Serving the console. Stop with Ctrl-C.' : 'Serving. Stop with Ctrl-C; a run goes on at the next start.',
    );
  } catch (reason) {
    stop();
    await serving.catch(() => {});
    throw reason;
  }
  await serving;
  return 0;
}
