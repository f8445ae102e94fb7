// The address of a service is answered from every node, by one of the pods behind it.

import { at, type Problem, problem } from '../../domain/problem.ts';
import { severalAtOnce } from '../waiting.ts';
import { attempted, type CheckPod, dialFrom } from './agnhost.ts';
import type { Check, Env } from './env.ts';
import { askedAtOnce, type Findings, settled, settlingMilliseconds, together } from './findings.ts';
import { ports } from './objects.ts';
import { onEvery } from './stage.ts';

export const slotOf = ({ blades }: Pick<Env, 'blades'>, node: string): string =>
  blades.find(({ hostname }) => hostname === node)?.slot ?? node;

async function fromNode(env: Env, pod: CheckPod, address: string): Promise<Findings> {
  const question = { protocol: 'http', host: address, port: ports.service, request: 'hostname' } as const;
  const found = await attempted(() => dialFrom(env.api, pod, question));
  if ('value' in found) return { facts: [`${pod.node} ${address} ${found.value}`], problems: [] };
  const silent: Problem = problem('check-service-silent', { node: pod.node, address, reason: found.reason });
  return { facts: [], problems: [at(slotOf(env, pod.node), silent)] };
}

/** Asked from these nodes until each is answered: a dead node's pods stay behind the address until the node is missed. */
export const answeredFrom = (env: Env, pods: readonly CheckPod[], address: string): Promise<Findings> =>
  settled(env, settlingMilliseconds, async () => together(await severalAtOnce(pods, askedAtOnce, (pod) => fromNode(env, pod, address))));

export const service: Check = async (env) => {
  await onEvery(env.stage.inPods);
  const pods = await onEvery(env.stage.onNodes);
  return answeredFrom(env, pods, await env.stage.frontDoor());
};
