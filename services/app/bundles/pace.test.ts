import { expect, it } from 'vitest';
import { paceOf, secondsLeft } from './pace.ts';

const mebibyte = 2 ** 20;

it('tells nothing until a second has passed', () => {
  const pace = paceOf();
  pace.at(0, 0);
  pace.at(900, 90 * mebibyte);
  expect(pace.rate()).toBeUndefined();
  pace.at(1000, 100 * mebibyte);
  expect(pace.rate()).toBe(100 * mebibyte);
});

it('follows work that becomes slow within ten seconds', () => {
  const pace = paceOf();
  for (let second = 0; second <= 10; second += 1) pace.at(second * 1000, second * 100 * mebibyte);
  for (let second = 1; second <= 11; second += 1) pace.at((10 + second) * 1000, 1000 * mebibyte + second * mebibyte);
  expect(pace.rate()).toBe(mebibyte);
});

it('tells the seconds left, and none while nothing moves', () => {
  expect(secondsLeft(100, 30)).toBe(4);
  expect(secondsLeft(0, 30)).toBe(0);
  expect(secondsLeft(100, 0)).toBeUndefined();
  expect(secondsLeft(100, undefined)).toBeUndefined();
});
