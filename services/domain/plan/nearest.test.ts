import { expect, it } from 'vitest';
import { edits, nearest } from './nearest.ts';

it.each([
  ['', '', 0],
  ['mac', 'macs', 1],
  ['gatway', 'gateway', 1],
  ['hsotname', 'hostname', 1],
  ['subnet', 'laptop', 6],
])('counts the edits from %s to %s: %d', (one, other, distance) => {
  expect(edits(one, other)).toBe(distance);
  expect(edits(other, one)).toBe(distance);
});

const fields = ['slot', 'macs', 'hostname', 'role', 'ip', 'disk', 'loader', 'labels'];
it.each([
  ['mac', 'macs'],
  ['hostName', 'hostname'],
  ['labls', 'labels'],
  ['address', undefined],
  ['x', undefined],
  ['m'.repeat(1_000_000), undefined],
])('takes %.10s for %s', (word, known) => {
  expect(nearest(word, fields)).toBe(known);
});
