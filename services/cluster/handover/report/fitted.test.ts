import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitted } from './fitted.ts';
import { dayOf, daysBetween, minutesOf, timeOf } from './moment.ts';

it('leaves what fits, and cuts the end of what does not', () => {
  expect(fitted('c1-3', 100, 11)).toBe('c1-3');
  expect(fitted('storage-with-a-long-name-1', 100, 11)).toMatch(/^storage-.*…$/);
  expect(fitted('华东机房存储节点一号', 60, 11)).toBe('华东机房…');
});

it('cuts whole characters only, and never to nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 200 }), (text, width) => {
      const cut = fitted(text, width, 11);
      expect(text.startsWith(cut.replace(/…$/, '').trimEnd())).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut).not.toBe('');
    }),
  );
});

it('writes times in UTC, and durations in minutes and seconds', () => {
  const at = Date.UTC(2026, 10, 20, 23, 59, 59);
  expect([timeOf(at), dayOf(at), minutesOf(247_400), minutesOf(-5)]).toEqual(['2026-11-20 23:59', '2026-11-20', '4:07', '0:00']);
  expect(daysBetween(at, at + 86_400_000)).toBe(1);
  expect(daysBetween(at, at - 1)).toBe(-1);
});
