// The settings of the whole cluster: its version, its endpoint, its ranges, and what its control plane is run with.

import { clusterDomain, endpointOf, movingVip } from '../../domain/kubernetes/endpoint.ts';
import { bitsOf, cidrText, familyOf } from '../../domain/network/address.ts';
import { podPrefixOf, podRanges, serviceRanges } from '../../domain/plan/cluster-ranges.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { apiServerParts } from './api-server.ts';
import { type Cluster, controlPlaneOf } from './cluster-input.ts';
import { type Argument, argumentList, type ClusterConfiguration } from './documents.ts';
import { etcdArguments, leaseArguments } from './patience.ts';

/** Where etcd keeps the cluster. */
const etcdDirectory = '/var/lib/etcd';

/** A virtual machine's port is forwarded to the laptop's own loopback, and that is where kubectl asks it. */
const loopback = ['localhost', '127.0.0.1', '::1'];

/** Every name and address that an API server of this cluster may be asked by: that of each node, so that one can be asked past the others. */
function certificateNames(cluster: Cluster): string[] {
  const vip = movingVip(cluster.plan);
  const nodes = controlPlaneOf(cluster).flatMap(({ hostname, address }) => [hostname, address]);
  return [...(vip ? [vip] : []), ...nodes, ...(cluster.plan.architecture === 'laptop' ? loopback : [])];
}

const ranges = (found: ReturnType<typeof podRanges>): string => found.map(({ value }) => cidrText(value)).join(',');

/** Each node's part of each range: the flags by family are taken with one range and with two. */
const partsOfNodes = (plan: Plan): Argument[] =>
  podRanges(plan).map((range) => ({
    name: `node-cidr-mask-size-${familyOf(range.value.address)}`,
    value: String(podPrefixOf(plan, range) ?? bitsOf(familyOf(range.value.address))),
  }));

/** Below /usr, where it would be otherwise, nothing can be made, and the controller manager would not start. */
const volumePlugins = ({ minor, family }: Cluster): Argument[] =>
  minor.mountsVolumePlugins ? argumentList({ 'flex-volume-plugin-dir': family.node.volumePlugins }) : [];

function apiServer(cluster: Cluster): ClusterConfiguration['apiServer'] {
  const parts = apiServerParts(cluster);
  const extraVolumes = parts.flatMap(({ volumes }) => volumes);
  return {
    certSANs: certificateNames(cluster),
    extraArgs: parts.flatMap((part) => part.arguments),
    ...(extraVolumes.length > 0 ? { extraVolumes } : {}),
  };
}

function schedulerOf(plan: Plan): Pick<ClusterConfiguration, 'scheduler'> {
  const extraArgs = leaseArguments(plan);
  return extraArgs.length > 0 ? { scheduler: { extraArgs } } : {};
}

/** The image repository stays kubeadm's own: images are carried by the names that it lists. */
export const clusterConfiguration = (cluster: Cluster): ClusterConfiguration => ({
  apiVersion: cluster.minor.kubeadmApi,
  kind: 'ClusterConfiguration',
  clusterName: cluster.plan.name,
  // Without it kubeadm asks the internet for the newest.
  kubernetesVersion: `v${cluster.version}`,
  controlPlaneEndpoint: endpointOf(cluster.plan, cluster.blades),
  encryptionAlgorithm: cluster.keyAlgorithm,
  networking: {
    dnsDomain: clusterDomain,
    podSubnet: ranges(podRanges(cluster.plan)),
    serviceSubnet: ranges(serviceRanges(cluster.plan)),
  },
  etcd: { local: { dataDir: etcdDirectory, ...etcdArguments(cluster.plan) } },
  apiServer: apiServer(cluster),
  controllerManager: { extraArgs: [...partsOfNodes(cluster.plan), ...volumePlugins(cluster), ...leaseArguments(cluster.plan)] },
  ...schedulerOf(cluster.plan),
});
