// The members of etcd and how they are, as the watch tells of them. Pods that cannot be entered leave the kubelets' word.

import type { EtcdMember } from '../../domain/cluster/events.ts';
import { ApiTrouble } from '../api.ts';
import type { ClusterClient } from '../client.ts';
import { type EtcdPod, etcdPods, isReady, seatsOf } from '../etcd.ts';

const byName = (one: EtcdMember, other: EtcdMember): number => (one.name < other.name ? -1 : 1);

/** Readiness of the pod is etcd's own `/readyz`, asked by the kubelet; whether it votes is what was known before. */
export const membersByPods = (pods: readonly EtcdPod[], known: readonly EtcdMember[]): EtcdMember[] =>
  pods
    .map((pod) => {
      const healthy = isReady(pod);
      const name = pod.spec.nodeName;
      return { name, healthy, voter: known.find((member) => member.name === name)?.voter ?? healthy };
    })
    .toSorted(byName);

async function askedIn(api: ClusterClient, pod: EtcdPod): Promise<EtcdMember[] | undefined> {
  try {
    return (await seatsOf(api, pod))?.map(({ id: _, ...member }) => member).toSorted(byName);
  } catch (reason) {
    if (reason instanceof ApiTrouble) return undefined;
    throw reason;
  }
}

/** In order of their names; undefined when there is no pod of etcd to be seen. @throws ApiTrouble */
export async function etcdMembers(api: ClusterClient, known: readonly EtcdMember[]): Promise<EtcdMember[] | undefined> {
  const pods = await etcdPods(api);
  for (const pod of pods) {
    const members = await askedIn(api, pod);
    if (members) return members;
  }
  return pods.length > 0 ? membersByPods(pods, known) : undefined;
}
