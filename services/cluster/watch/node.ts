// What the API tells of a node, and what of it is news.

import type { Blade, SeenNode } from '../../domain/blade/blade.ts';
import { compareStages } from '../../domain/blade/stages.ts';
import type { ClusterEvent } from '../../domain/cluster/events.ts';
import { type Conditioned, conditionOf, isReady } from '../conditions.ts';

/** As much of a Node as is looked at (kubernetes.io, API reference, Node v1). */
export interface ApiNode extends Conditioned {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status?: Conditioned['status'] & {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo?: { readonly kubeletVersion: string };
  };
}

type Facts = Omit<SeenNode, 'since'>;

/** A kubelet that has not said anything yet is not ready either. */
export function factsOf(node: ApiNode): Facts {
  const [ready, told] = [isReady(node), conditionOf(node, 'Ready')];
  const { status } = node;
  return {
    ready,
    reason: ready ? undefined : told?.message || told?.reason || 'its kubelet has not reported yet',
    version: status?.nodeInfo?.kubeletVersion ?? '',
    address: status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
  };
}

/** A kubelet in trouble counts the seconds in its reason; the same trouble a second later is no news. */
const withoutFigures = (reason: string | undefined): string | undefined => reason?.replaceAll(/\d+/g, '');

const isSame = (one: Facts, other: Facts): boolean =>
  one.ready === other.ready &&
  one.version === other.version &&
  one.address === other.address &&
  withoutFigures(one.reason) === withoutFigures(other.reason);

/** The blade came up after its node was seen: what the node proved counts from now on. */
const isOvertaken = ({ stage }: Blade, { ready }: Facts): boolean =>
  compareStages(stage, 'booted') >= 0 && compareStages(stage, ready ? 'ready' : 'joining') < 0;

/** What is to be told of a blade whose node is this; undefined when it is known already. */
export function nodeNews(blade: Blade, node: ApiNode | undefined): ClusterEvent | undefined {
  const { slot } = blade;
  if (!node) return blade.node && { type: 'node-lost', slot };
  const facts = factsOf(node);
  if (blade.node && isSame(blade.node, facts) && !isOvertaken(blade, facts)) return undefined;
  const { reason, ...rest } = facts;
  return { type: 'node-seen', slot, ...rest, ...(reason === undefined ? {} : { reason }) };
}
