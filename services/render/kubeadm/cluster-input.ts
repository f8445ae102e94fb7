// What the documents of one cluster are made from, beside the secrets that lie in files of their own.

import type { ClusterSecrets, KeyAlgorithm } from '../../domain/kubernetes/secrets.ts';
import { type KubernetesMinor, minorOf } from '../../domain/kubernetes/versions.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../../domain/plan/plan.ts';
import { ok, type Result } from '../../domain/problem.ts';
import { bare } from '../../domain/version.ts';
import type { OsFamily } from '../family/family.ts';

export interface ClusterInput {
  /** With a cluster in it, and without an error. */
  readonly plan: Plan;
  /** Of the programs and images in the bundle: `1.37.1`. */
  readonly version: string;
  readonly family: OsFamily;
  /** The token by which the cluster knows its nodes at the first meeting; it lives that long from `kubeadm init` on. */
  readonly bootstrap: ClusterSecrets['bootstrap'];
  /** By which nodes know the cluster then: `sha256:…` of the public key of its authority. */
  readonly authorityHash: string;
  /** As the authorities have. */
  readonly keyAlgorithm: KeyAlgorithm;
  /** 32 bytes in Base64; written nowhere unless the plan encrypts Secrets. */
  readonly encryptionKey: string;
  /** The bundle's image of the program that moves the VIP, by the name that it is run by; written nowhere where no VIP moves. */
  readonly vipImage: string;
  /** The cluster is there: nobody begins it any more, every blade joins. */
  readonly begun: boolean;
}

/** The same, with what follows from it. */
export interface Cluster extends ClusterInput {
  readonly minor: KubernetesMinor;
  readonly blades: readonly PlannedBlade[];
}

/** `kubernetes-too-old`, `kubernetes-too-new`: for a version outside of the table nothing is written. */
export function clusterOf(input: ClusterInput): Result<Cluster> {
  const minor = minorOf(input.version);
  if (!minor.ok) return minor;
  return ok({ ...input, version: bare(input.version), minor: minor.value, blades: plannedBlades(input.plan) });
}

export const controlPlaneOf = ({ blades }: Cluster): PlannedBlade[] => blades.filter(({ role }) => role === 'control-plane');
