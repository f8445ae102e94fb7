// The cluster's certificates, keys and tokens: made on this laptop, before the first blade may be installed.

export { authorityHash } from './certificate.ts';
export { type Administrator, administrators, newAdministrator } from './client.ts';
export { type ClusterWanted, newClusterSecrets } from './cluster-secrets.ts';
export { filesFor, type Introduction, introductionTo } from './files.ts';
export { type KubeconfigOf, kubeconfig } from './kubeconfig.ts';
export { type Making, newKeyPair } from './making.ts';
export { newBootstrapToken } from './token.ts';
