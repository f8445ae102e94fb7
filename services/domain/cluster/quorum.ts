// Whether etcd can do without one of its members: asked before a control-plane blade is taken out of the cluster.

import { quorumOf } from '../architecture/architecture.ts';
import { type Problem, problem } from '../problem.ts';
import type { EtcdMember } from './events.ts';

const votersOf = (members: readonly EtcdMember[]) => members.filter(({ voter }) => voter);
const healthyOf = (members: readonly EtcdMember[]) => members.filter(({ healthy }) => healthy).length;

/**
 * Why the member of this name must not be taken out; undefined when it may. More than half of the members have to be healthy before, because etcd
 * agrees on the removal as on any other change, and more than half of those that stay afterwards, or nothing can be changed any more. A member
 * that is down is the one to take out: the others need one healthy member less then. A learner counts in neither.
 * (etcd server/etcdserver/server.go, mayRemoveMember; https://etcd.io/docs/v3.6/faq/)
 * Gives `control-plane-last`, `quorum-lost` or `quorum-at-risk`.
 */
export function refusalToRemove(slot: string, name: string, members: readonly EtcdMember[]): Problem | undefined {
  const now = votersOf(members);
  const left = now.filter((member) => member.name !== name);
  if (left.length === now.length) return undefined;
  if (left.length === 0) return problem('control-plane-last', { slot });
  const [healthyNow, healthy] = [healthyOf(now), healthyOf(left)];
  if (healthyNow < quorumOf(now.length))
    return problem('quorum-lost', { healthy: healthyNow, members: now.length, quorum: quorumOf(now.length) });
  const quorum = quorumOf(left.length);
  return healthy < quorum ? problem('quorum-at-risk', { slot, healthy, members: left.length, quorum }) : undefined;
}
