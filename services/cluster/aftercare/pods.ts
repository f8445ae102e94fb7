// Pods as far as aftercare looks at them.

import type { ClusterApi } from '../api.ts';
import type { Conditioned } from '../conditions.ts';

export interface Pod extends Conditioned {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly kind: string }[];
    readonly deletionTimestamp?: string;
  };
  readonly spec?: { readonly nodeName?: string };
  readonly status?: Conditioned['status'] & { readonly phase?: string };
}

/** @throws ApiTrouble */
export const podsOn = (api: ClusterApi, node: string): Promise<Pod[]> =>
  api.list<Pod>(`/api/v1/pods?fieldSelector=${encodeURIComponent(`spec.nodeName=${node}`)}`);
