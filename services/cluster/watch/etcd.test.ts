import { expect, test } from 'vitest';
import { ApiTrouble } from '../api.ts';
import type { RunInPod } from '../client/commands.ts';
import type { ClusterClient } from '../client.ts';
import type { EtcdPod } from '../etcd.ts';
import { etcdMembers } from './etcd.ts';

const pod = (nodeName: string, ready: boolean): EtcdPod => ({
  metadata: { name: `etcd-${nodeName}`, annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${nodeName}:2379` } },
  spec: { nodeName },
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});

const member = (name: string, address: string, more: object = {}) => ({
  name,
  peerURLs: [`https://${address}:2380`],
  clientURLs: [`https://${address}:2379`],
  ...more,
});
const answered = (address: string, health = true) => ({ endpoint: `https://${address}:2379`, health, took: '9ms' });

interface Etcd {
  readonly pods: readonly EtcdPod[];
  readonly members?: readonly object[];
  readonly health?: readonly object[];
  /** Pods that cannot be entered. */
  readonly shut?: readonly string[];
}

/** Of the API only what is asked of etcd; `entered` are the pods in which something was run. */
function stage({ pods, members = [], health, shut = [] }: Etcd) {
  const entered: string[] = [];
  const api = {
    list: async () => pods,
    async run({ pod: name, command }: RunInPod) {
      entered.push(name);
      if (shut.includes(name)) throw new ApiTrouble(500, 'error dialing backend');
      const list = command.includes('list');
      const stdout = list ? JSON.stringify({ members }) : health ? JSON.stringify(health) : 'Error: context deadline exceeded';
      return { succeeded: list, stdout, stderr: '' };
    },
  } as unknown as ClusterClient;
  return { api, entered };
}

test('etcd itself says who its members are, who votes, and who answers', async () => {
  const { api, entered } = stage({
    pods: [pod('c1-2', false), pod('c1-1', true)],
    members: [member('c1-2', '10.0.0.2'), member('c1-1', '10.0.0.1'), member('c1-3', '10.0.0.3', { isLearner: true })],
    health: [answered('10.0.0.1'), answered('10.0.0.2', false), answered('10.0.0.3')],
  });
  expect(await etcdMembers(api, [])).toEqual([
    { name: 'c1-1', healthy: true, voter: true },
    { name: 'c1-2', healthy: false, voter: true },
    { name: 'c1-3', healthy: true, voter: false },
  ]);
  expect(entered).toEqual(['etcd-c1-1', 'etcd-c1-1']);
});

test('a member that never started is called by its address', async () => {
  const { api } = stage({ pods: [pod('c1-1', true)], members: [{ peerURLs: ['https://[fd00::2]:2380'], isLearner: true }], health: [] });
  expect(await etcdMembers(api, [])).toEqual([{ name: '[fd00::2]', healthy: false, voter: false }]);
});

test('when one pod cannot be entered, another is', async () => {
  const one = { pods: [pod('c1-1', true), pod('c1-2', true)], members: [member('c1-2', '10.0.0.2')], health: [answered('10.0.0.2')] };
  const { api, entered } = stage({ ...one, shut: ['etcd-c1-1'] });
  expect(await etcdMembers(api, [])).toEqual([{ name: 'c1-2', healthy: true, voter: true }]);
  expect(entered).toEqual(['etcd-c1-1', 'etcd-c1-2', 'etcd-c1-2']);
});

test('without a word from etcd nobody is healthy', async () => {
  const { api } = stage({ pods: [pod('c1-1', true)], members: [member('c1-1', '10.0.0.1')] });
  expect(await etcdMembers(api, [])).toEqual([{ name: 'c1-1', healthy: false, voter: true }]);
});

test('when no pod can be entered, the kubelets’ word counts, and what was known of votes', async () => {
  const { api } = stage({ pods: [pod('c1-1', true), pod('c1-2', false)], shut: ['etcd-c1-1', 'etcd-c1-2'] });
  expect(await etcdMembers(api, [{ name: 'c1-2', healthy: true, voter: true }])).toEqual([
    { name: 'c1-1', healthy: true, voter: true },
    { name: 'c1-2', healthy: false, voter: true },
  ]);
});

test('without pods there is nothing to tell', async () => {
  expect(await etcdMembers(stage({ pods: [] }).api, [])).toBeUndefined();
});
