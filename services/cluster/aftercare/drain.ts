// A node's pods are asked to go elsewhere before it leaves: as `kubectl drain` does it, and bounded.

import type { Clock } from '../../platform/clock.ts';
import { ApiTrouble, type ClusterApi } from '../api.ts';
import { podPath } from '../paths.ts';
import { type Pod, podsOn } from './pods.ts';

export interface DrainOptions {
  readonly api: ClusterApi;
  /** The node's name. */
  readonly node: string;
  /** Milliseconds that pods are waited for; 0 for a node that is down, where nothing can end in order. */
  readonly patience: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Pods have 30 s to end unless they say otherwise (`terminationGracePeriodSeconds`); budgets let one go after the other. */
export const drainPatience = 120_000;
const lookAgain = 2000;

const isMirror = ({ metadata }: Pod) => metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;
const isOfDaemonSet = ({ metadata }: Pod) => (metadata.ownerReferences ?? []).some(({ kind }) => kind === 'DaemonSet');
const hasEnded = ({ status }: Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** Static pods and those of DaemonSets belong to the node: they go with it. */
const mayGo = (pod: Pod): boolean => !isMirror(pod) && !isOfDaemonSet(pod) && !hasEnded(pod);
const isGoing = ({ metadata }: Pod) => metadata.deletionTimestamp !== undefined;

/** It takes no new pods from now on. @throws ApiTrouble */
export async function cordon(api: ClusterApi, node: string): Promise<void> {
  const body = JSON.stringify({ spec: { unschedulable: true } });
  const answer = await api.ask(`/api/v1/nodes/${node}`, { method: 'PATCH', body, contentType: 'application/merge-patch+json' });
  if (answer.status >= 400) throw new ApiTrouble(answer.status, answer.body);
}

/** A budget that has none to spare answers 429, and is asked again; a pod that went meanwhile answers 404. */
async function evict(api: ClusterApi, { metadata: { name, namespace } }: Pod): Promise<void> {
  const body = JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } });
  await api.ask(`${podPath(namespace, name)}/eviction`, { method: 'POST', body });
}

/**
 * Pods of the node are evicted until none is left or patience is over; what is left then, because a budget would not let it go, is deleted: its
 * node leaves in any case. Returns the names of those that were deleted. @throws ApiTrouble
 */
export async function drain({ api, node, patience, clock, signal }: DrainOptions): Promise<string[]> {
  const end = clock.monotonic() + patience;
  const left = async () => (await podsOn(api, node)).filter(mayGo);
  await cordon(api, node);
  let pods = await left();
  while (pods.length > 0 && !signal.aborted) {
    for (const pod of pods) if (!isGoing(pod)) await evict(api, pod);
    if (clock.monotonic() >= end) break;
    await clock.sleep(lookAgain, signal);
    pods = await left();
  }
  signal.throwIfAborted();
  const stuck = pods.filter((pod) => !isGoing(pod));
  for (const { metadata } of stuck) await api.remove(podPath(metadata.namespace, metadata.name));
  return stuck.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}
