// Which of the cluster's secrets a blade is given, by its role: the authorities' keys go to control-plane blades and to no others.

import type { CertifiedKey, ClusterSecrets, SecretFile } from '../domain/kubernetes/secrets.ts';
import type { Role } from '../domain/plan/v1.ts';
import { authorityHash } from './certificate.ts';

/** Where kubeadm looks for them before it makes its own (`certificatesDir`). */
const directory = '/etc/kubernetes/pki';
const modes = { open: 0o644, secret: 0o600 } as const;

const open = (name: string, text: string): SecretFile => ({ path: `${directory}/${name}`, mode: modes.open, text });
const secret = (name: string, text: string): SecretFile => ({ path: `${directory}/${name}`, mode: modes.secret, text });
const pair = (name: string, { certificate, privateKey }: CertifiedKey): SecretFile[] => [
  open(`${name}.crt`, certificate),
  secret(`${name}.key`, privateKey),
];

const ofControlPlane = ({ authorities, serviceAccount }: ClusterSecrets): SecretFile[] => [
  ...pair('ca', authorities.cluster),
  ...pair('front-proxy-ca', authorities.frontProxy),
  ...pair('etcd/ca', authorities.etcd),
  open('sa.pub', serviceAccount.publicKey),
  secret('sa.key', serviceAccount.privateKey),
];

/**
 * Files for a blade before kubeadm runs there; a worker gets none. With the keys beside the certificates kubeadm signs for this node itself, and
 * a second control-plane node needs no upload of certificates.
 */
export const filesFor = (role: Role, secrets: ClusterSecrets): SecretFile[] => (role === 'control-plane' ? ofControlPlane(secrets) : []);

/** By which a node of either role and the cluster know each other at the first meeting. */
export interface Introduction {
  /** Secret as long as it lives. */
  readonly token: string;
  /** For `caCertHashes`; no secret. */
  readonly authorityHash: string;
}

export const introductionTo = ({ bootstrap, authorities }: ClusterSecrets): Introduction => ({
  token: bootstrap.token,
  authorityHash: authorityHash(authorities.cluster.certificate),
});
