// A blade's node leaves the cluster, with its etcd member, so that the blade can be installed again, replaced, or left out.

import { refusalToRemove } from '../../domain/cluster/quorum.ts';
import { failed, ok, type Problem, problem, type Result } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { ApiTrouble, type ClusterApi } from '../api.ts';
import { type Conditioned, isReady } from '../conditions.ts';
import { type EtcdPod, EtcdTrouble, etcdPods, type Running, removeSeat, type Seat, seatsOf } from '../etcd.ts';
import { drain, drainPatience } from './drain.ts';

export interface RemoveNodeOptions {
  readonly api: ClusterApi & Running;
  readonly slot: string;
  /** The node's name. */
  readonly node: string;
  /** Switches the blade off, so that it comes back as no node: `standDown`. */
  readonly standDown: () => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface NodeRemoved {
  /** Pods whose budget would not let them go, and that were deleted: `namespace/name`. */
  readonly forced: readonly string[];
  /** Why the blade could not be told to switch itself off; somebody has to, before it starts anew. */
  readonly stillOn?: string;
}

const nodePath = (node: string) => `/api/v1/nodes/${node}`;
const leasePath = (node: string) => `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}`;

const reasonOf = (error: unknown): string => {
  if (error instanceof ApiTrouble || error instanceof EtcdTrouble) return error.message;
  throw error;
};

interface Members {
  /** The pod that is asked. */
  readonly pod: EtcdPod;
  readonly own: Seat | undefined;
}

/** A pod that can be asked, one that is not on this node where there is such. @throws ApiTrouble */
async function podToAsk(api: ClusterApi, notOn: string): Promise<EtcdPod | undefined> {
  const ready = (await etcdPods(api)).filter(isReady);
  return ready.find(({ spec }) => spec.nodeName !== notOn) ?? ready[0];
}

/** Its member, unless the others could not do without it. */
async function members({ api, slot, node }: RemoveNodeOptions): Promise<Result<Members>> {
  try {
    const pod = await podToAsk(api, node);
    if (!pod) return failed(problem('etcd-not-reached', { reason: 'none of its pods is ready' }));
    const seats = await seatsOf(api, pod);
    const refusal = refusalToRemove(slot, node, seats);
    return refusal ? failed(refusal) : ok({ pod, own: seats.find(({ name }) => name === node) });
  } catch (error) {
    return failed(problem('etcd-not-reached', { reason: reasonOf(error) }));
  }
}

/** The members are asked once more: what was true before the pods had gone may not be any more. */
async function leaveEtcd(options: RemoveNodeOptions): Promise<Problem | undefined> {
  const now = await members(options);
  if (!now.ok) return now.problems[0];
  const { pod, own } = now.value;
  if (!own) return undefined;
  try {
    await removeSeat(options.api, pod, own);
    return undefined;
  } catch (error) {
    return problem('etcd-refused', { member: own.name, reason: reasonOf(error) });
  }
}

/**
 * Nothing is changed before it is known that the cluster can do without this node; a node that is gone already is well, too, and what was left of it
 * is cleared away. Fails with `control-plane-last`, `quorum-lost`, `quorum-at-risk`, `etcd-not-reached` or `etcd-refused`. @throws ApiTrouble
 */
export async function removeNode(options: RemoveNodeOptions): Promise<Result<NodeRemoved>> {
  const { api, node, clock, signal } = options;
  const before = await members(options);
  if (!before.ok) return before;
  const found = await api.get<Conditioned>(nodePath(node));
  const isUp = isReady(found);
  const forced = found ? await drain({ api, node, patience: isUp ? drainPatience : 0, clock, signal }) : [];
  const refusal = await leaveEtcd(options);
  if (refusal) return failed(refusal);
  const stillOn = isUp
    ? await options.standDown().then(
        () => undefined,
        (error: Error) => error.message,
      )
    : undefined;
  await api.remove(nodePath(node));
  await api.remove(leasePath(node));
  return ok({ forced, ...(stillOn === undefined ? {} : { stillOn }) });
}
