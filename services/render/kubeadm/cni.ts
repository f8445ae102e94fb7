// What a pod network is to the rest of the cluster: a manifest of the bundle that has to fit the plan. flannel is one; Cilium and Calico come so too.

import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/problem.ts';

export interface PodNetwork {
  /** It leads services to their pods as well, and kube-proxy is left out. */
  readonly replacesProxy: boolean;
  /** The bundle's manifest, fitted to the plan; `cni-manifest-unknown` where it is not of the form that is known. */
  fitted(manifest: string, plan: Plan): Result<string>;
}
