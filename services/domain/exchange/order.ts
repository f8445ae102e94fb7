// The order in which a technician walks along the rack: chassis after chassis, slot after slot.

import { slotParts } from '../plan/addressing.ts';

interface Placed {
  readonly slot?: string;
}

/** As people count: `c2` before `c10`. The same on every machine, whatever its language. */
const byName = new Intl.Collator('en', { numeric: true });

function compare(one: Placed, other: Placed): number {
  if (!one.slot || !other.slot) return Number(!one.slot) - Number(!other.slot);
  const [a, b] = [slotParts(one.slot), slotParts(other.slot)];
  return byName.compare(a.chassis, b.chassis) || a.number - b.number;
}

/** In slot order; machines without a slot behind them, in the order of their list. */
export const inSlotOrder = <Machine extends Placed>(machines: readonly Machine[]): Machine[] => machines.toSorted(compare);
