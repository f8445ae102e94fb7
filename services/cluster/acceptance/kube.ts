// Nodes and pods of the API, as far as the acceptance test reads them.

import type { Taint } from '../../domain/kubernetes/taint-form.ts';
import type { Pod } from '../addons/pods.ts';
import { type Conditioned, conditionOf, isReady } from '../conditions.ts';

export interface KubeNode extends Conditioned {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly taints?: readonly Taint[]; readonly podCIDR?: string; readonly podCIDRs?: readonly string[] };
  readonly status?: Conditioned['status'] & {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo?: { readonly kubeletVersion: string; readonly bootID?: string };
    readonly images?: readonly { readonly names?: readonly string[] | null }[];
  };
}

export interface KubePod extends Pod {
  readonly metadata: Pod['metadata'] & { readonly uid: string };
  readonly status?: Pod['status'] & { readonly podIP?: string };
}

export const nodesPath = '/api/v1/nodes';

/** Ready, and not on its way out. */
export const isUp = (pod: KubePod): boolean => isReady(pod) && pod.metadata.deletionTimestamp === undefined;

/** Why a node is not Ready, in its kubelet's words or those of who misses it. */
export const whyUnready = (node: KubeNode): string => conditionOf(node, 'Ready')?.message ?? 'it has not reported yet';
