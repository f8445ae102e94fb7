// Which happenings a journal may leave out: those that the next one makes out of date, and under a full disk those that only explain.

import type { Happening } from '../domain/blade/events.ts';

/** What was seen on the wire and said in passing. Losing it costs an explanation, never a decision or an installation. */
const chatter: ReadonlySet<Happening['type']> = new Set<Happening['type']>([
  'dhcp-heard',
  'dhcp-answered',
  'dhcp-silent',
  'sighting',
  'menu-chosen',
  'transfer-started',
  'transfer-progress',
  'transfer-ended',
  'request-refused',
  'time-asked',
  'install-progress',
  'agent-log',
]);

export const isChatter = ({ type }: Happening): boolean => chatter.has(type);

/**
 * Whether a happening at this time (milliseconds) is worth a row: a tick never, a transfer's progress once per transfer and second.
 * 64 blades fetching an image would otherwise write thousands of rows a second that nobody reads.
 */
export function makeThinning(): (happening: Happening, at: number) => boolean {
  const lastSecond = new Map<string, number>();
  return (happening, at) => {
    if (happening.type === 'tick') return false;
    if (happening.type === 'transfer-ended') lastSecond.delete(happening.transfer);
    if (happening.type !== 'transfer-progress') return true;
    const second = Math.floor(at / 1000);
    if (lastSecond.get(happening.transfer) === second) return false;
    lastSecond.set(happening.transfer, second);
    return true;
  };
}
