// Refused requests, told once and then not again for a while: a client that asks in a loop does not fill the journal.

import { type Asker, identity } from '../asker.ts';
import type { Wiring } from '../wiring.ts';

/** The same refusal to the same asker is told again after this long. */
const againMilliseconds = 30_000;
/** Different refusals remembered at once; beyond it the oldest is forgotten, so that no flood of paths costs memory. */
const mostRemembered = 1_000;

/** A path longer than this is cut in the journal. */
const longestPath = 200;

/** Tells that `asker` was refused `file`. */
export function refusalTeller({ emit, clock }: Pick<Wiring, 'emit' | 'clock'>): (asker: Asker, file: string, reason: string) => void {
  const told = new Map<string, number>();
  return (asker, file, reason) => {
    const key = `${asker.address} ${file} ${reason}`;
    const now = clock.monotonic();
    if (now - (told.get(key) ?? Number.NEGATIVE_INFINITY) < againMilliseconds) return;
    told.delete(key);
    told.set(key, now);
    if (told.size > mostRemembered) told.delete(told.keys().next().value!);
    emit({ type: 'request-refused', protocol: 'http', file: file.slice(0, longestPath), reason, ...identity(asker) });
  };
}
