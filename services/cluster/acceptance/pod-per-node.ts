// Each node starts containers and gives them addresses of its own part of the pod network.

import { contains, parseCidr } from '../../domain/network/address.ts';
import { at, type Problem, problem } from '../../domain/problem.ts';
import type { CheckPod } from './agnhost.ts';
import type { Check } from './env.ts';
import { type KubeNode, nodesPath } from './kube.ts';

const rangesOf = (node: KubeNode | undefined): readonly string[] => node?.spec?.podCIDRs ?? [];

function isWithin(address: string, ranges: readonly string[]): boolean {
  const subnets = ranges.flatMap((range) => parseCidr(range) ?? []);
  return subnets.some((subnet) => contains(subnet, address));
}

export const podPerNode: Check = async ({ api, blades, stage }) => {
  const { pods, problems } = await stage.inPods();
  const nodes = await api.list<KubeNode>(nodesPath);
  const rangesFor = ({ node }: CheckPod) => rangesOf(nodes.find(({ metadata }) => metadata.name === node));
  const elsewhere = blades.flatMap(({ hostname, slot }): Problem[] => {
    const pod = pods.get(hostname);
    if (!pod || isWithin(pod.address, rangesFor(pod))) return [];
    return [at(slot, problem('check-pod-address', { node: hostname, address: pod.address, ranges: rangesFor(pod).join(', ') }))];
  });
  return { facts: [...pods.values()].map(({ node, address }) => `${node} ${address}`), problems: [...problems, ...elsewhere] };
};
