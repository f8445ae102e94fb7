// `rackstrap vm stop`: the power button of the virtual machine, and its plug where the button does nothing.

import { orRefuse } from '../../../domain/problem.ts';
import type { Stopped } from '../../../vm/index.ts';
import type { Output } from '../../output.ts';
import { type CommandOptions, numberOption } from '../serving.ts';
import { vmGiven } from './given.ts';

/** Whoever waits longer than an hour does not wait for a machine that shuts down. */
const patience = { least: 1, most: 3600 };

const words: Readonly<Record<Stopped, string>> = {
  'was-off': 'was off',
  'shut-down': 'shut down',
  cut: 'did not shut down in time; its power was cut',
  killed: 'did not answer; its process was ended',
};

/** Exit 0 when it is off. Throws a Refusal (`vm-busy`). */
export async function vmStop(file: string, options: CommandOptions, output: Output): Promise<number> {
  const seconds = numberOption(options, 'timeout', patience);
  const { plan, vm } = await vmGiven(file, options);
  const stopped = orRefuse(await vm.stop(seconds === undefined ? undefined : seconds * 1000));
  output.line(`${plan.name}  ${words[stopped]}`);
  return 0;
}
