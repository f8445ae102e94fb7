// What is asked of the cluster.

import { expect, it } from 'vitest';
import { problem } from '../../../services/domain/problem.ts';
import { createClusterStore } from './cluster-store.ts';

function appliance(...problems: ReturnType<typeof problem>[]) {
  const asked: [string, unknown][] = [];
  const call = async (name: string, input: unknown) => {
    asked.push([name, input]);
    return problems.length > 0 ? { ok: false, problems } : { ok: true, value: {} };
  };
  return { asked, store: createClusterStore({ call } as never) };
}

it('tells beside the button why a test did not begin, until it was read or asked again', async () => {
  const { store } = appliance(problem('cluster-test-running'));
  await store.getState().test(['dns']);
  expect(store.getState()).toMatchObject({ busy: false, trouble: [{ code: 'cluster-test-running' }] });
  store.getState().dismiss();
  expect(store.getState().trouble).toEqual([]);
});

it('gives the refusal to the dialog that asked, and keeps nothing of it', async () => {
  const { store } = appliance(problem('seal-incomplete'));
  expect(await store.getState().seal(false)).toMatchObject([{ code: 'seal-incomplete' }]);
  expect(store.getState().trouble).toEqual([]);
});

it('asks for the leader’s loss alone, and only when that was asked for', async () => {
  const { asked, store } = appliance();
  await store.getState().test(['nodes', 'dns']);
  expect(await store.getState().cut()).toEqual([]);
  expect(asked).toEqual([
    ['testCluster', { checks: ['nodes', 'dns'] }],
    ['testCluster', { checks: ['vip'] }],
  ]);
});
