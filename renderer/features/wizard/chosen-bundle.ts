// Which bundle a plan is installed from: the plan names it, the laptop may carry several of that name.

import type { BundleListed } from '../../../services/contract/index.ts';

const isGood = ({ problems }: BundleListed) => !problems.some(({ level }) => level === 'error');

/** A good one before a damaged one, then the newest; undefined when none of that name is here. */
export function chosenBundle(bundles: readonly BundleListed[] | undefined, name: string | null | undefined): BundleListed | undefined {
  const [best] = (bundles ?? [])
    .filter((bundle) => bundle.name === name)
    .sort((one, other) => Number(isGood(other)) - Number(isGood(one)) || (one.created < other.created ? 1 : -1));
  return best;
}
