// What is done to slots, as edits of the plan: the least that says it, so that the rest of the file stays as it is.

import type { PlanEdit } from '../../../../services/domain/plan/edit.ts';
import type { Role } from '../../../../services/domain/plan/v1.ts';
import type { Rack } from './rack.ts';

/** What goes into a slot. */
export interface Filling {
  readonly slot: string;
  readonly macs: readonly string[];
}

/** One MAC address takes the first port's place; several are all of the blade's ports. */
function replaced(rack: Rack, blade: number, { slot, macs }: Filling): PlanEdit[] {
  const before = rack.cells[slot]!.macs;
  const [first] = macs;
  if (macs.length > 1 || before.length === 0) return [{ where: `blades[${blade}].macs`, value: [...macs] }];
  return first === before[0] ? [] : [{ where: `blades[${blade}].macs[0]`, value: first }];
}

/** Machines into slots; an empty slot gets a new blade at the end of the plan's list. */
export function put(rack: Rack, fillings: readonly Filling[]): PlanEdit[] {
  let next = rack.bladeCount;
  return fillings
    .filter(({ slot, macs }) => rack.cells[slot] && macs.length > 0)
    .flatMap((filling) => {
      const { blade } = rack.cells[filling.slot]!;
      if (blade !== undefined) return replaced(rack, blade, filling);
      return [{ where: `blades[${next++}]`, value: { slot: filling.slot, macs: [...filling.macs] } }];
    });
}

/** Another network port of the blade in this slot. */
export function addPort(rack: Rack, slot: string, mac: string): PlanEdit[] {
  const cell = rack.cells[slot];
  if (cell?.blade === undefined) return put(rack, [{ slot, macs: [mac] }]);
  return cell.macs.includes(mac) ? [] : [{ where: `blades[${cell.blade}].macs[${cell.macs.length}]`, value: mac }];
}

const bladesIn = (rack: Rack, slots: readonly string[]): number[] =>
  slots.flatMap((slot) => (rack.cells[slot]?.blade === undefined ? [] : [rack.cells[slot].blade]));

/** The last first: what is taken out moves all that is behind it. */
export const takeOut = (blades: readonly number[]): PlanEdit[] =>
  blades.toSorted((one, other) => other - one).map((index) => ({ where: `blades[${index}]` }));

/** Nothing is left in these slots. */
export const emptied = (rack: Rack, slots: readonly string[]): PlanEdit[] => takeOut(bladesIn(rack, slots));

/** The blades of these slots get a field, or lose it. */
export const setField = (rack: Rack, slots: readonly string[], field: string, value: unknown): PlanEdit[] =>
  bladesIn(rack, slots).map((index) => ({ where: `blades[${index}].${field}`, ...(value === undefined ? {} : { value }) }));

/** Undefined takes the role out: the architecture's own is meant then. `said` is what the plan says of each blade now. */
export const painted = (rack: Rack, slots: readonly string[], role: Role | undefined, said: (blade: number) => unknown): PlanEdit[] =>
  setField(
    rack,
    slots.filter((slot) => rack.cells[slot]?.blade !== undefined && said(rack.cells[slot].blade) !== role),
    'role',
    role,
  );
