import { expect, it } from 'vitest';
import { clockBeforeBundle, clockSlackSeconds } from './bundle-clock.ts';

const created = '2026-11-20T08:00:00Z';
const at = (seconds: number) => clockBeforeBundle(created, Date.parse(created) + seconds * 1000)?.code;

it.each([
  [0, undefined],
  [-clockSlackSeconds, undefined],
  [-clockSlackSeconds - 1, 'clock-before-bundle'],
  [-3600, 'clock-before-bundle'],
  [20 * 365 * 86_400, undefined],
])('a clock %d s after the bundle was built: %s', (seconds, code) => {
  expect(at(seconds)).toBe(code);
});

it('names both times, so that a wrong year or time zone is seen', () => {
  expect(clockBeforeBundle(created, 0)!.what).toBe(
    "This laptop's clock says 1970-01-01T00:00:00.000Z, but the bundle was built later, at 2026-11-20T08:00:00Z.",
  );
});
