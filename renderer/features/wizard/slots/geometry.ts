// Ways through the drawing: from slot to slot as the arrows point, and ranges of slots as a technician counts them.

import { slotParts } from '../../../../services/domain/plan/addressing.ts';
import { chassisModel, placeOfSlot } from '../../../../services/domain/plan/chassis-models.ts';
import type { Rack, RackChassis } from './rack.ts';

export type Move = 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'first' | 'last' | 'back' | 'on';

interface Placed {
  readonly slot: string;
  readonly row: number;
  readonly column: number;
}

/** The slots of one chassis as they are read: row after row. */
function placed({ name, model, slots }: RackChassis): Placed[] {
  const known = chassisModel(model);
  return Array.from({ length: slots }, (_, index) => ({ slot: `${name}/${index + 1}`, ...placeOfSlot(known, slots, index + 1) })).toSorted(
    (one, other) => one.row - other.row || one.column - other.column,
  );
}

export const chassisIndexOf = (rack: Rack, slot: string): number =>
  rack.chassis.findIndex(({ name }) => name !== '' && name === slotParts(slot).chassis);

/** The slot nearest to `column` in `row`. */
const nearest = (places: readonly Placed[], row: number, column: number): string | undefined =>
  places.filter((one) => one.row === row).toSorted((one, other) => Math.abs(one.column - column) - Math.abs(other.column - column))[0]
    ?.slot;

function vertically(rack: Rack, slot: string, by: 1 | -1): string | undefined {
  const index = chassisIndexOf(rack, slot);
  const places = placed(rack.chassis[index]!);
  const here = places.find((one) => one.slot === slot)!;
  const inside = nearest(places, here.row + by, here.column);
  if (inside) return inside;
  const rest = by > 0 ? rack.chassis.slice(index + 1) : rack.chassis.slice(0, index).toReversed();
  const next = rest.find(({ slots }) => slots > 0);
  if (!next) return undefined;
  const there = placed(next);
  return nearest(there, by > 0 ? 1 : there.at(-1)!.row, here.column);
}

function sideways(rack: Rack, slot: string, by: 1 | -1): string | undefined {
  const read = rack.chassis.flatMap(placed).map((one) => one.slot);
  return read[read.indexOf(slot) + by];
}

/** Where the move leads from `slot`; the same slot at the end of the rack. */
export function moved(rack: Rack, slot: string, move: Move): string {
  const { order } = rack;
  const inChassis = () => order.filter((one) => slotParts(one).chassis === slotParts(slot).chassis);
  const to: Readonly<Record<Move, () => string | undefined>> = {
    left: () => sideways(rack, slot, -1),
    right: () => sideways(rack, slot, 1),
    up: () => vertically(rack, slot, -1),
    down: () => vertically(rack, slot, 1),
    home: () => inChassis()[0],
    end: () => inChassis().at(-1),
    first: () => order[0],
    last: () => order.at(-1),
    back: () => order[order.indexOf(slot) - 1],
    on: () => order[order.indexOf(slot) + 1],
  };
  return rack.cells[slot] ? (to[move]() ?? slot) : (order[0] ?? slot);
}

/** All slots from one to the other, both among them, as they are counted. */
export function between(rack: Rack, one: string, other: string): string[] {
  const [a, b] = [rack.order.indexOf(one), rack.order.indexOf(other)];
  if (a < 0 || b < 0) return [other];
  return rack.order.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** The slots from this one to the end of the rack. */
export const from = (rack: Rack, slot: string): string[] => rack.order.slice(Math.max(0, rack.order.indexOf(slot)));

/** The first empty slot at or behind `slot`; undefined when all are filled. */
export const emptyFrom = (rack: Rack, slot: string): string | undefined =>
  from(rack, slot).find((one) => rack.cells[one]!.blade === undefined);

/** In the order they are counted, whatever order they were chosen in. */
export const inOrder = (rack: Rack, slots: ReadonlySet<string>): string[] => rack.order.filter((slot) => slots.has(slot));
