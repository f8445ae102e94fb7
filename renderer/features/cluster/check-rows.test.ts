// The acceptance test as it is shown.

import { describe, expect, it } from 'vitest';
import { checkRows, testOf, withoutHands } from './check-rows.ts';
import { outcomeOf, sampleTest } from './sample.ts';

const vip = { vip: '10.0.0.9' };
const states = (...tests: Parameters<typeof checkRows>[0]) =>
  Object.fromEntries(checkRows(tests, vip).map(({ check, state }) => [check, state]));

describe('the checks', () => {
  it('were not asked before there was a test', () => expect(new Set(Object.values(states()))).toEqual(new Set(['unasked'])));

  it('have the loss of the leader among them only where an address can move', () => {
    expect(checkRows([], vip).map(({ check }) => check)).toContain('vip');
    expect(checkRows([], {}).map(({ check }) => check)).not.toContain('vip');
  });

  it('follow the test that runs: ended, running, still to come', () => {
    const running = sampleTest({ outcomes: [outcomeOf('nodes'), outcomeOf('etcd', 'failed')], running: 'images' });
    delete running.endedAt;
    expect(states(running)).toMatchObject({ nodes: 'passed', etcd: 'failed', images: 'running', dns: 'ahead', vip: 'unasked' });
  });

  it('keep what an earlier test saw of those that the newest did not ask, and say when', () => {
    const first = sampleTest({ startedAt: 7 });
    const again = sampleTest({ startedAt: 9, checks: ['etcd'], outcomes: [outcomeOf('etcd', 'failed')] });
    const rows = checkRows([first, again], vip);
    expect(rows.find(({ check }) => check === 'dns')).toMatchObject({ state: 'passed', earlier: 7 });
    expect(rows.find(({ check }) => check === 'etcd')).toMatchObject({ state: 'failed' });
    expect(rows.find(({ check }) => check === 'etcd')).not.toHaveProperty('earlier');
  });

  it('of a test that was cut off fall back to what was seen before, or were never asked', () => {
    const cut = sampleTest({ startedAt: 9, outcomes: [outcomeOf('nodes')], passed: false });
    expect(states(cut)).toMatchObject({ nodes: 'passed', dns: 'unasked' });
    expect(states(sampleTest(), cut)).toMatchObject({ dns: 'passed' });
  });
});

describe('the test as a whole', () => {
  it('is begun anew when a blade came or went; what was seen before stays to be seen, with its time', () => {
    const old = sampleTest({ startedAt: 7, stale: true });
    expect(testOf([old], vip)).toMatchObject({ passed: 0, failed: 0 });
    expect(checkRows([old], vip).find(({ check }) => check === 'dns')).toMatchObject({ state: 'passed', earlier: 7 });
  });

  it('counts the leader’s loss only where it was asked', () => {
    expect(testOf([sampleTest()], vip)).toEqual({ isRunning: false, passed: withoutHands.length, failed: 0, of: withoutHands.length });
    const cut = sampleTest({ checks: ['vip'], outcomes: [outcomeOf('vip', 'failed')] });
    expect(testOf([sampleTest(), cut], vip)).toMatchObject({ failed: 1, of: withoutHands.length + 1 });
  });
});
