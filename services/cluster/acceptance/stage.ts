// The pods that the checks ask: each kind is brought into the cluster by the first check that needs it, and taken out after the last.

import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { at, type Problem, problem } from '../../domain/problem.ts';
import { podsWaiting } from '../addons/pods.ts';
import type { ClusterApi, ClusterObject } from '../api.ts';
import { checkPodsPath, openNamespace } from '../check-namespace.ts';
import { isReady } from '../conditions.ts';
import { type Asking, seenWithin } from '../waiting.ts';
import type { CheckPod } from './agnhost.ts';
import { podMilliseconds, Unmet } from './findings.ts';
import { isUp, type KubeNode, type KubePod, nodesPath } from './kube.ts';
import { frontDoor, podsEverywhere, podsOnNodes, ports, selectorOf, spreading } from './objects.ts';

/** A pod on each node, as far as they are up, and what keeps the others from it. */
export interface Placed {
  readonly pods: ReadonlyMap<string, CheckPod>;
  readonly problems: readonly Problem[];
}

export interface Stage {
  /** With the pod network. */
  inPods(): Promise<Placed>;
  /** With the node's own network. */
  onNodes(): Promise<Placed>;
  /** The address of the service in front of the pods. */
  frontDoor(): Promise<string>;
  /** The deployment has this size; its pods come one by one. */
  spread(replicas: number): Promise<void>;
}

export const podsOf = (api: ClusterApi, name: string): Promise<KubePod[]> =>
  api.list<KubePod>(`${checkPodsPath}?${new URLSearchParams({ labelSelector: selectorOf(name) })}`);

export const checkPod = ({ metadata, spec, status }: KubePod, port: number): CheckPod => ({
  name: metadata.name,
  node: spec.nodeName ?? '',
  address: status?.podIP ?? '',
  port,
});

interface Seen {
  readonly nodes: readonly KubeNode[];
  readonly pods: readonly KubePod[];
}

const podOn = ({ pods }: Seen, node: string): KubePod | undefined => pods.find((pod) => isUp(pod) && pod.spec.nodeName === node);
const isNodeUp = ({ nodes }: Seen, name: string): boolean => isReady(nodes.find(({ metadata }) => metadata.name === name));

/** A node that is not there or not Ready gets no pod however long anybody waits. */
const isAllThere = (seen: Seen, names: readonly string[]): boolean =>
  names.every((name) => podOn(seen, name) !== undefined || !isNodeUp(seen, name));

async function whyMissing(api: ClusterApi, seen: Seen, node: string): Promise<string> {
  if (!isNodeUp(seen, node)) return 'the node is not Ready';
  const own = seen.pods.filter(({ spec }) => spec.nodeName === node);
  return (await podsWaiting(api, own))?.words ?? 'no pod was made for it';
}

/** A daemon set with its pods on all of these blades, or as many as come. */
async function placed(asking: Asking, object: ClusterObject, port: number, blades: readonly PlannedBlade[]): Promise<Placed> {
  const { api } = asking;
  await openNamespace(asking);
  await api.apply(object);
  const look = async (): Promise<Seen> => ({ nodes: await api.list(nodesPath), pods: await podsOf(api, object.metadata.name) });
  const names = blades.map(({ hostname }) => hostname);
  const seen = await seenWithin(asking, podMilliseconds, look, (now) => isAllThere(now, names));
  const pods = new Map<string, CheckPod>();
  const problems: Problem[] = [];
  for (const { hostname, slot } of blades) {
    const pod = podOn(seen, hostname);
    if (pod) pods.set(hostname, checkPod(pod, port));
    else problems.push(at(slot, problem('check-pod-missing', { node: hostname, reason: await whyMissing(api, seen, hostname) })));
  }
  return { pods, problems };
}

const servicePath = `/api/v1/namespaces/${frontDoor.metadata.namespace}/services/${frontDoor.metadata.name}`;

/** The same promise for all who ask, as long as it does not fail. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
}

export function openStage(asking: Asking, image: string | undefined, bundle: string, blades: readonly PlannedBlade[]): Stage {
  const { api } = asking;
  const carried = (): string => {
    if (image === undefined) throw new Unmet(problem('check-image-absent', { bundle }));
    return image;
  };
  return {
    inPods: once(async () => placed(asking, podsEverywhere(carried()), ports.http, blades)),
    onNodes: once(async () => placed(asking, podsOnNodes(carried()), ports.onNode, blades)),
    frontDoor: once(async () => {
      await openNamespace(asking);
      await api.apply(frontDoor);
      return (await api.get<{ spec: { clusterIP: string } }>(servicePath))!.spec.clusterIP;
    }),
    async spread(replicas) {
      const object = spreading(carried(), replicas);
      await openNamespace(asking);
      await api.apply(object);
    },
  };
}

/** For a check that has to ask from every node. @throws Unmet when one of them has no pod */
export async function onEvery(place: () => Promise<Placed>): Promise<readonly CheckPod[]> {
  const { pods, problems } = await place();
  const [first] = problems;
  if (first) throw new Unmet(at(first.where ?? '', problem('check-builds-on', { reason: first.what })));
  return [...pods.values()];
}
