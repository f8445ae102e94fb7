// What a bad cable does to datagrams: loses, doubles, delays them and lets later ones overtake.

import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../random.ts';

/** Each chance from 0 to 1, per datagram and direction. */
export interface Impairment {
  readonly loss?: number;
  readonly duplicate?: number;
  /** Held back for REORDER_HOLD_MILLISECONDS, so that those behind it arrive first. */
  readonly reorder?: number;
  /** On every datagram, in real milliseconds; up to twice that, drawn evenly. */
  readonly delayMilliseconds?: number;
}

/** Longer than the gap between two datagrams of one exchange on loopback, shorter than any client's patience. */
const REORDER_HOLD_MILLISECONDS = 20;

/** When one datagram arrives: a delay in milliseconds per copy; none when it is lost. */
export function fate(impairment: Impairment, random: Random): readonly number[] {
  if (random() < (impairment.loss ?? 0)) return [];
  const copies = random() < (impairment.duplicate ?? 0) ? 2 : 1;
  return Array.from({ length: copies }, () => {
    const held = random() < (impairment.reorder ?? 0) ? REORDER_HOLD_MILLISECONDS : 0;
    return held + (impairment.delayMilliseconds ?? 0) * (1 + random());
  });
}

/** Calls `deliver` as often and as late as chance has it. */
export type Cable = (deliver: () => void) => void;

export const cable =
  (impairment: Impairment, random: Random, clock: Clock, signal: AbortSignal): Cable =>
  (deliver) => {
    for (const delay of fate(impairment, random)) {
      if (delay === 0) deliver();
      else void clock.sleep(delay, signal).then(() => signal.aborted || deliver());
    }
  };
