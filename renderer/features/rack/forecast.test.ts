import { describe, expect, it } from 'vitest';
import type { BladeView } from '../../../services/contract/index.ts';
import { problem } from '../../../services/domain/problem.ts';
import { forecastOf, waitForHands } from './forecast.ts';

const blade = (changes: Partial<BladeView>): BladeView => ({ stage: 'waiting', permission: 'armed', ...changes }) as BladeView;
const asks = problem('consent-needed', { disk: 'sda', contents: 'gpt', slot: 'c1/1' });

describe('when the rack will be done', () => {
  it.each([
    [{ done: 0, of: 0 }, { kind: 'nothing-armed' }],
    [
      { done: 2, of: 2, secondsLeft: 0 },
      { kind: 'done', done: 2, of: 2 },
    ],
    [
      { done: 1, of: 2 },
      { kind: 'unknown', done: 1, of: 2 },
    ],
    [
      { done: 1, of: 2, secondsLeft: 50 },
      { kind: 'left', done: 1, of: 2, seconds: 50 },
    ],
  ] as const)('%j', (head, forecast) => {
    expect(forecastOf(head)).toEqual(forecast);
  });

  it('is not told while every blade that is left waits for somebody', () => {
    expect(forecastOf({ done: 1, of: 3, secondsLeft: 50 }, 1).kind).toBe('left');
    expect(forecastOf({ done: 1, of: 3, secondsLeft: 50 }, 2).kind).toBe('unknown');
  });

  it('has blades that wait for a person or to be switched on', () => {
    const blades = [
      blade({}),
      blade({ stage: 'config', problem: asks }),
      blade({ stage: 'kernel' }),
      blade({ stage: 'booted', permission: 'local' }),
      blade({ permission: 'local' }),
    ];
    expect(waitForHands(blades)).toBe(2);
  });
});
