import { expect, test } from 'vitest';
import type { TcpPort } from '../../platform/tcp-answers.ts';
import { clusterPlanOf } from '../../render/kubeadm/sample.ts';
import { isFresh, isFreshIn, standingCluster } from './standing-cluster.ts';

const plan = clusterPlanOf('small');
const asking = (open: readonly string[], asked: TcpPort[] = []) => ({
  plan,
  device: 'eth0',
  answers: async (port: TcpPort) => {
    asked.push(port);
    return open.includes(port.address);
  },
});

test('an API server at the VIP, or at a control-plane blade by itself, is a cluster that stands', async () => {
  const asked: TcpPort[] = [];
  expect(await standingCluster(asking(['10.20.30.9'], asked))).toMatchObject({
    code: 'cluster-answers-already',
    params: { server: '10.20.30.9:6443' },
  });
  expect(asked.map(({ address, port }) => `${address}:${port}`)).toEqual([
    '10.20.30.9:6443',
    '10.20.30.40:6443',
    '10.20.30.41:6443',
    '10.20.30.42:6443',
  ]);
  expect(await standingCluster(asking(['10.20.30.41']))).toMatchObject({ params: { server: '10.20.30.41:6443' } });
  expect(await standingCluster(asking([]))).toBeUndefined();
});

test('nobody is asked without a cable, or for a plan without a cluster', async () => {
  const asked: TcpPort[] = [];
  expect(await standingCluster({ ...asking(['10.20.30.9'], asked), device: undefined })).toBeUndefined();
  const { kubernetes: _, ...none } = plan;
  expect(await standingCluster({ ...asking(['10.20.30.9'], asked), plan: none as typeof plan })).toBeUndefined();
  expect(asked).toEqual([]);
});

test('a run is fresh until it has armed or taken over a cluster', () => {
  const cluster = { adopted: false } as Parameters<typeof isFresh>[0]['cluster'];
  expect(isFresh({ armings: 0, cluster })).toBe(true);
  expect(isFresh({ armings: 1, cluster })).toBe(false);
  expect(isFresh({ armings: 0, cluster: { ...cluster, adopted: true } })).toBe(false);
  const [secrets, armed] = [
    { type: 'cluster-secrets-made', seq: 1, at: 0 },
    { type: 'armed', slots: ['c1/1'], arming: 1, seq: 2, at: 0 },
  ] as const;
  expect([isFreshIn([]), isFreshIn([secrets]), isFreshIn([secrets, armed])]).toEqual([true, true, false]);
});
