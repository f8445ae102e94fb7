// Large counts and shares.

import { expect, it } from 'vitest';
import { countInWords, percentOf } from './counts.ts';

it.each([
  [0, '0'],
  [65_534n, '65,534'],
  [1n << 64n, '2^64'],
  [(1n << 72n) - 1n, '2^72'],
])('counts %s as %s', (count, words) => expect(countInWords(count, 'en')).toBe(words));

it.each([
  [8, 256n, 3.1],
  [0, 254, 0],
  [300, 254, 100],
  [5, 0n, 100],
  [16, 1n << 80n, 0],
])('%d of %s is %d %%', (used, room, percent) => expect(percentOf(used, room)).toBe(percent));
