// How every kubelet of the cluster is set up.

import { mostPodsOfKubelet, podSize } from '../../domain/network/sizes.ts';
import { podPrefixOf, podRanges } from '../../domain/plan/cluster-ranges.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Cluster } from './cluster-input.ts';
import type { KubeletConfiguration } from './documents.ts';

/** No more than a node has addresses for: a pod too many would wait for one for ever. */
const mostPods = (plan: Plan): number =>
  Math.min(
    mostPodsOfKubelet,
    ...podRanges(plan).map((range) => podSize(range.value, podPrefixOf(plan, range)!, plan.blades.length).podsPerNode),
  );

/** kubeadm adds the cluster's DNS, its domain, certificates and authorization. */
export const kubeletConfiguration = ({ plan, family }: Cluster): KubeletConfiguration => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  // As containerd is told.
  cgroupDriver: 'systemd',
  // The usual place is below /usr, which cannot be written.
  volumePluginDir: family.node.volumePlugins,
  maxPods: mostPods(plan),
});
