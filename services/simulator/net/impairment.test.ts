import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { fate } from './impairment.ts';

const fates = (impairment: Parameters<typeof fate>[0], seed = 1) => {
  const random = seededRandom(seed, 'cable');
  return Array.from({ length: 10_000 }, () => fate(impairment, random));
};

describe('a cable', () => {
  it('that is good carries everything once and at once', () => {
    expect(fates({}).every((copies) => copies.length === 1 && copies[0] === 0)).toBe(true);
  });

  it('that is bad loses, doubles and holds back as often as it is told', () => {
    const all = fates({ loss: 0.1, duplicate: 0.2, reorder: 0.3 });
    const share = (count: number) => count / all.length;
    expect(share(all.filter(({ length }) => length === 0).length)).toBeCloseTo(0.1, 1);
    expect(share(all.filter(({ length }) => length === 2).length)).toBeCloseTo(0.9 * 0.2, 1);
    const copies = all.flat();
    expect(copies.filter((delay) => delay > 0).length / copies.length).toBeCloseTo(0.3, 1);
  });

  it('delays by what it is told, up to twice that', () => {
    const delays = fates({ delayMilliseconds: 5 }).flat();
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...delays)).toBeLessThan(10);
  });

  it('has the same fate for the same seed, and another for another', () => {
    const bad = { loss: 0.5 };
    expect(fates(bad)).toEqual(fates(bad));
    expect(fates(bad)).not.toEqual(fates(bad, 2));
  });
});
