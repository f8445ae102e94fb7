// Switches a virtual rack's blades on one after the other, as a technician's hand does, and off at once.

import type { Clock } from '../../platform/clock.ts';
import type { VirtualRack } from '../../simulator/rack.ts';

/** From slot to slot. */
const betweenMilliseconds = 150;
/** A large rack is on within this all the same. */
const longestMilliseconds = 15_000;

type Powered = Pick<VirtualRack, 'powerOn' | 'powerOff'>;

export interface PowerStrip {
  putIn(rack: Powered): void;
  /** Whatever was still to be switched on stays off. */
  takeOut(): void;
  power(slots: readonly string[], on: boolean): void;
}

export function powerStrip(clock: Pick<Clock, 'sleep'>): PowerStrip {
  let rack: Powered | undefined;
  let waiting: string[] = [];
  let switching = false;

  async function switchOn(): Promise<void> {
    switching = true;
    const pause = Math.min(betweenMilliseconds, longestMilliseconds / waiting.length);
    for (let slot = waiting.shift(); slot !== undefined; slot = waiting.shift()) {
      rack?.powerOn(slot);
      await clock.sleep(pause);
    }
    switching = false;
  }

  return {
    putIn(next) {
      rack = next;
    },
    takeOut() {
      waiting = [];
      rack = undefined;
    },
    power(slots, on) {
      waiting = waiting.filter((slot) => !slots.includes(slot));
      if (on) {
        waiting.push(...slots);
        if (!switching) void switchOn();
      } else for (const slot of slots) void rack?.powerOff(slot);
    },
  };
}
