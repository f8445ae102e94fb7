// Which bundle a plan is installed from: the plan names it, the laptop may carry several of that name.

import type { BundleListed } from '../../../services/contract/index.ts';

const isGood = ({ problems }: BundleListed) => !problems.some(({ level }) => level === 'error');

const newer = (one: BundleListed, other: BundleListed) => Date.parse(other.created) - Date.parse(one.created) || 0;

/** A good one before a damaged one, then the newest, of the same one that on the laptop; undefined when none of that name is here. */
export function chosenBundle(bundles: readonly BundleListed[] | undefined, name: string | null | undefined): BundleListed | undefined {
  const [best] = (bundles ?? [])
    .filter((bundle) => bundle.name === name)
    .sort(
      (one, other) => Number(isGood(other)) - Number(isGood(one)) || newer(one, other) || Number(other.imported) - Number(one.imported),
    );
  return best;
}
