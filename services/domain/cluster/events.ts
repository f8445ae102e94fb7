// What the appliance saw of the new cluster through its API, and did there: the part of the journal that comes after `booted`.

import type { Problem } from '../problem.ts';
import type { CheckName } from './checks.ts';

export interface EtcdMember {
  /** The node's name, as kubeadm names its member. */
  readonly name: string;
  readonly healthy: boolean;
  /** It has a voice in the quorum; a learner has none yet. */
  readonly voter: boolean;
}

/** A certificate that ends the cluster's work when it ends. */
export interface SeenCertificate {
  /** As kubeadm calls it: `apiserver`, `etcd-server`, `kubelet`, `admin`. */
  readonly name: string;
  /** Of the blade it lies on; none for the administrator's own. */
  readonly slot?: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** How one check of the acceptance test ended. Plain data: the report, the page and the command line put it into words. */
export interface CheckOutcome {
  readonly check: CheckName;
  /** `skipped` says in `problems` why it could not be asked. */
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  /** What was seen, one line each, in names and numbers: `c1-1 Ready v1.37.1 10.20.30.40`. */
  readonly facts: readonly string[];
  readonly problems: readonly Problem[];
}

/** Why the acceptance test runs: the first time, while the laptop is silent, or because somebody asked. */
export type Occasion = 'first' | 'unplugged' | 'asked';

export type Hands = 'cut-power' | 'switch-on';

export type ClusterEvent =
  /** The authorities, the token and the administrator of this cluster lie in the vault. */
  | { readonly type: 'cluster-secrets-made' }
  /** The API answers, for the first time or again. */
  | { readonly type: 'cluster-answered'; readonly server: string; readonly version: string }
  | { readonly type: 'cluster-silent'; readonly reason: string }
  /** The node of this slot as the API tells of it, whenever any of this changes. */
  | {
      readonly type: 'node-seen';
      readonly slot: string;
      readonly ready: boolean;
      /** Why it is not, in the kubelet's words. */
      readonly reason?: string;
      readonly version: string;
      readonly address: string;
    }
  /** The API knew this node and knows it no more. */
  | { readonly type: 'node-lost'; readonly slot: string }
  | { readonly type: 'etcd-seen'; readonly members: readonly EtcdMember[] }
  | { readonly type: 'certificates-seen'; readonly certificates: readonly SeenCertificate[] }
  /** The token that lets nodes in lives until then: blades of the plan are still missing. Milliseconds since 1970. */
  | { readonly type: 'token-renewed'; readonly until: number }
  | {
      readonly type: 'addon-step';
      readonly addon: string;
      /** `applied`: the API took its manifests; `ready`: its own check passed; `failed`: tried again later. */
      readonly step: 'applied' | 'ready' | 'failed';
      readonly error?: string;
    }
  | { readonly type: 'acceptance-started'; readonly occasion: Occasion; readonly by: string; readonly checks: readonly CheckName[] }
  | { readonly type: 'check-started'; readonly check: CheckName }
  | ({ readonly type: 'check-ended' } & CheckOutcome)
  | { readonly type: 'acceptance-ended'; readonly passed: boolean }
  /** All services are silent from now on, and these nodes are restarted: the cluster has to come back by itself. */
  | { readonly type: 'unplug-started'; readonly slots: readonly string[]; readonly by: string }
  /** `traces`: files on nodes that still name the laptop, as `slot path`; `reason`: why it could not be brought to its end. */
  | { readonly type: 'unplug-ended'; readonly passed: boolean; readonly traces: readonly string[]; readonly reason?: string }
  | { readonly type: 'handed-over'; readonly directory: string; readonly files: readonly string[]; readonly by: string }
  /** Out of the cluster with its etcd member, so that the blade can be installed again, replaced, or left out. */
  | {
      readonly type: 'node-removed';
      readonly slot: string;
      /** As the cluster called it, and etcd its member. */
      readonly node: string;
      readonly by: string;
      /** `remove`: the run goes on without the blade. */
      readonly why: 'reinstall' | 'replace' | 'remove';
    }
  /** Somebody's hands at the rack, or the lab's, are asked to do this to a blade; the check goes on when the blade shows it. */
  | { readonly type: 'hands-wanted'; readonly slot: string; readonly hands: Hands }
  /** What was asked of hands was seen to be done, or is not wanted any more. */
  | { readonly type: 'hands-done'; readonly slot: string }
  /** This run goes on with a cluster that stands: its authorities came from its own control plane, by the kubeconfig that was handed over. */
  | { readonly type: 'cluster-adopted'; readonly by: string }
  /** Never installs again: the secrets are off this laptop, and only local boot is answered. */
  | { readonly type: 'sealed'; readonly by: string };
