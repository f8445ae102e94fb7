// Taints of nodes: which pods stay away from them, by the plan and by the architecture.

import type { Plan, PlannedBlade } from '../plan/plan.ts';
import { takesPods } from '../plan/roles.ts';
import { controlPlaneLabel } from './labels.ts';
import type { Taint } from './taint-form.ts';

/** kubeadm's own, of control-plane nodes that only run what belongs there. */
const controlPlaneTaint: Taint = { key: controlPlaneLabel, effect: 'NoSchedule' };

/** All taints of a node: none on a control plane that takes pods as well. */
export const taintsOf = (plan: Plan, { role, taints }: PlannedBlade): readonly Taint[] =>
  takesPods(plan, role) ? taints : [controlPlaneTaint, ...taints];
