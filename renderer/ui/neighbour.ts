// Where an arrow key leads in the drawing: to the slot that lies there at the front of the rack, in this chassis or the next.

import { chassisModel, placeOfSlot } from '../../services/domain/plan/chassis-models.ts';
import type { DrawnChassis } from '../../services/domain/plan/chassis-rows.ts';

interface Place {
  readonly slot: string;
  readonly chassis: number;
  readonly row: number;
  readonly column: number;
}

const placesOf = ({ name, model, slots }: DrawnChassis, chassis: number): readonly Place[] =>
  Array.from({ length: slots }, (_, index) => ({
    slot: `${name}/${index + 1}`,
    chassis,
    ...placeOfSlot(chassisModel(model), slots, index + 1),
  }));

const nearestColumn = (places: readonly Place[], column: number): Place | undefined =>
  places.reduce<Place | undefined>(
    (best, place) => (best && Math.abs(best.column - column) <= Math.abs(place.column - column) ? best : place),
    undefined,
  );

const inRow = (places: readonly Place[], row: number) => places.filter((place) => place.row === row);
const lastRow = (places: readonly Place[]) => Math.max(...places.map(({ row }) => row));

/** Up or down: the nearest column of the next row, over the edge of a chassis too. */
function vertical(rack: readonly (readonly Place[])[], from: Place, by: 1 | -1): Place | undefined {
  const same = inRow(rack[from.chassis]!, from.row + by);
  if (same.length > 0) return nearestColumn(same, from.column);
  const next = rack[from.chassis + by];
  return next && nearestColumn(inRow(next, by > 0 ? 1 : lastRow(next)), from.column);
}

/** Left or right: along the row, then to the row after or before it. */
function horizontal(rack: readonly (readonly Place[])[], from: Place, by: 1 | -1): Place | undefined {
  const reading = rack.flatMap((places) => [...places].sort((one, other) => one.row - other.row || one.column - other.column));
  return reading[reading.findIndex(({ slot }) => slot === from.slot) + by];
}

/** The slot that this key leads to from `slot`; undefined at the edge of the rack, and for any other key. */
export function neighbour(chassis: readonly DrawnChassis[], slot: string, key: string): string | undefined {
  const rack = chassis.map(placesOf);
  const all = rack.flat();
  const from = all.find((place) => place.slot === slot);
  if (!from) return undefined;
  if (key === 'ArrowDown' || key === 'ArrowUp') return vertical(rack, from, key === 'ArrowDown' ? 1 : -1)?.slot;
  if (key === 'ArrowRight' || key === 'ArrowLeft') return horizontal(rack, from, key === 'ArrowRight' ? 1 : -1)?.slot;
  return key === 'Home' ? all[0]!.slot : key === 'End' ? all.at(-1)!.slot : undefined;
}
