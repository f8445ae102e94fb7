// Ways through the drawing: from slot to slot as the arrows point, and ranges of slots as a technician counts them.

import { slotParts } from '../../../../services/domain/plan/addressing.ts';
import { neighbour } from '../../../ui/neighbour.ts';
import type { Rack } from './rack.ts';

export type Move = 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'first' | 'last' | 'back' | 'on';

export const chassisIndexOf = (rack: Rack, slot: string): number =>
  rack.chassis.findIndex(({ name }) => name !== '' && name === slotParts(slot).chassis);

/** A chassis without slots is no place to go to. */
const drawn = (rack: Rack) => rack.chassis.filter(({ slots }) => slots > 0);

const arrows = { left: 'ArrowLeft', right: 'ArrowRight', up: 'ArrowUp', down: 'ArrowDown' } as const;

/** Where the move leads from `slot`; the same slot at the end of the rack. */
export function moved(rack: Rack, slot: string, move: Move): string {
  const { order } = rack;
  const inChassis = () => order.filter((one) => slotParts(one).chassis === slotParts(slot).chassis);
  const along = (way: keyof typeof arrows) => neighbour(drawn(rack), slot, arrows[way]);
  const to: Readonly<Record<Move, () => string | undefined>> = {
    left: () => along('left'),
    right: () => along('right'),
    up: () => along('up'),
    down: () => along('down'),
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
