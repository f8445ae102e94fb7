// The way of the cluster to its seal.

import { describe, expect, it } from 'vitest';
import { problem } from '../../../services/domain/problem.ts';
import { sampleBlade } from '../rack/sample.ts';
import { nodeBlade, outcomeOf, sampleCluster, sampleSeen, sampleTest } from './sample.ts';
import { addonRows, missingIn, presentStep, type Seen, type StepName, stateOfStep } from './steps.ts';

const ready = { addon: 'metrics-server', step: 'ready', at: 1 } as const;
const tested = { addons: [ready], acceptances: [sampleTest()] };
const handedOver = { at: 1, directory: '/media/stick', files: ['kubeconfig'] };
const unplug = { startedAt: 1, slots: ['c1/2'], endedAt: 2, passed: true, traces: [] };

describe('the present step', () => {
  it.each<[string, Seen, StepName]>([
    ['nothing', sampleSeen({}, { cluster: sampleCluster() }), 'control'],
    ['a silent API', sampleSeen({ ...tested, api: { answers: false, since: 1, server: '', reason: 'gone' } }), 'control'],
    ['a node that is not ready', sampleSeen(tested, { blades: [nodeBlade('c1/1'), nodeBlade('c1/2', false)] }), 'nodes'],
    ['nodes', sampleSeen(), 'addons'],
    ['add-ons', sampleSeen({ addons: [ready] }), 'acceptance'],
    ['no add-ons in the plan', sampleSeen({}, { wanted: { endpoint: '10.0.0.9:6443', addons: [] } }), 'acceptance'],
    ['a test that was passed', sampleSeen(tested), 'handover'],
    ['a hand-over', sampleSeen({ ...tested, handedOver }), 'unplug'],
    [
      'the beginning of the unplug test',
      sampleSeen({ unplug: { startedAt: 1, slots: [], traces: [] } }, { blades: [nodeBlade('c1/1', false)] }),
      'unplug',
    ],
    ['the unplug test', sampleSeen({ ...tested, handedOver, unplug }), 'seal'],
    ['the seal', sampleSeen({ ...tested, handedOver, unplug, sealedAt: 9 }), 'seal'],
  ])('after %s is the right one', (_, seen, step) => expect(presentStep(seen)).toBe(step));
});

describe('a step', () => {
  it.each<[StepName, string, Seen, string]>([
    ['control', 'is being begun', sampleSeen({}, { cluster: sampleCluster({ begun: true }) }), 'working'],
    ['control', 'has a sick etcd member', sampleSeen({ etcd: [{ name: 'c1-1', healthy: false, voter: true }] }), 'failed'],
    ['nodes', 'waits for blades', sampleSeen({}, { blades: [sampleBlade()] }), 'waiting'],
    [
      'nodes',
      'has one that kubeadm fails on',
      sampleSeen(
        {},
        { blades: [sampleBlade({ stage: 'joining', problem: problem('kubeadm-failing', { verb: 'join', attempt: 3, reason: 'x' }) })] },
      ),
      'failed',
    ],
    [
      'nodes',
      'misses nobody who is left out',
      sampleSeen({}, { blades: [nodeBlade('c1/1'), sampleBlade({ excluded: 'broken' })] }),
      'done',
    ],
    ['addons', 'has one that is tried again', sampleSeen({ addons: [{ ...ready, step: 'failed', error: 'no' }] }), 'failed'],
    [
      'acceptance',
      'has a check that failed',
      sampleSeen({ acceptances: [sampleTest({ outcomes: [outcomeOf('dns', 'failed')] })] }),
      'failed',
    ],
    ['acceptance', 'lacks checks', sampleSeen({ acceptances: [sampleTest({ checks: ['nodes'] })] }), 'waiting'],
    ['unplug', 'is under way', sampleSeen({ unplug: { startedAt: 1, slots: [], traces: [] } }), 'working'],
    ['acceptance', 'is of the cluster of before', sampleSeen({ acceptances: [sampleTest({ stale: true })] }), 'waiting'],
    ['handover', 'is of the cluster of before', sampleSeen({ handedOver: { ...handedOver, stale: true } }), 'waiting'],
    ['unplug', 'is of the cluster of before', sampleSeen({ unplug: { ...unplug, stale: true } }), 'waiting'],
    ['unplug', 'was not passed', sampleSeen({ unplug: { ...unplug, passed: false } }), 'failed'],
  ])('%s that %s is %s', (step, _, seen, state) => expect(stateOfStep(step, seen)).toBe(state));
});

it('add-ons stand in the plan’s order, those that were never heard of too', () =>
  expect(addonRows(sampleSeen({ addons: [{ ...ready, addon: 'old' }] }))).toEqual([
    { addon: 'metrics-server', state: 'ahead' },
    { addon: 'old', state: 'ready', at: 1 },
  ]));

it('before the seal nothing is missing once all is done', () => {
  expect(missingIn(sampleSeen({ ...tested, handedOver, unplug }))).toEqual([]);
  expect(missingIn(sampleSeen(tested))).toEqual(['hand-over', 'unplug']);
});
