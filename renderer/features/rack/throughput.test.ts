// The samples of the throughput plot.

import { describe, expect, it } from 'vitest';
import { fastest, mergeRates, shownSeconds } from './throughput.ts';

const sample = (second: number, bytesPerSecond = 1) => ({ at: second * 1000, bytesPerSecond });

describe('the samples', () => {
  it('are those kept and those streamed, each second once, in order', () =>
    expect(mergeRates([sample(1), sample(2)], [sample(2, 5), sample(3)])).toEqual([sample(1), sample(2, 5), sample(3)]));

  it('are never older than the plot', () => {
    const rates = mergeRates(
      Array.from({ length: 2000 }, (_, second) => sample(second)),
      [],
    );
    expect(rates).toHaveLength(shownSeconds);
    expect(fastest(rates)).toBe(1);
  });

  it('may be none', () => expect([mergeRates([], []), fastest([])]).toEqual([[], 0]));
});
