// From problem to problem: the slot or chassis it is at, behind the one that was looked at last.

import type { ProblemView } from '../../../../services/contract/index.ts';
import { planStore } from '../../../stores/index.ts';
import { currentRack } from './current-rack.ts';
import { placesOf } from './problem-places.ts';
import { slotsStore } from './stores.ts';

export function nextProblem(problems: readonly ProblemView[]): void {
  const rack = currentRack(planStore.getState());
  const { focus, choose, show } = slotsStore.getState();
  const { slots, chassis } = placesOf(rack, problems);
  const behind = slots.find((slot) => rack.order.indexOf(slot) > rack.order.indexOf(focus)) ?? slots[0];
  if (behind) {
    choose(behind, 'only');
    show('blade');
  } else if (chassis[0] !== undefined) show('chassis', chassis[0]);
  else show('chassis');
}

/** Where a link from another step leads: the slot of a blade, or the chassis. */
export function goTo(where: string): void {
  const rack = currentRack(planStore.getState());
  const { choose, show } = slotsStore.getState();
  const [, list, index] = /^(blades|chassis)\[(\d+)\]/.exec(where) ?? [];
  const slot = rack.order.find((one) => list === 'blades' && rack.cells[one]!.blade === Number(index));
  if (slot) {
    choose(slot, 'only');
    show('blade');
  } else if (list === 'chassis') show('chassis', Number(index));
  else if (/^(addressing|placement)\b/.test(where)) show('chassis');
}
