// What `kubeadm join` is given on every blade but the first.

import { endpointOf } from '../../domain/kubernetes/endpoint.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import type { Cluster } from './cluster-input.ts';
import { type JoinConfiguration, yamlOf } from './documents.ts';
import { patchesField } from './patches.ts';
import { apiEndpoint, nodeRegistration, timeouts } from './registration.ts';

/** No certificate key: the authorities' keys lie on each control-plane blade before it joins, so nothing has to be uploaded and fetched. */
const controlPlane = (blade: PlannedBlade, cluster: Cluster): Pick<JoinConfiguration, 'controlPlane' | 'patches'> =>
  blade.role === 'control-plane' ? { controlPlane: { localAPIEndpoint: apiEndpoint(blade) }, ...patchesField(cluster) } : {};

function joinConfiguration(blade: PlannedBlade, cluster: Cluster): JoinConfiguration {
  const { plan, blades, bootstrap, authorityHash, minor } = cluster;
  return {
    apiVersion: minor.kubeadmApi,
    kind: 'JoinConfiguration',
    discovery: {
      bootstrapToken: {
        token: bootstrap.token,
        apiServerEndpoint: endpointOf(plan, blades),
        caCertHashes: [authorityHash],
      },
    },
    nodeRegistration: nodeRegistration(blade, cluster),
    ...controlPlane(blade, cluster),
    timeouts,
  };
}

/** For a control-plane blade or a worker. */
export const joinDocument = (blade: PlannedBlade, cluster: Cluster): string => yamlOf(joinConfiguration(blade, cluster));
