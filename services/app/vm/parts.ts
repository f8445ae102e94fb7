// What the appliance runs for a plan of the architecture laptop, in place of the boot services of a rack: no adapter, no DHCP, no TFTP, no NTP.

import { localHttpPart } from '../../boot/http/index.ts';
import type { AnswerHome, Wiring } from '../../boot/wiring.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { makeDirectory } from '../../platform/files.ts';
import type { Part } from '../../platform/part.ts';
import type { Size, Vm } from '../../vm/index.ts';
import type { RunStore } from '../run-store.ts';
import { laptopVm } from './laptop-vm.ts';
import { bladeOf, type Carried, orderFrom, vmOf } from './machine.ts';

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

export interface LaptopParts {
  /** The boot service, for the machine alone. */
  readonly service: Part;
  /** The machine. */
  readonly machine: Part;
  readonly vm: Vm;
}

export function laptopParts(options: LaptopOptions): LaptopParts {
  const { plan, bundle, stateDirectory, run, store, wiring, answerHome, onProblem, size = {} } = options;
  const { slot, address } = bladeOf(plan);
  const vm = vmOf(plan, stateDirectory);
  makeDirectory(vm.place.directory);
  const told = onProblem ? { onProblem } : {};
  return {
    vm,
    service: localHttpPart({ ...wiring, answerHome }, { path: vm.place.service, asker: address }),
    machine: laptopVm({ vm, order: { ...orderFrom(plan, bundle), wanted: size }, slot, run, store, clock: wiring.clock, ...told }),
  };
}
