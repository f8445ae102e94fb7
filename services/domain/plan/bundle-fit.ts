// Whether a bundle fits a plan: every part that the plan needs and the bundle does not have, and everything in it that does not go together.

import { type LoaderWish, loadersLacking } from '../loaders.ts';
import type { Problem } from '../problem.ts';
import { archesAsked, type Fitting, type PartsAtHand } from './bundle-fit/at-hand.ts';
import { clusterParts } from './bundle-fit/cluster-parts.ts';
import { clusterVersions } from './bundle-fit/cluster-versions.ts';
import { roomOnDisks } from './bundle-fit/room.ts';
import { systemFit } from './bundle-fit/system.ts';
import type { Loose } from './loose.ts';
import type { Plan } from './plan.ts';
import { entriesOf } from './rules/entries.ts';

export type { PartsAtHand } from './bundle-fit/at-hand.ts';
export { clusterNeeds } from './bundle-fit/cluster-parts.ts';

/** The plan's own loader where a blade has none of its own, and while there is no blade yet. */
function wishes(plan: Loose<Plan>): LoaderWish[] {
  const [own, usual] = [plan.loader ?? 'auto', plan.arch ?? 'amd64'];
  const blades = entriesOf(plan.blades, 'blades');
  if (blades.length === 0) return [{ loader: own, arch: usual, where: 'loader' }];
  return blades.map(({ value: { loader, arch }, where }) => ({
    arch: arch ?? usual,
    ...(loader ? { loader, where: `${where}.loader` } : { loader: own, where: 'loader' }),
  }));
}

const loaders = ({ plan, bundle }: Fitting): Problem[] => loadersLacking(wishes(plan), new Set(bundle.parts.map(({ path }) => path)));

const rules = [systemFit, loaders, clusterParts, clusterVersions, roomOnDisks];

/** Every problem of this plan with this bundle, each at its place in the plan; of what cannot be read, or is not told, nothing is said. */
export function bundleLacks(plan: Loose<Plan>, bundle: PartsAtHand): Problem[] {
  const fitting: Fitting = { plan, bundle, arches: archesAsked(plan) };
  return rules.flatMap((rule) => rule(fitting));
}
