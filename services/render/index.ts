// What the renderer offers: the boot table of a plan and a bundle, with a report that points into the plan.

export { installedConfigUrl } from './blade.ts';
export { type PreviousTable, type RenderInput, renderBootTable } from './boot-table.ts';
export { dnsManifest, podNetworkOf } from './kubeadm/index.ts';
export type { ClusterKeys } from './kubernetes/keys.ts';
