// The members of etcd and how they are, as the watch tells of them. Pods that cannot be entered leave the kubelets' word.

import type { EtcdMember } from '../../domain/cluster/events.ts';
import type { ClusterClient } from '../client.ts';
import { isReady } from '../conditions.ts';
import { byName, type EtcdPod, etcdPods, etcdSays } from '../etcd.ts';

/** Readiness of the pod is etcd's own `/readyz`, asked by the kubelet; whether it votes is what was known before. */
const membersByPods = (pods: readonly EtcdPod[], known: readonly EtcdMember[]): EtcdMember[] =>
  pods
    .map((pod) => {
      const healthy = isReady(pod);
      const name = pod.spec.nodeName;
      return { name, healthy, voter: known.find((member) => member.name === name)?.voter ?? healthy };
    })
    .toSorted(byName);

/** In order of their names; undefined when there is no pod of etcd to be seen. @throws ApiTrouble */
export async function etcdMembers(api: ClusterClient, known: readonly EtcdMember[]): Promise<readonly EtcdMember[] | undefined> {
  const pods = await etcdPods(api);
  const said = await etcdSays(api, pods);
  if ('members' in said) return said.members;
  return pods.length > 0 ? membersByPods(pods, known) : undefined;
}
