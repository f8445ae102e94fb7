// A deployment reaches its size, and the scheduler spreads it over the nodes.

import { taintsOf } from '../../domain/kubernetes/taints.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { at, type Problem, problem } from '../../domain/problem.ts';
import { podsWaiting } from '../addons/pods.ts';
import { seenWithin } from '../waiting.ts';
import type { Check, Env } from './env.ts';
import { podMilliseconds, Unmet } from './findings.ts';
import { isUp, type KubePod } from './kube.ts';
import { spread } from './objects.ts';
import { podsOf } from './stage.ts';

/** Of which each node that takes pods gets as many: one would be there without a scheduler that counts. */
const onEachNode = 2;

/** Blades whose nodes take a pod that asks for nothing special. @throws Unmet when there are none */
export function takersOf({ plan, blades }: Env): PlannedBlade[] {
  const takers = blades.filter((blade) => taintsOf(plan, blade).every(({ effect }) => effect === 'PreferNoSchedule'));
  if (takers.length === 0) throw new Unmet(problem('check-no-takers'));
  return takers;
}

async function grown(env: Env, size: number): Promise<readonly KubePod[]> {
  await env.stage.spread(size);
  return seenWithin(
    env,
    podMilliseconds,
    () => podsOf(env.api, spread),
    (pods) => pods.filter(isUp).length >= size,
  );
}

async function tooShort({ api }: Env, pods: readonly KubePod[], wanted: number): Promise<Problem[]> {
  const ready = pods.filter(isUp).length;
  if (ready >= wanted) return [];
  const reason = (await podsWaiting(api, pods))?.words ?? 'no more pods were made';
  return [problem('check-scale-short', { ready, wanted, reason })];
}

function leftOut(nodes: readonly PlannedBlade[], up: readonly KubePod[]): Problem[] {
  const without = nodes.filter(({ hostname }) => !up.some(({ spec }) => spec.nodeName === hostname));
  return without.map(({ hostname, slot }) => at(slot, problem('check-spread-missing', { node: hostname, replicas: up.length })));
}

/** First one pod, then all: that it grows is part of what is tested. Where not even one comes up, no others are waited for. */
export const scale: Check = async (env) => {
  const nodes = takersOf(env);
  const size = nodes.length * onEachNode;
  const none = await tooShort(env, await grown(env, 1), 1);
  if (none.length > 0) return { facts: [], problems: none };
  const pods = await grown(env, size);
  const up = pods.filter(isUp);
  const counts = Map.groupBy(up, ({ spec }) => spec.nodeName ?? '');
  const short = await tooShort(env, pods, size);
  return {
    facts: [...counts].map(([node, own]) => `${node} ${own.length} of ${size}`).toSorted(),
    problems: short.length > 0 ? short : leftOut(nodes, up),
  };
};
