// Which bundle a plan is installed from: the plan names it, the laptop may carry several of that name.

import type { BundleListed } from '../../../services/contract/index.ts';
import { bundleId, isMeant } from '../../../services/domain/bundle.ts';

const isGood = ({ problems }: BundleListed) => !problems.some(({ level }) => level === 'error');

const newer = (one: BundleListed, other: BundleListed) => Date.parse(other.created) - Date.parse(one.created) || 0;

/** What a plan writes to mean this one: the name, and the version where that alone would mean another one. */
export const writtenFor = (bundle: BundleListed, bundles: readonly BundleListed[]): string =>
  chosenBundle(bundles, bundle.name)?.version === bundle.version ? bundle.name : bundleId(bundle);

/** A good one before a damaged one, then the newest, of the same one that on the laptop; undefined when none that the plan means is here. */
export function chosenBundle(bundles: readonly BundleListed[] | undefined, name: string | null | undefined): BundleListed | undefined {
  const [best] = (bundles ?? [])
    .filter((bundle) => isMeant(name, bundle))
    .sort(
      (one, other) => Number(isGood(other)) - Number(isGood(one)) || newer(one, other) || Number(other.imported) - Number(one.imported),
    );
  return best;
}
