// How kube-proxy leads services to their pods.

import type { Cluster } from './cluster-input.ts';
import type { KubeProxyConfiguration } from './documents.ts';

/** kubeadm adds the pods' ranges. */
export const proxyConfiguration = ({ family, minor }: Cluster): KubeProxyConfiguration => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  mode: family.node.proxyMode ?? minor.proxyMode,
});
