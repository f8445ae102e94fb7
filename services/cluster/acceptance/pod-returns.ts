// A deleted pod is replaced.

import { problem } from '../../domain/problem.ts';
import { podsWaiting } from '../addons/pods.ts';
import { checkPodPath } from '../check-namespace.ts';
import { seenWithin } from '../waiting.ts';
import type { Check, Env } from './env.ts';
import { type Findings, podMilliseconds, Unmet } from './findings.ts';
import { isUp, type KubePod } from './kube.ts';
import { spread } from './objects.ts';
import { takersOf } from './scale.ts';
import { podsOf } from './stage.ts';

const podsWhen = (env: Env, isEnough: (pods: readonly KubePod[]) => boolean): Promise<KubePod[]> =>
  seenWithin(env, podMilliseconds, () => podsOf(env.api, spread), isEnough);

/** One of the deployment, on a node that answers; the deployment is made where no check before this one has done it. */
async function victimOf(env: Env, isSound: (node: string) => boolean): Promise<{ victim: KubePod; others: readonly KubePod[] }> {
  takersOf(env);
  const isChosen = (pod: KubePod) => isUp(pod) && isSound(pod.spec.nodeName ?? '');
  if ((await podsOf(env.api, spread)).length === 0) await env.stage.spread(1);
  const pods = await podsWhen(env, (seen) => seen.some(isChosen));
  const victim = pods.find(isChosen);
  if (victim) return { victim, others: pods };
  const reason = (await podsWaiting(env.api, pods))?.words ?? 'the deployment has no pod';
  throw new Unmet(problem('check-builds-on', { reason }));
}

/** `isSound`: of the nodes that have power. */
export async function returned(env: Env, isSound: (node: string) => boolean = () => true): Promise<Findings> {
  const { victim, others } = await victimOf(env, isSound);
  const known = new Set(others.map(({ metadata }) => metadata.uid));
  const { name } = victim.metadata;
  await env.api.remove(checkPodPath(name));
  const isNew = (pod: KubePod) => isUp(pod) && !known.has(pod.metadata.uid);
  const pods = await podsWhen(env, (seen) => seen.some(isNew));
  const fresh = pods.find(isNew);
  if (fresh) return { facts: [`${name} ${fresh.metadata.name} ${fresh.spec.nodeName}`], problems: [] };
  const reason = (await podsWaiting(env.api, pods))?.words ?? 'no new pod was made';
  return { facts: [], problems: [problem('check-pod-not-returned', { pod: name, reason })] };
}

export const podReturns: Check = (env) => returned(env);
