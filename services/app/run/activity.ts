// The newest evidence of the whole rack, kept at hand: what a page shows as it happens, without reading the journal each time.

import type { Event } from '../../domain/blade/events.ts';

/** More than a screen shows; earlier evidence is in the journal. */
export const mostActivity = 100;
/** What fills bars and not lines: it would drown everything else. */
const unspoken: ReadonlySet<Event['type']> = new Set(['tick', 'transfer-progress', 'install-progress']);

export interface Activity {
  heard(event: Event): void;
  /** Those with a number above `seq`, oldest first. */
  after(seq: number): readonly Event[];
}

/** Begins with the events that are there already. */
export function activity(before: readonly Event[]): Activity {
  let newest: Event[] = [];
  const heard = (event: Event) => {
    if (unspoken.has(event.type)) return;
    newest.push(event);
    // In one stroke for many: moving the whole list for each event would cost more than the event.
    if (newest.length >= 2 * mostActivity) newest = newest.slice(-mostActivity);
  };
  before.forEach(heard);
  return {
    heard,
    after: (seq) => newest.slice(Math.max(newest.findLastIndex((event) => event.seq <= seq) + 1, newest.length - mostActivity)),
  };
}
