// `rackstrap vm status`: whether the virtual machine of a plan runs, and how it is reached.

import type { Plan } from '../../../domain/plan/plan.ts';
import { bytesOnlyIn } from '../../../platform/directories.ts';
import type { Settings, Status, Vm } from '../../../vm/index.ts';
import type { Output } from '../../output.ts';
import { apiUrl } from '../../vm/index.ts';
import type { CommandOptions } from '../serving.ts';
import { vmGiven } from './given.ts';

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

const reached = ({ ports }: Settings) => ({ api: apiUrl(ports.api), ssh: `ssh -p ${ports.ssh} core@127.0.0.1` });

/** How it is reached, and what it is made of. */
export function linesOf({ name }: Pick<Plan, 'name'>, status: Status, { directory, console }: Vm['place'], bytes: number): string[] {
  if (status.state === 'none') return [`${name}  none: it was not installed on this laptop yet`];
  const { settings } = status;
  const { api, ssh } = reached(settings);
  const state = status.state === 'paused' ? `paused (${status.status})` : status.state;
  const start = settings.last ? `, ${settings.last.accelerator}${settings.last.outside ? ', open to the outside' : ''}` : '';
  return [
    `${name}  ${state}  ${settings.memoryMiB} MiB, ${settings.cpus} CPUs${start}`,
    `API      ${api}`,
    `SSH      ${ssh}`,
    `console  ${console}`,
    `files    ${directory} (${gigabytes(bytes)})`,
  ];
}

/** Exit 0 when it runs, 1 when not. */
export async function vmStatus(file: string, options: CommandOptions, output: Output): Promise<number> {
  const { plan, vm } = await vmGiven(file, options);
  const [status, bytes] = [await vm.status(), await bytesOnlyIn(vm.place.directory)];
  if (options.json) {
    const more = status.state === 'none' ? {} : reached(status.settings);
    output.line(JSON.stringify({ plan: plan.name, ...status, ...more, directory: vm.place.directory, bytes }));
  } else linesOf(plan, status, vm.place, bytes).forEach(output.line);
  return status.state === 'running' ? 0 : 1;
}
