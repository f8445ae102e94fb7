import { expect, onTestFinished, test } from 'vitest';
import { permissionOf } from '../domain/blade/blade.ts';
import { type ProblemCode, Refusal } from '../domain/problem.ts';
import { becameNode, sampleRun } from './cluster/sample.ts';
import { runControl } from './run-control.ts';

function scene() {
  const run = sampleRun('small');
  onTestFinished(run.close);
  const control = runControl(run.store, () => 1000);
  const permission = (slot: string) => permissionOf(run.store.bladeAt(slot).blade);
  return { ...run, control, permission };
}

function refusedAs(work: () => unknown): ProblemCode[] {
  try {
    work();
  } catch (reason) {
    if (reason instanceof Refusal) return reason.problems.map(({ code }) => code);
    throw reason;
  }
  return [];
}

test('a node of the cluster is not armed until its node is taken out: etcd would miss it', () => {
  const { store, control, permission } = scene();
  for (const happening of becameNode('c1/1', 1)) store.happened(happening);
  expect(refusedAs(() => control.arm(['c1/1', 'c1/2'], [], 'console'))).toEqual(['node-still-there']);
  expect(permission('c1/2')).toBe('local');
  store.happened({ type: 'node-removed', slot: 'c1/1', node: 'c1-1', by: 'console', why: 'reinstall' });
  control.arm(['c1/1'], [], 'console');
  expect(permission('c1/1')).toBe('armed');
});

test('a first arming leaves alone what is a node already, as in a run that goes on with a cluster', () => {
  const { store, control, permission } = scene();
  store.happened({ type: 'node-seen', slot: 'c1/2', ready: true, version: 'v1.37.1', address: '10.20.30.41' });
  control.armFirst(['c1/1', 'c1/2', 'c1/3'], [], 'command line');
  expect(['c1/1', 'c1/2', 'c1/3'].map(permission)).toEqual(['armed', 'local', 'armed']);
});

test.each([
  [{ type: 'sealed', by: 'console' }, 'run-sealed'],
  [{ type: 'rolled-back', by: 'console' }, 'run-rolled-back'],
] as const)('after $0.type nothing is armed any more', (end, code) => {
  const { store, control, permission } = scene();
  control.arm(['c1/1'], [], 'console');
  store.happened(end);
  expect(permission('c1/1')).toBe('local');
  expect(refusedAs(() => control.arm(['c1/1'], [], 'console'))).toEqual([code]);
  expect(refusedAs(() => control.armFirst(['c1/2'], [], 'console'))).toEqual([code]);
  expect(permission('c1/1')).toBe('local');
});

test('a blade that is no node any more, but still a member of etcd, is not armed', () => {
  const { store, control, permission } = scene();
  const members = ['c1-1', 'c1-2'].map((name) => ({ name, healthy: true, voter: true }));
  store.happened({ type: 'etcd-seen', members });
  expect(refusedAs(() => control.arm(['c1/1', 'c1/3'], [], 'console'))).toEqual(['member-still-there']);
  control.armFirst(['c1/1', 'c1/2', 'c1/3'], [], 'command line');
  expect(['c1/1', 'c1/2', 'c1/3'].map(permission)).toEqual(['local', 'local', 'armed']);
  store.happened({ type: 'node-removed', slot: 'c1/1', node: 'c1-1', by: 'console', why: 'reinstall' });
  control.arm(['c1/1'], [], 'console');
  expect(permission('c1/1')).toBe('armed');
});
