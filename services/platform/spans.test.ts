import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spansOf } from './spans.ts';

it('names every byte of the range once, in order, and no other', () => {
  const sizes = fc.array(fc.nat(20), { maxLength: 8 });
  fc.assert(
    fc.property(sizes, fc.nat(80), fc.nat(80), (all, start, length) => {
      const bytes = all.flatMap((size, piece) => Array.from({ length: size }, (_, at) => `${piece}:${at}`));
      const named = spansOf(all, start, length).flatMap((span) =>
        Array.from({ length: span.length }, (_, at) => `${span.piece}:${span.start + at}`),
      );
      expect(named).toEqual(bytes.slice(start, start + length));
    }),
  );
});

it('has no empty spans', () => {
  expect(spansOf([0, 5, 0, 5, 0], 0, 10)).toEqual([
    { piece: 1, start: 0, length: 5 },
    { piece: 3, start: 0, length: 5 },
  ]);
});
