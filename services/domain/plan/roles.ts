// Who is what in the cluster: by the plan's word, else by its architecture.

import { architectures, type Counts } from '../architecture/index.ts';
import type { Loose } from './loose.ts';
import type { PlanV1, Role } from './v1.ts';

type Roles = Loose<Pick<PlanV1, 'architecture' | 'blades'>>;
type BladeRole = Loose<Pick<PlanV1['blades'][number], 'role'>>;

/** By hand, else by the architecture; undefined or null while neither can be read. */
export function roleOf(plan: Loose<Pick<PlanV1, 'architecture'>>, blade: BladeRole): Role | null | undefined {
  if (blade.role !== undefined) return blade.role;
  return plan.architecture ? architectures[plan.architecture].defaultRole : undefined;
}

/** How many blades of each role there are; one whose role cannot be read is not counted. */
export function countsOf(plan: Roles): Counts {
  const roles = (plan.blades ?? []).map((blade) => blade && roleOf(plan, blade));
  const count = (role: Role) => roles.filter((one) => one === role).length;
  return { controlPlane: count('control-plane'), workers: count('worker') };
}

/** Every control-plane blade holds a member of etcd ("stacked"), in all four architectures. */
export const isEtcdMember = (role: Role | null | undefined): boolean => role === 'control-plane';

/** Whether pods that do not ask for it may run on the blades of this role. */
export const takesPods = (plan: Pick<PlanV1, 'architecture' | 'blades'>, role: Role): boolean =>
  role === 'worker' || !architectures[plan.architecture].taintsControlPlane(countsOf(plan));
