// How fast work goes, and how long it still takes: from the last seconds, because a stick is quick at first and slow for the rest.

/** Long enough to even out a stick's pauses, short enough to follow it from one part to another disk. */
const windowMilliseconds = 10_000;
/** Before it nothing is told: the first bytes come out of a cache. */
const leastMilliseconds = 1_000;
/** Samples nearer to each other tell nothing more: a fast disk reports thousands in a second. */
const apartMilliseconds = 100;

export interface Pace {
  /** So many bytes altogether at this moment of a clock that never jumps. */
  at(milliseconds: number, bytes: number): void;
  /** Bytes per second; undefined until it can be told. */
  rate(): number | undefined;
}

export function paceOf(): Pace {
  let samples: { readonly at: number; readonly bytes: number }[] = [];
  return {
    at(milliseconds, bytes) {
      if (milliseconds - (samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY) < apartMilliseconds) return;
      samples = [...samples.filter(({ at }) => milliseconds - at <= windowMilliseconds), { at: milliseconds, bytes }];
    },
    rate() {
      const [first, last] = [samples[0], samples.at(-1)];
      if (!first || !last || last.at - first.at < leastMilliseconds) return undefined;
      return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
    },
  };
}

/** Whole seconds until the rest is done at this rate; undefined where there is none. */
export const secondsLeft = (rest: number, rate: number | undefined): number | undefined =>
  rate === undefined || rate <= 0 ? undefined : Math.ceil(rest / rate);
