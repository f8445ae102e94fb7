// Labels that a kubelet may not give its own node: the administrator does, once the node is there.

import { labelsBySetter } from '../../domain/kubernetes/labels.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import type { ClusterApi } from '../api.ts';
import { refused } from '../client/trouble.ts';
import type { ApiNode } from './node.ts';

/** Those of the plan that the node lacks or has with another value. */
export function lackingLabels({ labels }: Pick<PlannedBlade, 'labels'>, { metadata }: ApiNode): Readonly<Record<string, string>> {
  const wanted = Object.entries(labelsBySetter(labels).administrator);
  return Object.fromEntries(wanted.filter(([key, value]) => metadata.labels?.[key] !== value));
}

/** A patch and no apply: a node that is gone in the meantime must not come back as a name without a kubelet. @throws ApiTrouble */
export async function giveLabels(api: ClusterApi, blade: Pick<PlannedBlade, 'hostname' | 'labels'>, node: ApiNode): Promise<void> {
  const labels = lackingLabels(blade, node);
  if (Object.keys(labels).length === 0) return;
  const body = JSON.stringify({ metadata: { labels } });
  const contentType = 'application/merge-patch+json';
  const answer = await api.ask(`/api/v1/nodes/${blade.hostname}`, { method: 'PATCH', body, contentType });
  if (answer.status >= 400 && answer.status !== 404) throw refused(answer);
}
