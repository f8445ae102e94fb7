// What a card says of its architecture with the blades that the plan has now: the numbers it is drawn with, and what keeps them from fitting.

import { type Architecture, allowsControlPlane, architectures, type Counts } from '../../../../services/domain/architecture/index.ts';
import { rolesFor } from '../../../../services/domain/architecture/role-edits.ts';
import { applyEdits, type PlanEdit } from '../../../../services/domain/plan/edit.ts';
import type { Loose } from '../../../../services/domain/plan/loose.ts';
import type { Plan } from '../../../../services/domain/plan/plan.ts';
import { countsOf } from '../../../../services/domain/plan/roles.ts';
import { roleRules } from '../../../../services/domain/plan/rules/roles.ts';
import type { ArchitectureName } from '../../../../services/domain/plan/v1.ts';
import type { Problem } from '../../../../services/domain/problem.ts';

/** `roles`: it fits as soon as the roles follow; `misfit`: something else has to change; `empty`: there is no blade yet. */
export type Fit = 'fits' | 'roles' | 'misfit' | 'empty';

export interface CardFacts {
  readonly fit: Fit;
  /** What it is drawn and described with: the plan's own blades, or the nearest numbers that it may have. */
  readonly counts: Counts;
  /** What would still be wrong with the roles of this architecture: one of each kind. */
  readonly misfits: readonly Problem[];
  /** The edits by which the roles follow. */
  readonly edits: readonly PlanEdit[];
}

const within = (number: number, least: number, most: number) => Math.min(Math.max(number, least), most);

/** An even number is shown as it is: that it survives no more is what the card has to tell. */
function nearest(architecture: Architecture, count: number): number {
  if (allowsControlPlane(architecture, count, true)) return count;
  return architecture.controlPlane.findLast((allowed) => allowed <= count) ?? architecture.controlPlane[0]!;
}

function shownCounts(architecture: Architecture, { controlPlane, workers }: Counts): Counts {
  const { least, most } = architecture.workers;
  return { controlPlane: nearest(architecture, controlPlane), workers: within(workers, least, most) };
}

/** A VIP is what an architecture needs, not what keeps blades from fitting it: it is asked for once the architecture is chosen. */
const errorsOf = (plan: Loose<Plan>) =>
  roleRules.flatMap((rule) => rule(plan)).filter(({ level, code }) => level === 'error' && code !== 'plan-vip-missing');

const oneOfEach = (problems: readonly Problem[]) => [...new Map(problems.map((found) => [found.code, found])).values()];

/** What the card of architecture `name` says of this plan. */
export function cardFacts(plan: Loose<Plan>, name: ArchitectureName): CardFacts {
  const asked = { ...plan, architecture: name };
  const edits = rolesFor(plan, name);
  const followed = applyEdits(asked, edits) as Loose<Plan>;
  const misfits = oneOfEach(errorsOf(followed));
  const blades = plan.blades?.length ?? 0;
  const fit = blades === 0 ? 'empty' : misfits.length > 0 ? 'misfit' : errorsOf(asked).length > 0 ? 'roles' : 'fits';
  return { fit, misfits, edits, counts: shownCounts(architectures[name], countsOf(followed)) };
}

/** Numbers of central blades to ask "what if" about, and the one there is; those of `small` are all its blades. */
export function questions(name: ArchitectureName, now: number): readonly number[] {
  const usual = name === 'small' ? architectures.small.controlPlane : [1, 3, 5];
  return [...new Set([...usual, now])].sort((one, other) => one - other);
}

/** The architecture that has so many central blades: asking about 3 in a development cluster is asking about production. */
export function architectureWith(name: ArchitectureName, central: number): Architecture {
  if (allowsControlPlane(architectures[name], central, true)) return architectures[name];
  return central === 1 ? architectures.development : architectures.production;
}
