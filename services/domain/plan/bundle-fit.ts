// Whether a bundle fits a plan: every part that the plan needs and the bundle does not have, and everything in it that does not go together.

import type { Problem } from '../problem.ts';
import { archesAsked, type Fitting, type PartsAtHand } from './bundle-fit/at-hand.ts';
import { clusterParts } from './bundle-fit/cluster-parts.ts';
import { clusterVersions } from './bundle-fit/cluster-versions.ts';
import { loaderFit } from './bundle-fit/loaders.ts';
import { roomOnDisks } from './bundle-fit/room.ts';
import { systemFit } from './bundle-fit/system.ts';
import type { Loose } from './loose.ts';
import type { Plan } from './plan.ts';

export type { PartsAtHand } from './bundle-fit/at-hand.ts';
export { clusterNeeds } from './bundle-fit/cluster-parts.ts';

const rules = [systemFit, loaderFit, clusterParts, clusterVersions, roomOnDisks];

/** Every problem of this plan with this bundle, each at its place in the plan; of what cannot be read, or is not told, nothing is said. */
export function bundleLacks(plan: Loose<Plan>, bundle: PartsAtHand): Problem[] {
  const fitting: Fitting = { plan, bundle, arches: archesAsked(plan) };
  return rules.flatMap((rule) => rule(fitting));
}
