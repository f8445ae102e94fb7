import { describe, expect, it } from 'vitest';
import { problem } from '../problem.ts';
import { type Blade, newBlade } from './blade.ts';
import { forecast } from './forecast.ts';
import type { Stage } from './stages.ts';

const now = 1_000_000;
const ago = (seconds: number) => now - seconds * 1000;
const arming = { number: 1, state: 'used', bootId: 'b', disk: undefined, written: false, failure: undefined, secretsTaken: false } as const;
const armed = (blade: Partial<Blade>): Blade => ({ ...newBlade('c1/1'), arming, ...blade });
/** Home: its first packet was 100 s before, its kernel 40 s after that. */
const home = armed({
  stage: 'booted',
  since: ago(50),
  bytes: 1000,
  reached: { dhcp: ago(150), kernel: ago(110), booted: ago(50) },
});
const at = (stage: Stage, seconds: number, bytes = 0): Blade =>
  armed({ stage, since: ago(seconds), bytes, reached: { dhcp: ago(seconds) } });
/** A ready node 60 s after its call. */
const node = {
  ...home,
  aim: 'ready',
  stage: 'ready',
  node: { ready: true, reason: undefined, version: 'v1.37.1', address: '10.20.30.40', since: ago(50) },
  reached: { dhcp: ago(210), kernel: ago(170), booted: ago(110), ready: ago(50) },
} as const satisfies Blade;
const joins = (seconds: number): Blade => ({ ...at('booted', seconds), aim: 'ready' });
const stuck = { ...at('kernel', 900), problem: problem('run-paused') };

describe('the forecast', () => {
  it.each<[string, Blade[], number, object]>([
    ['of an empty rack is nothing', [], 0, { done: 0, of: 0 }],
    ['counts no blade that was never armed', [newBlade('c1/1'), home], 0, { done: 1, of: 1 }],
    [
      'counts no blade that is left out or was disarmed',
      [home, armed({ excluded: 'burnt' }), armed({ arming: { ...arming, state: 'withdrawn' } })],
      0,
      { done: 1, of: 1 },
    ],
    ['cannot tell while no blade is home', [at('kernel', 5)], 1000, { done: 0, of: 1 }],
    ['is that a blade goes on as the others went', [home, at('kernel', 10)], 0, { done: 1, of: 2, secondsLeft: 50 }],
    ['takes the slowest blade', [home, at('kernel', 10), at('dhcp', 20)], 0, { done: 1, of: 3, secondsLeft: 80 }],
    ['gives a blade that was not heard yet the whole time', [home, armed({})], 0, { done: 1, of: 2, secondsLeft: 100 }],
    ['expects a late blade at any moment', [home, at('kernel', 500)], 0, { done: 1, of: 2, secondsLeft: 0 }],
    [
      'waits for the bytes that the cable can carry',
      [home, at('kernel', 10, 200), at('dhcp', 0)],
      10,
      { done: 1, of: 3, secondsLeft: 180 },
    ],
    ['promises nothing for a blade with a problem', [home, stuck], 1000, { done: 1, of: 2 }],
    ['leaves a blade with a problem out of the others’ time', [home, stuck, at('kernel', 10)], 0, { done: 1, of: 3, secondsLeft: 50 }],
    ['goes on to the node where the run does', [node, joins(20)], 0, { done: 1, of: 2, secondsLeft: 40 }],
    ['counts no blade that is up as a node', [joins(20)], 0, { done: 0, of: 1 }],
    ['counts no node that fell back', [node, { ...node, node: { ...node.node, ready: false } }], 0, { done: 1, of: 2, secondsLeft: 0 }],
    [
      'is the middle of several',
      [home, home, { ...home, reached: { dhcp: ago(1050), kernel: ago(900), booted: ago(50) } }, at('kernel', 10)],
      0,
      { done: 3, of: 4, secondsLeft: 50 },
    ],
  ])('%s', (_, blades, bytesPerSecond, expected) => {
    expect(forecast({ blades, now, bytesPerSecond })).toEqual(expected);
  });
});
