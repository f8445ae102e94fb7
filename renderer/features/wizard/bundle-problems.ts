// What is wrong with the bundle that a plan names, as far as it is here: its damaged parts, and what the plan needs and it lacks.

import type { BundleListed, ProblemView } from '../../../services/contract/index.ts';
import { bundleLacks } from '../../../services/domain/plan/bundle-fit.ts';
import type { PlanState } from '../../stores/plan.ts';
import { chosenBundle } from './chosen-bundle.ts';

type LoosePlan = PlanState['plan'];
type Bundles = readonly BundleListed[] | undefined;

const none: readonly ProblemView[] = [];

function found(bundles: Bundles, plan: LoosePlan): readonly ProblemView[] {
  const bundle = chosenBundle(bundles, plan.bundle);
  if (!bundle) return none;
  return [...bundle.problems.map((problem) => ({ where: 'bundle', ...problem })), ...bundleLacks(plan, bundle)];
}

let last: { readonly bundles: Bundles; readonly plan: LoosePlan; readonly problems: readonly ProblemView[] } | undefined;

/** The same array for the same plan and bundles: several screens ask for it at every change. */
export function bundleProblems(bundles: Bundles, plan: LoosePlan): readonly ProblemView[] {
  if (!last || last.bundles !== bundles || last.plan !== plan) last = { bundles, plan, problems: found(bundles, plan) };
  return last.problems;
}
