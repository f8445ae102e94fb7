// The rack as it is now: the run around its blades, each blade by its slot, the newest evidence and how fast bytes flow.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BladeView, Entry, RackChange, RateSample, RunHead } from '../../services/contract/index.ts';

export interface RackState {
  /** The appliance is heard. */
  readonly line: boolean;
  /** The first change has come. */
  readonly known: boolean;
  readonly run: RunHead | null;
  readonly seq: number;
  /** In the plan's order; the same array while it is the same blades. */
  readonly slots: readonly string[];
  /** Only blades that changed get a new object: a component that selects one is drawn again for that one only. */
  readonly blades: Readonly<Record<string, BladeView>>;
  /** The newest evidence of all, oldest first. */
  readonly activity: readonly Entry[];
  /** A sample per second, oldest first. */
  readonly rates: readonly RateSample[];
}

export interface RackActions {
  heard(change: RackChange): void;
  lineIs(up: boolean): void;
}

export type RackStore = StoreApi<RackState & RackActions>;

/** What a screen has room for; earlier evidence is a call away. */
const mostActivity = 200;
/** Ten minutes. */
const mostRates = 600;

const last = <Item>(items: readonly Item[], most: number): readonly Item[] => (items.length > most ? items.slice(-most) : items);

const sameSlots = (slots: readonly string[], blades: readonly BladeView[]) =>
  slots.length === blades.length && blades.every(({ slot }, index) => slots[index] === slot);

/** What of the head did not change keeps its object, so that what shows it is not drawn again. */
function kept(before: RunHead | null, after: RunHead | null): RunHead | null {
  if (!before || !after) return after;
  const same = (key: string) => JSON.stringify(before[key as keyof RunHead]) === JSON.stringify(after[key as keyof RunHead]);
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, same(key) ? before[key as keyof RunHead] : value])) as never;
}

function taken(before: RackState, { run, seq, whole, blades, activity, rates }: RackChange): Partial<RackState> {
  const fresh = Object.fromEntries(blades.map((blade) => [blade.slot, blade]));
  return {
    known: true,
    run: kept(before.run, run),
    seq,
    ...(whole && !sameSlots(before.slots, blades) ? { slots: blades.map(({ slot }) => slot) } : {}),
    ...(whole ? { blades: fresh } : blades.length > 0 ? { blades: { ...before.blades, ...fresh } } : {}),
    ...(whole ? { activity } : activity.length > 0 ? { activity: last([...before.activity, ...activity], mostActivity) } : {}),
    ...(whole ? { rates } : rates.length > 0 ? { rates: last([...before.rates, ...rates], mostRates) } : {}),
  };
}

export function createRackStore(): RackStore {
  return createStore<RackState & RackActions>()((set) => ({
    line: false,
    known: false,
    run: null,
    seq: 0,
    slots: [],
    blades: {},
    activity: [],
    rates: [],
    heard: (change) => set((before) => taken(before, change)),
    lineIs: (line) => set({ line }),
  }));
}
