// A blade's way through the stages.

import { describe, expect, it } from 'vitest';
import { trackOf } from './track.ts';

describe('the track', () => {
  it('tells how long each stage took, and how long the present one lasts', () => {
    const seconds = { dhcp: 0, loader: 4, kernel: 10 };
    const steps = trackOf({ stage: 'kernel', since: 10_000, seconds }, 13_000);
    expect(steps.map(({ place, seconds: spent }) => [place, spent]).slice(0, 6)).toEqual([
      ['passed', undefined],
      ['passed', 4],
      ['passed', 6],
      ['unseen', undefined],
      ['current', 3],
      ['ahead', undefined],
    ]);
    expect(steps.at(-1)!.stage).toBe('booted');
  });

  it('has no seconds for a blade that was never heard', () =>
    expect(trackOf({ stage: 'waiting', since: 0, seconds: {} }, 5000)[0]).toEqual({
      stage: 'waiting',
      place: 'current',
      seconds: undefined,
    }));

  it('shows what lies ahead of a blade that becomes a node', () =>
    expect(trackOf({ stage: 'dhcp', since: 1, seconds: {} }, 5, true).slice(-2)).toMatchObject([
      { stage: 'joining', place: 'ahead' },
      { stage: 'ready', place: 'ahead' },
    ]));

  it('goes on to the stages of the cluster once a blade is there', () =>
    expect(trackOf({ stage: 'ready', since: 1, seconds: {} }, 5).at(-1)!.stage).toBe('ready'));
});
