// The members of etcd and how they are, by etcd's own word: its client is asked in the pod of a member.
//
// The API server's own check of etcd tells of the one member beside it, and a pod's Ready of one member that its kubelet can ask; only etcd knows
// who its members are, which of them vote, and whether each of them reaches the others. Pods that cannot be entered leave the kubelets' word.

import type { EtcdMember } from '../../domain/cluster/events.ts';
import { ApiTrouble } from '../api.ts';
import type { ClusterClient } from '../client.ts';
import type { Condition } from './node.ts';

export interface EtcdPod {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly nodeName: string };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** Static pods of kubeadm. */
const podsPath = '/api/v1/namespaces/kube-system/pods?labelSelector=component%3Detcd';
/** Where kubeadm says at which address this member takes clients. */
const clientUrls = 'kubeadm.kubernetes.io/etcd.advertise-client-urls';
/** As kubeadm lays them out in the pod: made for asking how etcd is. */
const certificates = '/etc/kubernetes/pki/etcd';
/** Milliseconds: a member that is off costs etcdctl five seconds, and its start on a slow blade some more. */
const patience = 30_000;

const isReady = ({ status }: EtcdPod): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;

const etcdctl = ({ metadata }: EtcdPod, words: readonly string[]): string[] => [
  'etcdctl',
  `--endpoints=${metadata.annotations?.[clientUrls]}`,
  `--cacert=${certificates}/ca.crt`,
  `--cert=${certificates}/healthcheck-client.crt`,
  `--key=${certificates}/healthcheck-client.key`,
  '--write-out=json',
  ...words,
];

const byName = (one: EtcdMember, other: EtcdMember): number => (one.name < other.name ? -1 : 1);

/** `etcdctl member list`; a member that never started has no name yet, and nowhere to be asked. */
interface MemberList {
  readonly members: readonly {
    readonly name?: string;
    readonly peerURLs: readonly string[];
    readonly clientURLs?: readonly string[];
    readonly isLearner?: boolean;
  }[];
}

/** `etcdctl endpoint health --cluster`: each member has answered a read that all of them had to agree on. */
type Health = readonly { readonly endpoint: string; readonly health: boolean }[];

export const membersFrom = ({ members }: MemberList, health: Health): EtcdMember[] =>
  members
    .map(({ name, peerURLs, clientURLs = [], isLearner = false }) => ({
      name: name || peerURLs.map((url) => new URL(url).hostname).join(' '),
      healthy: health.some((one) => one.health && clientURLs.includes(one.endpoint)),
      voter: !isLearner,
    }))
    .toSorted(byName);

/** Readiness of the pod is etcd's own `/readyz`, asked by the kubelet; whether it votes is what was known before. */
export const membersByPods = (pods: readonly EtcdPod[], known: readonly EtcdMember[]): EtcdMember[] =>
  pods
    .map((pod) => {
      const healthy = isReady(pod);
      const name = pod.spec.nodeName;
      return { name, healthy, voter: known.find((member) => member.name === name)?.voter ?? healthy };
    })
    .toSorted(byName);

/** Undefined for what is no JSON: etcdctl said something else instead. */
function jsonIn<Answer>(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** What etcdctl printed, however it ended: one unhealthy member is an exit code of 1. */
async function told<Answer>(api: ClusterClient, pod: EtcdPod, ...words: string[]): Promise<Answer | undefined> {
  const where = { namespace: 'kube-system', pod: pod.metadata.name, container: 'etcd', command: etcdctl(pod, words) };
  return jsonIn<Answer>((await api.run(where, patience)).stdout);
}

async function askedIn(api: ClusterClient, pod: EtcdPod): Promise<EtcdMember[] | undefined> {
  try {
    const list = await told<MemberList>(api, pod, 'member', 'list');
    if (!list) return undefined;
    return membersFrom(list, (await told<Health>(api, pod, 'endpoint', 'health', '--cluster')) ?? []);
  } catch (reason) {
    if (reason instanceof ApiTrouble) return undefined;
    throw reason;
  }
}

/** In order of their names; undefined when there is no pod of etcd to be seen. @throws ApiTrouble */
export async function etcdMembers(api: ClusterClient, known: readonly EtcdMember[]): Promise<EtcdMember[] | undefined> {
  const pods = await api.list<EtcdPod>(podsPath);
  for (const pod of pods.toSorted((one, other) => Number(isReady(other)) - Number(isReady(one)))) {
    const members = await askedIn(api, pod);
    if (members) return members;
  }
  return pods.length > 0 ? membersByPods(pods, known) : undefined;
}
