// How fast bytes flow to the rack: a sample a second, for the last ten minutes.

import type { RateSample } from '../../contract/index.ts';
import type { Event } from '../../domain/blade/events.ts';

/** Ten minutes: what the plot shows. */
export const mostSamples = 600;
/** Rates jump from second to second; a forecast takes their mean over as many. */
const smoothedOver = 10;

export interface Throughput {
  /** Takes every event as it happens; the ticks close the seconds. */
  heard(event: Event): void;
  /** Oldest first, at most ten minutes of them. */
  samples(): readonly RateSample[];
  /** Those taken after this time. */
  after(at: number): RateSample[];
  /** Bytes per second over the last ten seconds. */
  rate(): number;
}

export function throughput(startedAt: number): Throughput {
  let samples: RateSample[] = [];
  /** Transfer → what it has sent so far. */
  const sent = new Map<string, number>();
  let bytes = 0;
  let since = startedAt;

  function count({ transfer, sentBytes }: { readonly transfer: string; readonly sentBytes: number }): void {
    bytes += Math.max(0, sentBytes - (sent.get(transfer) ?? 0));
    sent.set(transfer, sentBytes);
  }
  function close(at: number): void {
    const seconds = (at - since) / 1000;
    since = at;
    // A clock that was set back measured nothing.
    if (seconds > 0) samples = [...samples, { at, bytesPerSecond: Math.round(bytes / seconds) }].slice(-mostSamples);
    bytes = 0;
  }

  return {
    heard(event) {
      if (event.type === 'transfer-progress' || event.type === 'transfer-ended') count(event);
      if (event.type === 'transfer-ended') sent.delete(event.transfer);
      if (event.type === 'tick') close(event.at);
    },
    samples: () => samples,
    after: (at) => samples.slice(samples.findLastIndex((sample) => sample.at <= at) + 1),
    rate() {
      const last = samples.slice(-smoothedOver);
      return last.length === 0 ? 0 : last.reduce((sum, { bytesPerSecond }) => sum + bytesPerSecond, 0) / last.length;
    },
  };
}
