// When certificates end.

import { expect, it } from 'vitest';
import { daysLeft, endsSoon, soonestFirst } from './certificates.ts';

const day = 24 * 60 * 60 * 1000;
const ending = (days: number) => ({ name: 'apiserver', expires: days * day });

it('warns in the last thirty days, and afterwards', () =>
  expect([31, 30, 29, 0, -2].map((days) => endsSoon(ending(days), 0))).toEqual([false, false, true, true, true]));

it('counts whole days', () => expect([ending(1.9), ending(0.5), ending(-0.5)].map((one) => daysLeft(one, 0))).toEqual([1, 0, -1]));

it('puts those first that end first', () =>
  expect(soonestFirst([ending(9), ending(2), ending(5)]).map(({ expires }) => expires / day)).toEqual([2, 5, 9]));
