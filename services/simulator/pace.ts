// The simulated rack's time: a blade's own waits pass `speed` times faster than the laptop's clock.

import type { Clock } from '../platform/clock.ts';
import type { Random } from './random.ts';

/**
 * Waits for an answer are never shorter than this however fast the rack runs, in real milliseconds:
 * a loaded laptop needs that long to answer, and asking again sooner would only load it more.
 */
export const PATIENCE_FLOOR_MILLISECONDS = 250;

export interface Pace {
  /** Lets `milliseconds` of blade time pass. */
  pass(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Real milliseconds to wait for an answer that firmware waits `milliseconds` for. */
  patience(milliseconds: number): number;
  /** Blade milliseconds since some start. */
  elapsed(): number;
  readonly clock: Clock;
}

export const pace = (clock: Clock, speed: number): Pace => ({
  clock,
  pass: (milliseconds, signal) => clock.sleep(milliseconds / speed, signal),
  patience: (milliseconds) => Math.max(PATIENCE_FLOOR_MILLISECONDS, milliseconds / speed),
  elapsed: () => clock.monotonic() * speed,
});

/** The n-th wait (from 0) of a client that backs off: doubles from `first` to `most`, with ±25 % so that a rack does not ask in step. */
export const backOff = (attempt: number, first: number, most: number, random: Random): number =>
  Math.min(most, first * 2 ** attempt) * (0.75 + random() / 2);
