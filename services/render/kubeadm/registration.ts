// How a node registers: its name, its address, what pods it takes, and how patient kubeadm is with it.

import { apiPort } from '../../domain/kubernetes/endpoint.ts';
import { labelsBySetter } from '../../domain/kubernetes/labels.ts';
import { taintsOf } from '../../domain/kubernetes/taints.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { containerdSocket } from '../kubernetes/containerd.ts';
import type { Cluster } from './cluster-input.ts';
import { type ApiEndpoint, argumentList, type NodeRegistration } from './documents.ts';

/** Undefined without any: an empty `--node-labels` is refused. */
function labelsArgument({ labels }: PlannedBlade): string | undefined {
  const own = Object.entries(labelsBySetter(labels).kubelet);
  return own.length > 0 ? own.map(([key, value]) => `${key}=${value}`).join(',') : undefined;
}

/**
 * `Never`: kubeadm itself asks no registry, whatever it lists. That all images are there was proved when they were imported, each by its digest;
 * `IfNotPresent` would go looking for one that is not, for minutes, in a rack without a way out.
 * `node-ip`, because a kubelet left to itself may take the VIP, or a NIC that carries nothing, for its own address.
 */
export const nodeRegistration = (blade: PlannedBlade, { plan }: Cluster): NodeRegistration => ({
  name: blade.hostname,
  criSocket: `unix://${containerdSocket}`,
  imagePullPolicy: 'Never',
  taints: taintsOf(plan, blade),
  kubeletExtraArgs: argumentList({ 'node-ip': blade.address, 'node-labels': labelsArgument(blade) }),
});

/** Where this node's own API server listens. */
export const apiEndpoint = ({ address }: PlannedBlade): ApiEndpoint => ({ advertiseAddress: address, bindPort: apiPort });

/**
 * For one try; whoever runs kubeadm tries again. Long enough for old blades with spinning disks, where etcd alone takes a minute to start, and
 * for emulated ones. kubeadm makes the start-up probe of each static pod from the first: so long a kubelet waits before it starts one anew.
 */
export const timeouts = {
  controlPlaneComponentHealthCheck: '20m0s',
  kubeletHealthCheck: '10m0s',
  kubernetesAPICall: '10m0s',
  etcdAPICall: '5m0s',
  tlsBootstrap: '10m0s',
  discovery: '10m0s',
} as const;
