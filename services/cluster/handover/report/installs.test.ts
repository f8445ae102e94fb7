// Who allowed what to be lost, as it is told on paper.

import { describe, expect, it } from 'vitest';
import type { Event, Happening } from '../../../domain/blade/events.ts';
import { installsOf } from './installs.ts';

const journal = (...happenings: Happening[]): Event[] =>
  happenings.map((happening, index) => ({ ...happening, seq: index + 1, at: (index + 1) * 1000 }));
const armed = (arming: number): Happening => ({ type: 'armed', slots: ['c1/1', 'c1/2'], arming });
const consent = (arming: number): Happening => ({ type: 'consent-recorded', slot: 'c1/1', arming, by: 'li' });
const permitted = (slot = 'c1/1'): Happening => ({
  type: 'install-permitted',
  slot,
  bootId: 'b',
  disk: 'sda',
  diskSerial: 'S1',
  wiped: 'gpt',
});

describe('the disks that were written', () => {
  it('lost what somebody allowed on the same arming, and nobody else is named', () => {
    const found = installsOf(journal(armed(1), consent(1), permitted(), permitted('c1/2')));
    expect(found.map(({ slot, consentBy }) => [slot, consentBy])).toEqual([
      ['c1/1', 'li'],
      ['c1/2', undefined],
    ]);
  });

  it('are not covered by a consent of an earlier arming', () => {
    expect(installsOf(journal(armed(1), consent(1), armed(2), permitted()))[0]!.consentBy).toBeUndefined();
  });

  it('each stand for themselves when a blade is installed again', () => {
    const failed: Happening = { type: 'install-failed', slot: 'c1/1', bootId: 'b', reason: 'disk full' };
    const done: Happening = { type: 'install-done', slot: 'c1/1', bootId: 'b' };
    const found = installsOf(journal(armed(1), permitted(), failed, armed(2), permitted(), done));
    expect(found.map(({ at, failure, writtenAt }) => ({ at, failure, writtenAt }))).toEqual([
      { at: 2000, failure: 'disk full', writtenAt: undefined },
      { at: 5000, failure: undefined, writtenAt: 6000 },
    ]);
  });
});
