// What a pod network is to the rest of the cluster: a manifest of the bundle that has to fit the plan. flannel, Cilium or Calico.

import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/problem.ts';

export interface PodNetwork {
  /** The bundle's manifest, all of it in one text, fitted to the plan; kube-proxy is there beside it. `cni-manifest-unknown` where it is not of the form that is known. */
  fitted(manifest: string, plan: Plan): Result<string>;
}
