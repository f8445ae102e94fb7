// Time as an argument: the real clock here, a hand-turned one in tests.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since 1970 by the laptop's clock; may jump. */
  now(): number;
  /** Milliseconds since some start; never jumps. For deadlines and rates. */
  monotonic(): number;
  /** Resolves after `milliseconds`, at once when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => {}),
};
