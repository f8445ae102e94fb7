// The desk that a command's options describe.

import type { Wire } from '../appliance.ts';
import type { Practice } from '../demo/practice.ts';
import { type Desk, openDesk } from '../desk.ts';
import type { Output } from '../output.ts';
import { openPlans } from '../plans/index.ts';
import type { Serving } from '../run/starting.ts';
import { type CommandOptions, servingOf, stateOf } from './serving.ts';

/** With its plans in the state directory; on the practice rack's wire when there is one. Runs that it starts are locked as `lock` says. */
export function deskFor(
  options: CommandOptions,
  output: Output,
  wire?: Wire,
  practice?: Practice,
  lock: Pick<Serving, 'passphrase'> = {},
): Desk {
  const stateDirectory = stateOf(options);
  const { bundle } = options;
  const serving = { ...servingOf(options, output, practice?.wire ?? wire), ...lock };
  return openDesk({
    stateDirectory,
    plans: openPlans({ stateDirectory, ...(serving.ports?.http === undefined ? {} : { httpPort: serving.ports.http }) }),
    serving,
    ...(typeof bundle === 'string' ? { bundle } : practice ? { bundle: practice.bundle } : {}),
    ...(practice ? { practice } : {}),
  });
}
