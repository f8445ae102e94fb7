// A load for the live rack: a simulated rack whose blades are installed again and again, in a process of its own.
//
//   node test/bench/rack-load.ts '{"rack":…,"console":"http://127.0.0.1:…/?token=…","blades":512,"speed":40}'
//
// Ends on SIGTERM. What a blade does between power-on and its call home is the simulator's own; here are only the hands that switch it off,
// allow one more install and switch it on.

import { virtualBlades } from '../../services/app/demo/rack.ts';
import { systemClock } from '../../services/platform/clock.ts';
import type { BladeState } from '../../services/simulator/machine.ts';
import { type RackOptions, type VirtualRack, virtualRack } from '../../services/simulator/rack.ts';
import { type ConsoleClient, consoleClient } from '../appliance/console-client.ts';

export interface RackLoad {
  readonly rack: Pick<RackOptions, 'wire' | 'ports'>;
  /** As it was printed at the appliance's start, token included. */
  readonly console: string;
  readonly blades: number;
  /** Of the simulated rack's time. */
  readonly speed: number;
}

/** The hands go round once in this time. */
const roundMilliseconds = 1000;
/** Slots that are switched on in one round at first: a rack that starts in step would go on in step. */
const onAtOnce = 16;
/** A blade that is up rests for so many rounds. */
const restRounds = 5;
/** A blade that is not up after so many rounds is held or hangs: on a bad cable that happens. */
const patienceRounds = 90;
/** Of blade time: the image of a few KiB takes as long to be written as a real one, minutes in which the blade tells how far it is. */
const diskBytesPerSecond = 500;
/** One slot in so many is never allowed to be wiped: there is always somebody to be looked after. */
const oneHeldIn = 16;

/** Up, or in need of a hand. */
const isThrough = ({ running }: BladeState) => running === 'installed system' || running === 'stuck' || running === 'old system';

/** Rounds since a blade was switched on, and since it is through. */
interface Age {
  readonly on: number;
  readonly through: number;
}

interface Hands {
  readonly rack: VirtualRack;
  readonly console: ConsoleClient;
  /** By slot; those that were switched on. */
  readonly ages: Map<string, Age>;
}

/** Refused for blades that write their disk: those are left alone. */
async function onceMore({ rack, console, ages }: Hands, slots: readonly string[]): Promise<void> {
  if (slots.length === 0) return;
  const places = [...rack.blades.keys()];
  const mayBeWiped = (slot: string) => places.indexOf(slot) % oneHeldIn !== oneHeldIn - 1;
  const { status } = await console.call('arm', { slots, consentWipe: slots.filter(mayBeWiped) });
  if (status !== 200) return;
  await Promise.all(slots.map(rack.powerOff));
  for (const slot of slots) {
    ages.set(slot, { on: 0, through: 0 });
    rack.powerOn(slot);
  }
}

async function goRound(hands: Hands): Promise<void> {
  const { rack, ages } = hands;
  for (const [slot, { on, through }] of ages) ages.set(slot, { on: on + 1, through: isThrough(rack.blades.get(slot)!) ? through + 1 : 0 });
  const those = (isTheirTurn: (age: Age) => boolean) => [...ages].filter(([, age]) => isTheirTurn(age)).map(([slot]) => slot);
  await onceMore(
    hands,
    those(({ through }) => through > restRounds),
  );
  for (const slot of those(({ on }) => on > patienceRounds)) await onceMore(hands, [slot]);
}

async function load({ rack: where, console: address, blades, speed }: RackLoad, signal: AbortSignal): Promise<void> {
  const options = virtualBlades(blades).map((blade) => ({ ...blade, diskBytesPerSecond }));
  const rack = await virtualRack({ ...where, blades: options, speed, seed: 1, clock: systemClock });
  const hands: Hands = { rack, console: consoleClient(address), ages: new Map() };
  const waiting = options.map(({ slot }) => slot);
  while (!signal.aborted) {
    await onceMore(hands, waiting.splice(0, onAtOnce));
    await goRound(hands);
    await systemClock.sleep(roundMilliseconds, signal);
  }
  await rack.close();
}

if (import.meta.main) {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
  await load(JSON.parse(process.argv[2]!) as RackLoad, stop.signal);
}
