// What the technician does to whole chassis.

import { planStore } from '../../../stores/index.ts';
import { added, remodelled, removed, renamed } from './chassis-edits.ts';
import { currentRack } from './current-rack.ts';
import { slotsStore } from './stores.ts';

const rack = () => currentRack(planStore.getState());
const { edit } = planStore.getState();

/** Another one like the last, opened for its name and model; the keyboard goes to its first slot. */
export function addChassis(): void {
  const index = rack().chassis.length;
  edit(added(rack(), planStore.getState().plan));
  const first = `${rack().chassis[index]?.name}/1`;
  if (rack().cells[first]) slotsStore.getState().choose(first, 'only');
  slotsStore.getState().show('chassis', index);
}

export function removeChassis(index: number): void {
  edit(...removed(rack(), index));
  slotsStore.getState().show('chassis', Math.max(0, index - 1));
}

/** Its blades stay in it. */
export function renameChassis(index: number, name: string): void {
  if (name !== '' && name !== rack().chassis[index]?.name) edit(...renamed(rack(), index, name));
}

export const remodelChassis = (index: number, model: string): void => edit(...remodelled(rack(), index, model));
