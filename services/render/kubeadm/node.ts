// Everything one blade needs to begin the cluster or to join it, beside the secrets of its role.

import { firstBlade } from '../../domain/kubernetes/endpoint.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { modes, type SystemFile } from '../system/parts.ts';
import { apiServerParts } from './api-server.ts';
import type { Cluster } from './cluster-input.ts';
import { initDocuments } from './init.ts';
import { joinDocument } from './join.ts';
import { patchFiles } from './patches.ts';
import { type VipManifests, vipManifests } from './vip.ts';

/** `--config` of kubeadm; it has the token in it. */
export const kubeadmConfigPath = '/etc/rackstrap/kubeadm.yaml';

export interface KubeadmNode {
  /** What kubeadm is told to do, with that file. */
  readonly verb: 'init' | 'join';
  /** Before kubeadm runs. */
  readonly files: readonly SystemFile[];
  /** Only on control-plane blades, and only where a VIP moves. The blade of `init` begins with `during`. */
  readonly vip: VipManifests | undefined;
}

const controlPlaneFiles = (cluster: Cluster): SystemFile[] => [
  ...patchFiles(cluster),
  ...apiServerParts(cluster).flatMap(({ files }) => files),
];

export function kubeadmNode(blade: PlannedBlade, cluster: Cluster): KubeadmNode {
  const begins = !cluster.begun && blade.slot === firstBlade(cluster.blades).slot;
  const central = blade.role === 'control-plane';
  const text = begins ? initDocuments(cluster) : joinDocument(blade, cluster);
  return {
    verb: begins ? 'init' : 'join',
    files: [{ path: kubeadmConfigPath, mode: modes.secret, text }, ...(central ? controlPlaneFiles(cluster) : [])],
    vip: central ? vipManifests(cluster) : undefined,
  };
}
