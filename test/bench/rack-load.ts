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
/** A blade that is not home after so many rounds hangs: on a bad cable that happens. */
const patienceRounds = 180;
/** Of blade time: the image of a few KiB takes as long to be written as a real one, minutes in which the blade tells how far it is. */
const diskBytesPerSecond = 500;

/** Home, or in need of a hand. */
const isThrough = ({ running }: BladeState) => running === 'installed system' || running === 'stuck' || running === 'old system';

interface Hands {
  readonly rack: VirtualRack;
  readonly console: ConsoleClient;
  /** Slot → rounds since it was switched on. */
  readonly rounds: Map<string, number>;
}

async function onceMore({ rack, console, rounds }: Hands, slots: readonly string[]): Promise<void> {
  if (slots.length === 0) return;
  await Promise.all(slots.map(rack.powerOff));
  await console.call('arm', { slots, consentWipe: slots });
  for (const slot of slots) {
    rounds.set(slot, 0);
    rack.powerOn(slot);
  }
}

/** Those that are through since the round before, so that their call home was taken; and those that hang. */
function goRound({ rack, rounds }: Hands, through: Set<string>): readonly string[] {
  const due = [...rounds].filter(([slot, count]) => through.has(slot) || count >= patienceRounds).map(([slot]) => slot);
  through.clear();
  for (const [slot, count] of rounds) {
    rounds.set(slot, count + 1);
    if (!due.includes(slot) && isThrough(rack.blades.get(slot)!)) through.add(slot);
  }
  return due;
}

async function load({ rack: where, console: address, blades, speed }: RackLoad, signal: AbortSignal): Promise<void> {
  const options = virtualBlades(blades).map((blade) => ({ ...blade, diskBytesPerSecond }));
  const rack = await virtualRack({ ...where, blades: options, speed, seed: 1, clock: systemClock });
  const hands: Hands = { rack, console: consoleClient(address), rounds: new Map() };
  const waiting = options.map(({ slot }) => slot);
  const through = new Set<string>();
  while (!signal.aborted) {
    await onceMore(hands, [...waiting.splice(0, onAtOnce), ...goRound(hands, through)]);
    await systemClock.sleep(roundMilliseconds, signal);
  }
  await rack.close();
}

if (import.meta.main) {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
  await load(JSON.parse(process.argv[2]!) as RackLoad, stop.signal);
}
