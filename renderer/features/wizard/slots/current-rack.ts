// The rack of the plan that is open, made once per change of it.

import type { PlanState } from '../../../stores/plan.ts';
import { emptyRack, type Rack, rackOf } from './rack.ts';

type Source = Pick<PlanState, 'plan' | 'problems'>;

let last: { readonly source: Source; readonly rack: Rack } = { source: { plan: {}, problems: [] }, rack: emptyRack };

/** The same rack for the same plan and problems. */
export function currentRack({ plan, problems }: Source): Rack {
  if (plan !== last.source.plan || problems !== last.source.problems)
    last = { source: { plan, problems }, rack: rackOf(plan, problems, last.rack) };
  return last.rack;
}
