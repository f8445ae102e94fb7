import { expect, it } from 'vitest';
import { type Figure, isMet, median, percentile } from './figure.ts';
import { tableText } from './table.ts';

const rate = (ours: number, atLeast: number): Figure => ({
  what: 'HTTP',
  unit: 'GB/s',
  ours,
  peer: { name: 'nginx', value: 4 },
  target: { of: 'ratio', atLeast },
});

it('a target is held against the peer, or against a number', () => {
  expect(isMet(rate(2.4, 0.6))).toBe(true);
  expect(isMet(rate(2.3, 0.6))).toBe(false);
  const wait = { what: 'DHCP', unit: 'ms', ours: 20, target: { of: 'value', atMost: 20 } } as const;
  expect(isMet(wait)).toBe(true);
  expect(isMet({ ...wait, ours: 20.1 })).toBe(false);
});

it('a figure that could not be had is a miss, and one without a target is not judged', () => {
  expect(isMet(rate(Number.NaN, 0.6))).toBe(false);
  expect(isMet({ what: 'x', unit: '', ours: 1, target: { of: 'ratio', atLeast: 0 } })).toBe(false);
  expect(isMet({ what: 'x', unit: '', ours: 1 })).toBeUndefined();
});

it('the table says which targets were missed', () => {
  const table = tableText([rate(2.4, 0.6), rate(2, 0.6), { what: 'memory', unit: 'MB', ours: 123.4 }]);
  expect(table.split('\n')).toEqual([
    'what        ours     peer  ratio   target',
    'HTTP    2.4 GB/s  4 nginx  0.6 ×  ≥ 0.6 ×     met',
    'HTTP      2 GB/s  4 nginx  0.5 ×  ≥ 0.6 ×  MISSED',
    'memory    123 MB',
  ]);
});

it('one disturbed round does not move the median, and the percentile is one of the measurements', () => {
  expect(median([3, 1000, 2])).toBe(3);
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 1)).toBe(100);
  expect(percentile([], 0.99)).toBeNaN();
});
