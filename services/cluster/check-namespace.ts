// The one namespace of everything that the appliance runs in a cluster to look at it: made before the first pod, and removed with all of them.

import type { Manifest } from '../domain/bundle.ts';
import { acceptanceNeed } from '../domain/needs.ts';
import { ApiTrouble, type ClusterApi, type ClusterObject } from './api.ts';
import { podPath, podsPath } from './paths.ts';
import { type Asking, seenWithin } from './waiting.ts';

export const checkNamespace = 'rackstrap-check';

const path = `/api/v1/namespaces/${checkNamespace}`;
export const checkPodsPath = podsPath(checkNamespace);
export const checkPodPath = (name: string): string => podPath(checkNamespace, name);

/** Pods with the node's own network, and inspectors, are let in whatever the cluster's rules for other namespaces are. */
const namespace: ClusterObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: checkNamespace, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
};

/** The image that they all run, by the name that it lies on every node under; undefined where the bundle has none. */
export const checkImage = ({ parts }: Pick<Manifest, 'parts'>): string | undefined =>
  parts.find(({ image, satisfies }) => image && satisfies?.includes(acceptanceNeed))?.image?.reference;

/** On any node, whatever its taints; with no rights in the API, and no word about every service of the cluster in its environment. */
export const everywhere = {
  tolerations: [{ operator: 'Exists' }],
  automountServiceAccountToken: false,
  enableServiceLinks: false,
} as const;

/** A namespace on its way out takes no pods; once it is gone a new one does. Emulated nodes take a minute to end their pods. */
const removalMilliseconds = 300_000;
/** A new namespace has no service account for a moment, without which no pod may be made. */
const accountMilliseconds = 60_000;

/** The namespace is there and takes pods. Rejects with an ApiTrouble. */
export async function openNamespace(asking: Asking): Promise<void> {
  await asking.api.apply(namespace);
  const account = () => asking.api.get(`${path}/serviceaccounts/default`);
  const found = await seenWithin(asking, accountMilliseconds, account, (seen) => seen !== undefined);
  if (found === undefined) throw new ApiTrouble(0, `the namespace ${checkNamespace} got no service account`);
}

/**
 * Everything of ours is gone from the cluster: true; false when some of it is still on its way out after five minutes. Pods on a node without power
 * cannot end, so none is waited for.
 */
export async function cleanUp(asking: Asking): Promise<boolean> {
  const { api } = asking;
  if ((await api.get(path)) === undefined) return true;
  await api.remove(path);
  const look = async () => {
    await api.ask(`${checkPodsPath}?gracePeriodSeconds=0`, { method: 'DELETE' });
    return api.get(path);
  };
  return (await seenWithin(asking, removalMilliseconds, look, (seen) => seen === undefined)) === undefined;
}

/** Tells the API to remove everything of ours, and does not wait for it. Rejects with an ApiTrouble. */
export const removeNamespace = (api: ClusterApi): Promise<void> => api.remove(path);
