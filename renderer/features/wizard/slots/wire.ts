// Machines heard on the wire that are in no slot yet, and which slot the next one to be switched on belongs to.

import type { SightingView } from '../../../../services/contract/index.ts';
import type { Filling } from './blade-edits.ts';
import type { Rack } from './rack.ts';

export const placedMacs = (rack: Rack): ReadonlySet<string> =>
  new Set([...Object.values(rack.cells), ...rack.strays].flatMap(({ macs }) => macs));

/** Those that no blade of this plan has, the one heard first first: hearing one again moves none of them. */
export const unplaced = (sightings: readonly SightingView[], placed: ReadonlySet<string>): SightingView[] =>
  sightings
    .filter(({ mac }) => !placed.has(mac))
    .toSorted((one, other) => one.first - other.first || one.mac.localeCompare(other.mac, 'en'));

/** A machine of the list; one that has gone out of it keeps its place while a hand is on the list. */
export interface HeardRow {
  readonly sighting: SightingView;
  readonly isGone: boolean;
}

/** The list under a hand: every row stays where the hand found it, new ones come after them. */
export function heldRows(before: readonly HeardRow[], heard: readonly SightingView[]): HeardRow[] {
  const now = new Map(heard.map((sighting) => [sighting.mac, sighting]));
  const kept = before.map(({ sighting }) => ({ sighting: now.get(sighting.mac) ?? sighting, isGone: !now.has(sighting.mac) }));
  const known = new Set(before.map(({ sighting }) => sighting.mac));
  return [...kept, ...rowsOf(heard.filter(({ mac }) => !known.has(mac)))];
}

export const rowsOf = (heard: readonly SightingView[]): HeardRow[] => heard.map((sighting) => ({ sighting, isGone: false }));

/** Machines that were not heard before, in the order in which they first were. */
export const arrived = (sightings: readonly SightingView[], before: ReadonlySet<string>): SightingView[] =>
  sightings.filter(({ mac }) => !before.has(mac)).toSorted((one, other) => one.first - other.first);

export interface Arrivals {
  readonly fillings: readonly Filling[];
  /** Where the next one goes; undefined when no slot from here on is empty. */
  readonly target: string | undefined;
}

/** Each arrival into the next empty slot from `target` on: a filled slot is never overwritten. */
export function seated(rack: Rack, target: string, arrivals: readonly SightingView[]): Arrivals {
  const placed = placedMacs(rack);
  const macs = arrivals.map(({ mac }) => mac).filter((mac) => !placed.has(mac));
  const free = rack.order.slice(Math.max(0, rack.order.indexOf(target))).filter((slot) => rack.cells[slot]!.blade === undefined);
  const fillings = macs.slice(0, free.length).map((mac, index) => ({ slot: free[index]!, macs: [mac] }));
  return { fillings, target: free[fillings.length] };
}
