// Leave to wipe is typed, never clicked.

import { describe, expect, it } from 'vitest';
import { consentWords, isConsent } from './consent.ts';

describe('consent to wipe', () => {
  it('is typed: the slot, or how many slots there are', () => {
    expect(consentWords(['c1/3'])).toBe('c1/3');
    expect(isConsent(' c1/3 ', ['c1/3'])).toBe(true);
    expect(isConsent('2  WIPE', ['c1/3', 'c1/4'])).toBe(true);
  });

  it.each([
    ['', ['c1/3']],
    ['c1/4', ['c1/3']],
    ['c1/3', ['c1/3', 'c1/4']],
    ['WIPE', ['c1/3', 'c1/4']],
    ['3 WIPE', ['c1/3', 'c1/4']],
    ['0 WIPE', []],
    ['', []],
  ])('is not given by "%s" for %j', (typed, slots) => {
    expect(isConsent(typed, slots)).toBe(false);
  });
});
