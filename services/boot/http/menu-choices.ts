// Choices made in the boot menu, told once and then not again for a while: a machine that asks in a loop does not fill the journal.

import { BoundedMap } from '../dhcp/bounded-map.ts';
import type { Wiring } from '../wiring.ts';
import type { Chosen } from './menu.ts';

/** The same choice of the same machine is told again after this long. */
const againMilliseconds = 60_000;
/** Machines of a pool; the one told of longest ago is forgotten first. */
const mostRemembered = 1_000;

/** Tells of a choice. */
export function choiceTeller({ emit, clock }: Pick<Wiring, 'emit' | 'clock'>): (chosen: Chosen) => void {
  const told = new BoundedMap<string, { readonly entry: string; readonly at: number }>(mostRemembered);
  return (chosen) => {
    const { mac, entry } = chosen;
    const [before, at] = [told.get(mac), clock.monotonic()];
    if (before?.entry === entry && at - before.at < againMilliseconds) return;
    told.set(mac, { entry, at });
    emit({ type: 'menu-chosen', ...chosen });
  };
}
