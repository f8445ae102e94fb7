// Bars of ranges on one line.

import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../../../services/domain/network/address.ts';
import { type OwnedRange, type Owner, strip } from './strip.ts';

const owned = (owner: Owner, text: string): OwnedRange => ({ owner, range: parseCidr(text)! });
const bars = (...ranges: [Owner, string][]) =>
  strip(ranges.map(([owner, text]) => owned(owner, text))).map(({ from, to, clashes }) => ({
    from,
    to,
    clashes: clashes.map(({ owner }) => owner),
  }));

describe('a strip of ranges', () => {
  it('gives every stretch the same width, in the order of addresses', () => {
    expect(bars(['pods', '10.244.0.0/16'], ['subnet', '10.20.30.0/24'])).toEqual([
      { from: 2 / 3, to: 1, clashes: [] },
      { from: 0, to: 1 / 3, clashes: [] },
    ]);
  });
  it('lets ranges that touch touch', () => {
    expect(bars(['pods', '10.0.0.0/16'], ['services', '10.1.0.0/16']).map(({ from, to }) => [from, to])).toEqual([
      [0, 0.5],
      [0.5, 1],
    ]);
  });
  it('shows a range inside another one, on both', () => {
    expect(bars(['site', '10.0.0.0/8'], ['pods', '10.244.0.0/16'])).toEqual([
      { from: 0, to: 1, clashes: ['pods'] },
      { from: 1 / 3, to: 2 / 3, clashes: ['site'] },
    ]);
  });
  it('has nothing against the provisioning network inside the site, and on its adapter', () => {
    const found = bars(['site', '10.0.0.0/8'], ['subnet', '10.20.30.0/24'], ['adapter', '10.20.30.0/24']);
    expect(found.flatMap(({ clashes }) => clashes)).toEqual([]);
  });
  it('puts IPv6 behind IPv4, however high that is', () => {
    expect(bars(['pods', 'fd00:10::/56'], ['site', '240.0.0.0/4']).map(({ from }) => from)).toEqual([2 / 3, 0]);
  });
  it('is empty without ranges', () => expect(strip([])).toEqual([]));
});
