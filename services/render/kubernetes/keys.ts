// What the documents of a blade are given of the cluster's secrets.

import type { ClusterSecrets, SecretFile } from '../../domain/kubernetes/secrets.ts';
import type { Role } from '../../domain/plan/v1.ts';

/** What of the cluster's secrets blades are given, and how far the cluster is. */
export interface ClusterKeys extends Pick<ClusterSecrets, 'bootstrap' | 'keyAlgorithm' | 'encryptionKey'> {
  /** `sha256:…` of its authority's public key. */
  readonly authorityHash: string;
  filesFor(role: Role): readonly SecretFile[];
  /** The cluster is there: the blade that would begin it joins as well. */
  readonly begun: boolean;
}
