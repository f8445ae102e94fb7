// The members of etcd, asked and told by etcdctl in one of its own pods: only there lie the certificates that it lets in.

import type { EtcdMember } from '../../domain/cluster/events.ts';
import type { ClusterApi } from '../api.ts';
import type { Ran, RunInPod } from '../client/commands.ts';
import type { Pod } from './pods.ts';

/** Runs a command in a pod, to its end. @throws ApiTrouble when it could not be run */
export type RunCommand = (where: RunInPod, patience?: number) => Promise<Ran>;

/** A member with the number that it is removed by, hexadecimal. */
export interface Seat extends EtcdMember {
  readonly id: string;
}

/** An etcdctl that did not do what it was told, in its own words. */
export class EtcdTrouble extends Error {}

const namespace = 'kube-system';
/** Milliseconds; a member that does not answer is waited for by etcdctl itself, 5 s. */
const commandPatience = 60_000;

/** Where kubeadm puts them in its static pod, which listens on the loopback of its node, too. */
const trust = [
  '--endpoints=https://127.0.0.1:2379',
  '--cacert=/etc/kubernetes/pki/etcd/ca.crt',
  '--cert=/etc/kubernetes/pki/etcd/server.crt',
  '--key=/etc/kubernetes/pki/etcd/server.key',
];

const isReady = ({ status }: Pod) => (status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

/** A pod of etcd that can be asked, one that is not on this node where there is such; undefined when none is ready. @throws ApiTrouble */
export async function etcdPod(api: ClusterApi, notOn: string): Promise<string | undefined> {
  const pods = await api.list<Pod>(`/api/v1/namespaces/${namespace}/pods?labelSelector=component%3Detcd`);
  const ready = pods.filter(isReady);
  return (ready.find(({ spec }) => spec?.nodeName !== notOn) ?? ready[0])?.metadata.name;
}

const etcdctl = (run: RunCommand, pod: string, words: readonly string[]) =>
  run({ namespace, pod, container: 'etcd', command: ['etcdctl', ...trust, ...words] }, commandPatience);

/** `8211f1d0f64f3269, started, c1-1, https://10.20.30.40:2380, https://10.20.30.40:2379, false`; numbers in its JSON are too large for JSON.parse. */
function seatsIn(list: string): { readonly id: string; readonly name: string; readonly clientUrls: string; readonly voter: boolean }[] {
  return list
    .trim()
    .split('\n')
    .map((line) => line.split(', '))
    .filter((fields) => fields.length >= 6)
    .map(([id = '', , name = '', , clientUrls = '', learner]) => ({ id, name, clientUrls, voter: learner !== 'true' }));
}

/** The endpoints that are well. etcdctl ends with a failure when one is not, and says so of each all the same. */
function healthyIn(report: string): ReadonlySet<string> {
  const ends = JSON.parse(report || '[]') as readonly { readonly endpoint: string; readonly health: boolean }[];
  return new Set(ends.filter(({ health }) => health).map(({ endpoint }) => endpoint));
}

/** Every member, and how it is. @throws ApiTrouble, EtcdTrouble */
export async function seatsOf(run: RunCommand, pod: string): Promise<Seat[]> {
  const [list, health] = await Promise.all([
    etcdctl(run, pod, ['member', 'list']),
    etcdctl(run, pod, ['endpoint', 'health', '--cluster', '--write-out=json']),
  ]);
  if (!list.succeeded) throw new EtcdTrouble(list.stderr.trim() || list.message);
  const healthy = healthyIn(health.stdout);
  return seatsIn(list.stdout).map(({ clientUrls, ...seat }) => ({
    ...seat,
    healthy: clientUrls.split(',').some((url) => healthy.has(url)),
  }));
}

/** @throws ApiTrouble, EtcdTrouble */
export async function removeSeat(run: RunCommand, pod: string, { id }: Seat): Promise<void> {
  const { succeeded, stderr, message } = await etcdctl(run, pod, ['member', 'remove', id]);
  if (!succeeded) throw new EtcdTrouble(stderr.trim() || message);
}
