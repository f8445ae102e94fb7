// Lengths of time in words.

import { describe, expect, it } from 'vitest';
import { exact, rough } from './duration.ts';

describe('a counted time', () => {
  it.each([
    [0.4, ['seconds', { seconds: 0 }]],
    [-3, ['seconds', { seconds: 0 }]],
    [59.6, ['minutes', { minutes: 1, seconds: 0 }]],
    [72, ['minutes', { minutes: 1, seconds: 12 }]],
    [3 * 3600 + 61, ['hours', { hours: 3, minutes: 1 }]],
  ])('of %d s', (seconds, told) => expect(exact(seconds)).toEqual(told));
});

describe('a foretold time', () => {
  it.each([
    [20, ['soon']],
    [60, ['roughMinutes', { count: 1 }]],
    [29 * 60 + 40, ['roughMinutes', { count: 30 }]],
    [52 * 60, ['roughMinutes', { count: 55 }]],
    [57 * 60, ['roughHours', { hours: 1, minutes: 0 }]],
    [91 * 60, ['roughHours', { hours: 1, minutes: 35 }]],
  ])('of %d s', (seconds, told) => expect(rough(seconds)).toEqual(told));
});
