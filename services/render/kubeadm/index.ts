// What this part of the room offers: kubeadm's documents and what lies beside them, blade by blade.

export { type Cluster, type ClusterInput, clusterOf } from './cluster-input.ts';
export type { PodNetwork } from './cni.ts';
export { dnsManifest } from './dns.ts';
export { type KubeadmNode, kubeadmConfigPath, kubeadmNode } from './node.ts';
export { podNetworkOf } from './pod-networks.ts';
export { type VipManifests, vipInterfaceMark, vipManifestPath } from './vip.ts';
