import { expect, test } from 'vitest';
import type { Result } from '../../domain/problem.ts';
import type { Pod } from './pods.ts';
import { type RemoveNodeOptions, removeNode } from './remove-node.ts';
import { type Staged, stagedCluster } from './stage.ts';

/** Sleeping takes no time, and is what makes it pass. */
function quickClock() {
  let now = 0;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const three = [{ name: 'c1-1' }, { name: 'c1-2' }, { name: 'c1-3' }];
const allUp = { 'c1-1': true, 'c1-2': true, 'c1-3': true };
const pod = (name: string, more: Partial<Pod['metadata']> = {}): Pod => ({ metadata: { name, namespace: 'shop', ...more } });

async function removed(staged: Staged, node: string, options: Partial<RemoveNodeOptions> = {}) {
  const cluster = stagedCluster(staged);
  const { api, done } = cluster;
  const standDown = async () => void done.push('stand down');
  const all = { api, slot: node.replace('-', '/'), node, standDown, clock: quickClock(), signal: new AbortController().signal };
  const result = await removeNode({ ...all, ...options });
  return { ...cluster, result };
}
const codeOf = (result: Result<unknown>) => (result.ok ? undefined : result.problems[0]!.code);

test('a control-plane node takes no new pods, loses its pods and its member, goes off, and is forgotten, in this order', async () => {
  const { done, result } = await removed({ nodes: allUp, members: three, pods: [pod('web')] }, 'c1-2');
  expect(result).toEqual({ ok: true, value: { forced: [] } });
  expect(done).toEqual([
    'PATCH /api/v1/nodes/c1-2 {"spec":{"unschedulable":true}}',
    'evict shop/web 201',
    'etcd-c1-1: etcdctl member remove id-c1-2',
    'stand down',
    'remove /api/v1/nodes/c1-2',
    'remove /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/c1-2',
  ]);
});

test('a worker leaves without a word to etcd', async () => {
  const { done, result } = await removed({ nodes: { ...allUp, 'c1-4': true }, members: three }, 'c1-4');
  expect(result.ok).toBe(true);
  expect(done.join()).not.toContain('etcdctl');
});

test('nothing is touched when etcd could not do without its member', async () => {
  const members = [{ name: 'c1-1' }, { name: 'c1-2' }, { name: 'c1-3', healthy: false }];
  const { done, result } = await removed({ nodes: allUp, members, pods: [pod('web')] }, 'c1-1');
  expect(codeOf(result)).toBe('quorum-at-risk');
  expect(done).toEqual([]);
  expect(codeOf((await removed({ nodes: { 'c1-1': true }, members: [{ name: 'c1-1' }] }, 'c1-1')).result)).toBe('control-plane-last');
});

test('a blade that is down leaves at once, and is not told to go off: the pod of another node is asked', async () => {
  const members = [{ name: 'c1-1', healthy: false }, { name: 'c1-2' }, { name: 'c1-3' }];
  const { done, result } = await removed({ nodes: { ...allUp, 'c1-1': false }, members, pods: [pod('web')], evictions: [429] }, 'c1-1');
  expect(result).toEqual({ ok: true, value: { forced: ['shop/web'] } });
  expect(done).toContain('etcd-c1-2: etcdctl member remove id-c1-1');
  expect(done).not.toContain('stand down');
  expect(done.filter((one) => one.startsWith('evict'))).toHaveLength(1);
});

test('what belongs to the node stays with it: static pods, those of DaemonSets, and those that have ended', async () => {
  const own = [
    pod('kube-apiserver-c1-2', { annotations: { 'kubernetes.io/config.mirror': 'x' } }),
    pod('flannel', { ownerReferences: [{ kind: 'DaemonSet' }] }),
    { ...pod('job'), status: { phase: 'Succeeded' } },
  ];
  const { done } = await removed({ nodes: allUp, members: three, pods: own }, 'c1-2');
  expect(done.filter((one) => one.startsWith('evict'))).toEqual([]);
});

test('a budget is respected as long as there is patience, and then the pod is deleted', async () => {
  const once = await removed({ nodes: allUp, members: three, pods: [pod('web')], evictions: [429, 429, 201] }, 'c1-2');
  expect(once.result).toMatchObject({ value: { forced: [] } });
  const never = await removed({ nodes: allUp, members: three, pods: [pod('web')], evictions: [429] }, 'c1-2');
  expect(never.result).toMatchObject({ value: { forced: ['shop/web'] } });
  expect(never.done.filter((one) => one.startsWith('evict')).length).toBeGreaterThan(10);
  expect(never.done).toContain('remove /api/v1/namespaces/shop/pods/web');
});

test('a node whose member etcd does not let go stays', async () => {
  const { done, result } = await removed({ nodes: allUp, members: three, refuses: 'etcdserver: unhealthy cluster' }, 'c1-2');
  expect(result).toMatchObject({
    problems: [{ code: 'etcd-refused', params: { member: 'c1-2', reason: 'etcdserver: unhealthy cluster' } }],
  });
  expect(done).not.toContain('remove /api/v1/nodes/c1-2');
});

test('a blade that cannot be told to go off leaves all the same, and that is said', async () => {
  const standDown = () => Promise.reject(new Error('c1-2: no answer'));
  const { result, left } = await removed({ nodes: allUp, members: three }, 'c1-2', { standDown });
  expect(result).toEqual({ ok: true, value: { forced: [], stillOn: 'c1-2: no answer' } });
  expect([...left.nodes.keys()]).toEqual(['c1-1', 'c1-3']);
});

test('what a removal that was cut off has left is cleared away by the next', async () => {
  const { done, result } = await removed({ nodes: { 'c1-1': true, 'c1-3': true }, members: three }, 'c1-2');
  expect(result.ok).toBe(true);
  expect(done).toContain('etcd-c1-1: etcdctl member remove id-c1-2');
});
