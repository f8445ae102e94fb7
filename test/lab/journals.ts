// What the runs of a state directory have in their journals.

import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../services/domain/blade/events.ts';
import { openJournalFile } from '../../services/store/journal-file.ts';

function eventsOf(file: string): readonly Event[] {
  const journal = openJournalFile(file);
  try {
    return journal.read(0, Number.MAX_SAFE_INTEGER);
  } finally {
    journal.close();
  }
}

/** All events about a slot, in the order they were acknowledged. */
export const eventsAbout = (state: string, slot: string): Event[] =>
  globSync(join(state, 'runs', '*', 'journal.sqlite'))
    .flatMap(eventsOf)
    .filter((event) => 'slot' in event && event.slot === slot);

/** How many of a kind there are. */
export const countEvents = (state: string, type: Event['type'], slot: string): number =>
  eventsAbout(state, slot).filter((event) => event.type === type).length;
