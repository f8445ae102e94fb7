// What the plan asks of the API servers, part by part.

import type { ApiServerPart } from './api-server-part.ts';
import { auditPart } from './audit.ts';
import type { Cluster } from './cluster-input.ts';
import { argumentList } from './documents.ts';
import { encryptionPart } from './encryption.ts';

const nodePorts = ({ plan }: Cluster): ApiServerPart => ({
  arguments: argumentList({ 'service-node-port-range': plan.network.nodePorts }),
  volumes: [],
  files: [],
});

export const apiServerParts = (cluster: Cluster): ApiServerPart[] => [
  nodePorts(cluster),
  ...(cluster.plan.kubernetes?.audit ? [auditPart] : []),
  ...(cluster.plan.kubernetes?.encryptSecrets ? [encryptionPart(cluster.encryptionKey)] : []),
];
