// `rackstrap vm start`: an installed virtual machine is switched on again, with its disk as it was left.

import { orRefuse, problem, Refusal } from '../../../domain/problem.ts';
import type { Output } from '../../output.ts';
import { machineOf } from '../../vm/index.ts';
import { type CommandOptions, numberOption, tell } from '../serving.ts';
import { vmGiven } from './given.ts';
import { vmStatus } from './status.ts';

/** Beyond what any laptop has; what this one has is looked at where the machine is made. */
const anyMemory = { least: 1, most: 1024 * 1024 };
const anyCpus = { least: 1, most: 64 };

/** Nothing is written to the disk before it is started that was not there: it was made when it was installed. */
const nothingMore = { memoryMiB: 0, diskBytes: 0 };

/** Exit 0 when it runs; it goes on when this command has ended. Throws a Refusal (`vm-none`, and as the machine's start does). */
export async function vmStart(file: string, options: CommandOptions, output: Output): Promise<number> {
  const [memoryMiB, cpus] = [numberOption(options, 'memory', anyMemory), numberOption(options, 'cpus', anyCpus)];
  const { plan, vm } = await vmGiven(file, options);
  const wanted = { ...(memoryMiB === undefined ? {} : { memoryMiB }), ...(cpus === undefined ? {} : { cpus }) };
  if ((await vm.status()).state === 'none') throw new Refusal(problem('vm-none', { plan: plan.name }));
  const order = { machine: machineOf(plan), boot: 'disk', needs: nothingMore, outside: options.outside === true, wanted } as const;
  const { warnings } = orRefuse(await vm.start(order));
  tell(output, warnings);
  return vmStatus(file, options, output);
}
