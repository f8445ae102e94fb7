// Bytes per second of the last ten minutes: what the appliance kept, and what the stream added since.

import type { RateSample } from '../../../services/contract/index.ts';

/** What the plot shows. */
export const shownSeconds = 600;

/** Both, a second once, oldest first, none older than the plot at the last of them. */
export function mergeRates(kept: readonly RateSample[], streamed: readonly RateSample[]): readonly RateSample[] {
  const byTime = new Map([...kept, ...streamed].map((sample) => [sample.at, sample]));
  const all = [...byTime.values()].sort((one, other) => one.at - other.at);
  const oldest = (all.at(-1)?.at ?? 0) - shownSeconds * 1000;
  return all.filter(({ at }) => at > oldest);
}

export const fastest = (samples: readonly RateSample[]): number =>
  samples.reduce((most, { bytesPerSecond }) => Math.max(most, bytesPerSecond), 0);
