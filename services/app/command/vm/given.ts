// The virtual machine that a command is about: that of a plan.

import type { Plan } from '../../../domain/plan/plan.ts';
import { orRefuse, Refusal } from '../../../domain/problem.ts';
import { readPlan } from '../../../store/plan-file.ts';
import type { Vm } from '../../../vm/index.ts';
import { notForVm, vmOf } from '../../vm/index.ts';
import { type CommandOptions, stateOf } from '../serving.ts';

/** Throws a Refusal with every problem of the plan, `vm-other-plan`, `vm-arch`. */
export async function vmGiven(file: string, options: CommandOptions): Promise<{ readonly plan: Plan; readonly vm: Vm }> {
  const { plan } = orRefuse(await readPlan(file));
  const problems = notForVm(plan);
  if (problems.length > 0) throw new Refusal(...problems);
  return { plan, vm: vmOf(plan, stateOf(options)) };
}
