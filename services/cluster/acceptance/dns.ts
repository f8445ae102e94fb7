// Names of services resolve inside pods and from the nodes themselves.

import { clusterDomain } from '../../domain/kubernetes/endpoint.ts';
import { at, type Problem, problem } from '../../domain/problem.ts';
import type { ClusterApi } from '../api.ts';
import { checkNamespace } from '../check-namespace.ts';
import { severalAtOnce } from '../waiting.ts';
import { attempted, type CheckPod, shellIn } from './agnhost.ts';
import type { Check, Env } from './env.ts';
import { askedAtOnce, type Findings, settled, settlingMilliseconds, together, Unmet } from './findings.ts';
import { service } from './objects.ts';
import { slotOf } from './service.ts';
import { onEvery } from './stage.ts';

/** A name, and the address that it stands for. */
interface Named {
  readonly name: string;
  readonly address: string;
}

/** The cluster's own name server, by the name that it keeps from its predecessor. */
const nameServer = { namespace: 'kube-system', name: 'kube-dns' };

async function addressOf(api: ClusterApi, namespace: string, name: string): Promise<string> {
  const found = await api.get<{ spec: { clusterIP: string } }>(`/api/v1/namespaces/${namespace}/services/${name}`);
  if (found) return found.spec.clusterIP;
  throw new Unmet(problem('check-builds-on', { reason: `there is no service ${namespace}/${name}` }));
}

async function namedIn(env: Env): Promise<readonly Named[]> {
  const full = (name: string, namespace: string) => `${name}.${namespace}.svc.${clusterDomain}`;
  return [
    { name: full('kubernetes', 'default'), address: await addressOf(env.api, 'default', 'kubernetes') },
    { name: full(service, checkNamespace), address: await env.stage.frontDoor() },
  ];
}

/** Of nslookup, whose forms differ: some fail where a name has no address of the other family, and all print the address among other words. */
const isAnswered = (printed: string, address: string): boolean => printed.split(/\s+/).includes(address);

/** `server` when the pod's own settings are not to be used. */
async function lookedUp(env: Env, pod: CheckPod, { name, address }: Named, server?: string): Promise<Findings> {
  const command = `nslookup ${name}${server ? ` ${server}` : ''} 2>&1 || true`;
  const found = await attempted(() => shellIn(env.api, pod, command));
  const from = server ? 'check-name-outside' : 'check-name-inside';
  if ('value' in found && isAnswered(found.value, address))
    return { facts: [`${pod.node} ${server ? 'node' : 'pod'} ${name} ${address}`], problems: [] };
  const words = 'value' in found ? found.value.trim().replace(/\s+/g, ' ') : found.reason;
  const unresolved: Problem = problem(from, { node: pod.node, name, reason: words });
  return { facts: [], problems: [at(slotOf(env, pod.node), unresolved)] };
}

export const dns: Check = async (env) => {
  const [pods, nodes] = [await onEvery(env.stage.inPods), await onEvery(env.stage.onNodes)];
  const server = await addressOf(env.api, nameServer.namespace, nameServer.name);
  const named = await namedIn(env);
  const asked = [
    ...pods.flatMap((pod) => named.map((one) => () => lookedUp(env, pod, one))),
    ...nodes.flatMap((pod) => named.map((one) => () => lookedUp(env, pod, one, server))),
  ];
  return settled(env, settlingMilliseconds, async () => together(await severalAtOnce(asked, askedAtOnce, (ask) => ask())));
};
