// When the rack will be done, as far as that can be told.

import type { BladeView, RunHead } from '../../../services/contract/index.ts';
import { needsPerson, stateOf } from '../../../services/domain/blade/state.ts';

export type Forecast =
  | { readonly kind: 'nothing-armed' }
  | { readonly kind: 'unknown'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly done: number; readonly of: number }
  | { readonly kind: 'left'; readonly done: number; readonly of: number; readonly seconds: number };

/** `hands`: armed blades that wait for somebody; when no others are left, there is no time to tell. */
export function forecastOf({ done, of, secondsLeft }: RunHead['forecast'], hands = 0): Forecast {
  if (of === 0) return { kind: 'nothing-armed' };
  if (done >= of) return { kind: 'done', done, of };
  return secondsLeft === undefined || of - done <= hands ? { kind: 'unknown', done, of } : { kind: 'left', done, of, seconds: secondsLeft };
}

/** Armed blades that nobody can foretell: they wait for a decision or a repair, or to be switched on. */
export const waitForHands = (blades: Iterable<BladeView>): number =>
  [...blades].filter((blade) => {
    const state = stateOf(blade);
    return blade.permission === 'armed' && (needsPerson(state) || state === 'waiting');
  }).length;
