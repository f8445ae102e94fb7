// The journal as text that others can read: one event a line, as JSON, without secrets.

import type { Event } from '../../domain/blade/events.ts';
import { masked } from './masked.ts';

const line = (event: Event): string => JSON.stringify(event, (_, value: unknown) => (typeof value === 'string' ? masked(value) : value));

export function journalLines(events: Iterable<Event>): string {
  let text = '';
  for (const event of events) text += `${line(event)}\n`;
  return text;
}
