import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameLines } from './same-lines.ts';

const lines = (text: string) => text.split('');
const pairs = (one: string, other: string) => [...sameLines(lines(one), lines(other))];

describe('sameLines', () => {
  it.each([
    ['abc', 'abc', [0, 1, 2]],
    ['abc', '', [-1, -1, -1]],
    ['abc', 'axc', [0, -1, 2]],
    ['abc', 'abxc', [0, 1, 3]],
    ['axbxc', 'axc', [0, 1, -1, -1, 2]],
    ['1a2b3', '9a8b7', [-1, 1, -1, 3, -1]],
  ])('%s in %s', (one, other, found) => {
    expect(pairs(one, other)).toEqual(found);
  });
  it('pairs equal lines only, always forward, and all of a text with itself', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', ''), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const found = sameLines(one, other);
        const matched = [...found].filter((at) => at >= 0);
        expect(matched).toEqual([...new Set(matched)].toSorted((left, right) => left - right));
        found.forEach((at, index) => {
          if (at >= 0) expect(other[at]).toBe(one[index]);
        });
        expect([...sameLines(one, one)]).toEqual(one.map((_, index) => index));
      }),
    );
  });
});
