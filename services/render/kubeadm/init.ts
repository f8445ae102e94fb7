// What `kubeadm init` is given on the blade that begins the cluster.

import { firstBlade } from '../../domain/kubernetes/endpoint.ts';
import { clusterConfiguration } from './cluster.ts';
import type { Cluster } from './cluster-input.ts';
import { type InitConfiguration, yamlOf } from './documents.ts';
import { kubeletConfiguration } from './kubelet.ts';
import { patchesField } from './patches.ts';
import { proxyConfiguration } from './proxy.ts';
import { apiEndpoint, nodeRegistration, timeouts } from './registration.ts';

/** As kubeadm makes tokens for nodes. */
const usages = ['signing', 'authentication'];
const groups = ['system:bootstrappers:kubeadm:default-node-token'];

/** kubeadm takes no point in time for its end: it refuses `expires` beside the `ttl` that it adds itself. */
const bootstrapToken = ({ bootstrap }: Cluster): InitConfiguration['bootstrapTokens'][number] => ({
  token: bootstrap.token,
  description: 'Rackstrap: lets the planned blades in',
  ttl: `${bootstrap.lifeSeconds}s`,
  usages,
  groups,
});

function initConfiguration(cluster: Cluster): InitConfiguration {
  const blade = firstBlade(cluster.blades);
  return {
    apiVersion: cluster.minor.kubeadmApi,
    kind: 'InitConfiguration',
    bootstrapTokens: [bootstrapToken(cluster)],
    localAPIEndpoint: apiEndpoint(blade),
    nodeRegistration: nodeRegistration(blade, cluster),
    timeouts,
    ...patchesField(cluster),
    // It prints the token, and what kubeadm prints is kept in the blade's journal.
    skipPhases: ['show-join-command'],
  };
}

/** The whole cluster's settings go with it: kubeadm keeps them in the cluster, and joining nodes take them from there. */
export const initDocuments = (cluster: Cluster): string =>
  yamlOf(initConfiguration(cluster), clusterConfiguration(cluster), kubeletConfiguration(cluster), proxyConfiguration(cluster));
