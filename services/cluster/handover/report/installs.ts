// Each disk that was given to a blade to write: when, what it lost, and who said that it may. From the journal, which forgets none.

import type { Disk, Event } from '../../../domain/blade/events.ts';
import type { EventOf } from '../../../domain/blade/outcome.ts';

/** Times are milliseconds since 1970. */
export interface Install {
  readonly slot: string;
  readonly at: number;
  /** The disk by its name in that boot. */
  readonly disk: string;
  /** Empty where it has none. */
  readonly serial: string;
  readonly model: string | undefined;
  readonly sizeBytes: number | undefined;
  /** What it lost, in words. */
  readonly wiped: string;
  /** Undefined where nobody had to allow it, because it was blank. */
  readonly consentBy: string | undefined;
  readonly writtenAt: number | undefined;
  readonly failure: string | undefined;
}

/** What one slot said and was allowed last. */
interface Known {
  readonly disks: readonly Disk[];
  readonly arming: number | undefined;
  readonly consent: { readonly arming: number; readonly by: string } | undefined;
}

const nothingKnown: Known = { disks: [], arming: undefined, consent: undefined };

function begun({ slot, at, disk, diskSerial, wiped }: EventOf<'install-permitted'>, { disks, arming, consent }: Known): Install {
  const known = disks.find(({ name }) => name === disk);
  const consentBy = consent && consent.arming === arming ? consent.by : undefined;
  const told = { model: known?.model, sizeBytes: known?.sizeBytes, consentBy };
  return { slot, at, disk, serial: diskSerial, wiped, ...told, writtenAt: undefined, failure: undefined };
}

/** In the order in which the disks were given. */
export function installsOf(events: Iterable<Event>): Install[] {
  const known = new Map<string, Known>();
  const installs: Install[] = [];
  const knownOf = (slot: string) => known.get(slot) ?? nothingKnown;
  const learn = (slot: string, news: Partial<Known>) => known.set(slot, { ...knownOf(slot), ...news });
  const end = (slot: string, how: Partial<Install>) => {
    const place = installs.findLastIndex((install) => install.slot === slot);
    if (place >= 0) installs[place] = { ...installs[place]!, ...how };
  };
  for (const event of events) {
    if (event.type === 'inventory') learn(event.slot, { disks: event.inventory.disks });
    if (event.type === 'armed') for (const slot of event.slots) learn(slot, { arming: event.arming });
    if (event.type === 'consent-recorded') learn(event.slot, { consent: event });
    if (event.type === 'install-permitted') installs.push(begun(event, knownOf(event.slot)));
    if (event.type === 'install-done') end(event.slot, { writtenAt: event.at });
    if (event.type === 'install-failed') end(event.slot, { failure: event.reason });
  }
  return installs;
}
