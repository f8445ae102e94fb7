// How the fold of the cluster takes blades that come and go.

import { expect, test } from 'vitest';
import type { Event, Happening } from '../blade/events.ts';
import { endOfRun, foldRun, newRun } from '../blade/run.ts';
import { checkNames } from './checks.ts';
import { missingToSeal } from './sealing.ts';

const slots = ['c1/1', 'c1/2', 'c1/3'];
const node = (slot: string, ready = true): Happening => ({ type: 'node-seen', slot, ready, version: 'v1.37.1', address: '10.20.30.40' });
const members = slots.map((slot) => ({ name: slot.replace('/', '-'), healthy: true, voter: true }));
const allDone: readonly Happening[] = [
  { type: 'cluster-answered', server: 'https://10.20.30.9:6443', version: 'v1.37.1' },
  ...slots.map((slot) => node(slot)),
  { type: 'etcd-seen', members },
  { type: 'acceptance-started', occasion: 'first', by: 'x', checks: checkNames },
  ...checkNames.map((check): Happening => ({ type: 'check-ended', check, result: 'passed', seconds: 1, facts: [], problems: [] })),
  { type: 'acceptance-ended', passed: true },
  { type: 'unplug-started', slots: [], by: 'x' },
  { type: 'unplug-ended', passed: true, traces: [] },
  { type: 'handed-over', directory: '/stick', files: [], by: 'x' },
];
const runOf = (...happenings: readonly Happening[]) =>
  foldRun(
    newRun(slots, 'ready'),
    happenings.map((one, index): Event => ({ ...one, seq: index + 1, at: 1000 })),
  );
const missing = (...more: readonly Happening[]) => {
  const { cluster, blades } = runOf(...allDone, ...more);
  return missingToSeal(cluster, blades, []);
};
const removed = (why: 'reinstall' | 'replace' | 'remove'): Happening => ({
  type: 'node-removed',
  slot: 'c1/3',
  node: 'c1-3',
  by: 'console',
  why,
});
const ofAnother = ['acceptance', 'hand-over', 'unplug'];

test('what is done counts while its blades are the same', () => {
  expect(missing()).toEqual([]);
  expect(missing(node('c1/1', false), node('c1/1'))).toEqual([]);
});

test.each<[string, readonly Happening[], readonly string[]]>([
  ['a node that is taken out for good', [removed('remove')], ofAnother],
  ['one that is taken out to be installed again', [removed('reinstall')], ['nodes', ...ofAnother]],
  ['one that came back after that', [removed('reinstall'), { type: 'armed', slots: ['c1/3'], arming: 1 }, node('c1/3')], ofAnother],
  ['one that somebody else took out', [{ type: 'node-lost', slot: 'c1/3' }], ['nodes', ...ofAnother]],
  ['one that came back by itself', [{ type: 'node-lost', slot: 'c1/3' }, node('c1/3')], ofAnother],
  ['a node that is left out', [{ type: 'excluded', slot: 'c1/3', reason: 'broken' }], ofAnother],
])('%s makes it of another cluster', (_, more, left) => expect(new Set(missing(...more))).toEqual(new Set(left)));

test('a blade that is left out before it was a node changes nothing', () => {
  const { cluster } = runOf(
    { type: 'handed-over', directory: '/stick', files: [], by: 'x' },
    { type: 'excluded', slot: 'c1/3', reason: 'broken' },
  );
  expect(cluster.handedOver).toMatchObject({ stale: false });
});

test('a member leaves with its node', () => {
  expect(runOf(...allDone, removed('replace')).cluster.etcd.map(({ name }) => name)).toEqual(['c1-1', 'c1-2']);
});

test('a run says how it ended', () => {
  expect(endOfRun(runOf())).toBeUndefined();
  expect(endOfRun(runOf({ type: 'sealed', by: 'x' }))).toBe('sealed');
  expect(endOfRun(runOf({ type: 'rolled-back', by: 'x' }))).toBe('rolledBack');
});
