import { expect, test } from 'vitest';
import { compareVersions } from '../version.ts';
import { minorOf, newestMinor, oldestMinor } from './versions.ts';

test('four minors are known, one after the other', () => {
  const [, oldest] = oldestMinor.split('.').map(Number) as [number, number];
  const minors = [0, 1, 2, 3].map((step) => minorOf(`1.${oldest + step}.0`));
  expect(minors.map((one) => one.ok && one.value.minor)).toEqual([0, 1, 2, 3].map((step) => `1.${oldest + step}`));
  expect(compareVersions(newestMinor, oldestMinor)).toBe(3);
});

test.each([
  ['v1.37.1', true],
  ['1.34', true],
  ['1.33.12', 'kubernetes-too-old'],
  ['1.9.0', 'kubernetes-too-old'],
  ['1.38.0', 'kubernetes-too-new'],
  ['2.0.0', 'kubernetes-too-new'],
])('%s is known, or refused with the reason: %s', (version, expected) => {
  const found = minorOf(version);
  expect(found.ok || found.problems[0]!.code).toBe(expected);
});
