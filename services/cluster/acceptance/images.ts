// Everything that runs was carried in by the bundle: nothing was pulled from outside.

import type { Manifest } from '../../domain/bundle.ts';
import { type Problem, problem } from '../../domain/problem.ts';
import type { Check } from './env.ts';
import { type KubeNode, type KubePod, nodesPath } from './kube.ts';

/** By the name that it is run by, or by the digest that it was pulled by when the bundle was built; the digest of its archive's own index may differ. */
interface Carried {
  readonly references: ReadonlySet<string>;
  readonly digests: ReadonlySet<string>;
}

function carriedBy({ parts }: Manifest): Carried {
  const images = parts.flatMap(({ image }) => image ?? []);
  return { references: new Set(images.map(({ reference }) => reference)), digests: new Set(images.map(({ digest }) => digest)) };
}

/** `sha256:…` of `registry.k8s.io/pause@sha256:…`. */
const digestIn = (name: string): string | undefined => /@(sha256:[0-9a-f]{64})$/.exec(name)?.[1];

const isCarried = ({ references, digests }: Carried, names: readonly string[]): boolean =>
  names.some((name) => references.has(name) || digests.has(digestIn(name) ?? ''));

/** What a node has by no name nobody can start by one. */
const onNode = (node: KubeNode): (readonly string[])[] =>
  (node.status?.images ?? []).flatMap(({ names }) => (names && names.length > 0 ? [names] : []));

function containersOf({ status }: KubePod): { readonly image: string; readonly imageID?: string }[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

const stranger = (node: string, names: readonly string[]): Problem => problem('check-image-stranger', { node, image: names[0]! });

interface Pulling {
  readonly message?: string;
  readonly involvedObject?: { readonly namespace?: string; readonly name?: string };
}

/** The kubelet says so whenever it asks a registry; the API keeps it for an hour. */
const pullingPath = `/api/v1/events?${new URLSearchParams({ fieldSelector: 'reason=Pulling' })}`;

const pulled = ({ message = '', involvedObject }: Pulling): Problem =>
  problem('check-image-pulled', { pod: `${involvedObject?.namespace}/${involvedObject?.name}`, words: message });

/** Each once, however many nodes or containers it is told of. */
const eachOnce = (problems: readonly Problem[]): Problem[] => [...new Map(problems.map((one) => [one.what, one])).values()];

export const images: Check = async ({ api, manifest }) => {
  const carried = carriedBy(manifest);
  const nodes = await api.list<KubeNode>(nodesPath);
  const pods = await api.list<KubePod>('/api/v1/pods');
  const lying = nodes.flatMap((node) => onNode(node).map((names) => ({ node: node.metadata.name, names })));
  const running = pods.flatMap((pod) =>
    containersOf(pod).map(({ image, imageID = '' }) => ({ node: pod.spec.nodeName ?? '', names: [image, imageID] })),
  );
  const strangers = [...lying, ...running].filter(({ names }) => !isCarried(carried, names));
  const events = await api.list<Pulling>(pullingPath);
  return {
    facts: nodes
      .map((node) => `${node.metadata.name} ${onNode(node).length} images`)
      .concat(`${running.length} containers, ${events.length} pulls`),
    problems: eachOnce([...strangers.map(({ node, names }) => stranger(node, names)), ...events.map(pulled)]),
  };
};
