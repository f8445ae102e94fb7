// All secrets of a new cluster, made before the first blade may be installed.

import { type ClusterSecrets, encryptionKeyBytes, type KeyAlgorithm } from '../domain/kubernetes/secrets.ts';
import { Secret } from '../domain/secret.ts';
import { toBase64 } from '../platform/base64.ts';
import { newAuthority } from './authority.ts';
import { newAdministrator } from './client.ts';
import type { Making } from './making.ts';
import { newBootstrapToken } from './token.ts';

export interface ClusterWanted extends Making {
  readonly clusterName: string;
  /**
   * Of every key. RSA-2048 unless said otherwise, as kubeadm's own: what checks the tokens of pods outside the cluster often takes RS256 only.
   * It costs half a second here for five keys, and as much on a blade for the seven that kubeadm makes there; P-256 costs nothing to speak of.
   */
  readonly algorithm?: KeyAlgorithm;
  /** Milliseconds; a year when it is not given. */
  readonly adminLife?: number;
  /** A day when it is not given. */
  readonly tokenLifeSeconds?: number;
}

/** How the appliance is called in the cluster's audit log. */
const applianceName = 'rackstrap';

const authorities = async (algorithm: KeyAlgorithm, making: Making): Promise<ClusterSecrets['authorities']> => {
  const [cluster, frontProxy, etcd] = await Promise.all([
    newAuthority('kubernetes', algorithm, making),
    newAuthority('front-proxy-ca', algorithm, making),
    newAuthority('etcd-ca', algorithm, making),
  ]);
  return { cluster, frontProxy, etcd };
};

/** Everything that is secret about a new cluster, covered. */
export async function newClusterSecrets({
  clusterName,
  algorithm = 'RSA-2048',
  adminLife,
  tokenLifeSeconds,
  ...making
}: ClusterWanted): Promise<Secret<ClusterSecrets>> {
  const [made, serviceAccount] = await Promise.all([authorities(algorithm, making), making.keyPair(algorithm)]);
  const administrator = { user: applianceName, algorithm, ...(adminLife === undefined ? {} : { life: adminLife }) };
  return new Secret({
    clusterName,
    keyAlgorithm: algorithm,
    authorities: made,
    serviceAccount,
    bootstrap: newBootstrapToken(making.random, tokenLifeSeconds),
    admin: await newAdministrator(administrator, made.cluster, making),
    encryptionKey: toBase64(making.random(encryptionKeyBytes)),
  });
}
