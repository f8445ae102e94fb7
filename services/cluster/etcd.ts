// etcd by its own word: its client is asked in the pod of a member, where the certificates lie that it lets in.
//
// The API server's own check of etcd tells of the one member beside it, and a pod's Ready of one member that its kubelet can ask; only etcd knows
// who its members are, which of them vote, and whether each of them reaches the others.

import type { EtcdMember } from '../domain/cluster/events.ts';
import { ApiTrouble, type ClusterApi } from './api.ts';
import type { Ran, RunInPod } from './client/commands.ts';
import { type Conditioned, isReady } from './conditions.ts';
import { podsPath } from './paths.ts';

export interface EtcdPod extends Conditioned {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly nodeName: string };
}

/** A member with the number that it is removed by, hexadecimal. */
export interface Seat extends EtcdMember {
  readonly id: string;
}

/** What runs a command in a pod, to its end. */
export interface Running {
  /** @throws ApiTrouble when it could not be run */
  run(where: RunInPod, patience?: number): Promise<Ran>;
}

const namespace = 'kube-system';
/** Static pods of kubeadm. */
const etcdPodsPath = `${podsPath(namespace)}?labelSelector=component%3Detcd`;
/** Where kubeadm says at which address this member takes clients. */
const clientUrls = 'kubeadm.kubernetes.io/etcd.advertise-client-urls';
/** As kubeadm lays them out in the pod; etcd lets in whoever has one of its authority, for all there is. */
const certificates = '/etc/kubernetes/pki/etcd';
/** Milliseconds: a member that is off costs etcdctl five seconds, and its start on a slow blade some more. */
const patience = 30_000;

/** Those that are ready first. @throws ApiTrouble */
export const etcdPods = async (api: Pick<ClusterApi, 'list'>): Promise<EtcdPod[]> =>
  (await api.list<EtcdPod>(etcdPodsPath)).toSorted((one, other) => Number(isReady(other)) - Number(isReady(one)));

/** Numbers of members in plain JSON are too large for whoever reads JSON: hence hexadecimal. */
const command = ({ metadata }: EtcdPod, words: readonly string[]): string[] => [
  'etcdctl',
  `--endpoints=${metadata.annotations?.[clientUrls]}`,
  `--cacert=${certificates}/ca.crt`,
  `--cert=${certificates}/healthcheck-client.crt`,
  `--key=${certificates}/healthcheck-client.key`,
  '--write-out=json',
  '--hex',
  ...words,
];

const etcdctl = (api: Running, pod: EtcdPod, ...words: string[]): Promise<Ran> =>
  api.run({ namespace, pod: pod.metadata.name, container: 'etcd', command: command(pod, words) }, patience);

/** `etcdctl member list`; a member that never started has no name yet, and nowhere to be asked. */
interface MemberList {
  readonly members: readonly {
    readonly ID: string;
    readonly name?: string;
    readonly peerURLs: readonly string[];
    readonly clientURLs?: readonly string[];
    readonly isLearner?: boolean;
  }[];
}

/** `etcdctl endpoint health --cluster`: each member has answered a read that all of them had to agree on. */
type Health = readonly { readonly endpoint: string; readonly health: boolean }[];

const seatsFrom = ({ members }: MemberList, health: Health): Seat[] =>
  members.map(({ ID, name, peerURLs, clientURLs = [], isLearner = false }) => ({
    id: ID,
    name: name || peerURLs.map((url) => new URL(url).hostname).join(' '),
    healthy: health.some((one) => one.health && clientURLs.includes(one.endpoint)),
    voter: !isLearner,
  }));

/** Undefined for what is no JSON: etcdctl said something else instead. */
function jsonIn<Answer>({ stdout }: Ran): Answer | undefined {
  try {
    return JSON.parse(stdout) as Answer;
  } catch {
    return undefined;
  }
}

/** An etcdctl that did not do what it was told, in its own words. */
export class EtcdTrouble extends Error {}

/** Its log comes before the word that it ends with. */
const troubleOf = ({ stderr, message }: Ran): EtcdTrouble =>
  new EtcdTrouble(stderr.trim().split('\n').at(-1) || message || 'etcdctl says nothing');

/** Every member as it is now. One unhealthy member is a failure of etcdctl, and told all the same. @throws ApiTrouble, EtcdTrouble */
export async function seatsOf(api: Running, pod: EtcdPod): Promise<Seat[]> {
  const ran = await etcdctl(api, pod, 'member', 'list');
  const list = jsonIn<MemberList>(ran);
  if (!list) throw troubleOf(ran);
  return seatsFrom(list, jsonIn<Health>(await etcdctl(api, pod, 'endpoint', 'health', '--cluster')) ?? []);
}

/** What etcd itself says of its members, or why it says nothing. */
export type EtcdSaid = { readonly members: readonly EtcdMember[] } | { readonly reason: string };

export const byName = (one: EtcdMember, other: EtcdMember): number => (one.name < other.name ? -1 : 1);

/** One pod is asked after the other until one tells, in order of the members' names; otherwise the last one's reason is told. */
export async function etcdSays(api: Running, pods: readonly EtcdPod[]): Promise<EtcdSaid> {
  let reason = 'there is no pod of it';
  for (const pod of pods) {
    try {
      return { members: (await seatsOf(api, pod)).map(({ id: _, ...member }) => member).toSorted(byName) };
    } catch (trouble) {
      if (!(trouble instanceof ApiTrouble || trouble instanceof EtcdTrouble)) throw trouble;
      reason = `${pod.metadata.name}: ${trouble.message}`;
    }
  }
  return { reason };
}

/** @throws ApiTrouble, EtcdTrouble */
export async function removeSeat(api: Running, pod: EtcdPod, { id }: Seat): Promise<void> {
  const ran = await etcdctl(api, pod, 'member', 'remove', id);
  if (!ran.succeeded) throw troubleOf(ran);
}
