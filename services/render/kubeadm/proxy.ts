// How kube-proxy leads services to their pods.

import type { Cluster } from './cluster-input.ts';
import type { KubeProxyConfiguration } from './documents.ts';
import { podNetworkOf } from './pod-networks.ts';

/** None where the pod network does it itself. kubeadm adds the pods' ranges. */
export const proxyConfiguration = ({ plan, family, minor }: Cluster): KubeProxyConfiguration[] =>
  podNetworkOf(plan).replacesProxy
    ? []
    : [
        {
          apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
          kind: 'KubeProxyConfiguration',
          mode: family.node.proxyMode ?? minor.proxyMode,
        },
      ];
