// What the appliance runs for a plan of the architecture laptop, in place of the boot services of a rack: no adapter, no DHCP, no TFTP, no NTP.

import { localHttpPart } from '../../boot/http/index.ts';
import type { AnswerHome, Wiring } from '../../boot/wiring.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { failed, ok, type Problem, type Result } from '../../domain/problem.ts';
import type { Part } from '../../platform/part.ts';
import type { Size } from '../../vm/index.ts';
import type { RunStore } from '../run-store.ts';
import { laptopVm } from './laptop-vm.ts';
import { apiUrl, bladeOf, type Carried, notForVm, orderFrom, vmOf } from './machine.ts';

export interface LaptopOptions {
  readonly plan: Plan;
  readonly bundle: Carried;
  readonly stateDirectory: string;
  readonly run: string;
  readonly store: RunStore;
  readonly wiring: Wiring;
  readonly answerHome: AnswerHome;
  readonly onProblem?: (found: Problem) => void;
  /** Instead of what suits this laptop. */
  readonly size?: Partial<Size>;
}

export interface Reached {
  /** Where this laptop reaches its API: `https://127.0.0.1:6443`. */
  readonly apiUrl: string;
  /** On this laptop's loopback. */
  readonly forwarded: { readonly api: number; readonly ssh: number };
}

export interface LaptopParts extends Reached {
  /** The boot service, for the machine alone. */
  readonly service: Part;
  /** The machine. */
  readonly machine: Part;
}

const reachedBy = ({ api, ssh }: Reached['forwarded']): Reached => ({ apiUrl: apiUrl(api), forwarded: { api, ssh } });

/** How the plan's machine is reached, on or off; undefined for one that was never made. Nothing is started. */
export async function reachedAt(plan: Pick<Plan, 'name'>, stateDirectory: string): Promise<Reached | undefined> {
  const status = await vmOf(plan, stateDirectory).status();
  return status.state === 'none' ? undefined : reachedBy(status.settings.ports);
}

/** Everything that would keep the machine from starting is told before anything is served. */
export async function laptopParts(options: LaptopOptions): Promise<Result<LaptopParts>> {
  const { plan, bundle, stateDirectory, run, store, wiring, answerHome, onProblem, size = {} } = options;
  const unfit = notForVm(plan);
  if (unfit.length > 0) return failed(...unfit);
  const { slot, address } = bladeOf(plan);
  const vm = vmOf(plan, stateDirectory);
  const order = { ...orderFrom(plan, bundle), wanted: size };
  const prepared = await vm.prepare({ ...order, boot: 'disk' });
  if (!prepared.ok) return prepared;
  return ok({
    service: localHttpPart({ ...wiring, answerHome }, { path: vm.place.service, asker: address }),
    machine: laptopVm({ vm, order, slot, run, store, clock: wiring.clock, ...(onProblem ? { onProblem } : {}) }),
    ...reachedBy(prepared.value.ports),
  });
}
