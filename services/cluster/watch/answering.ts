// Whether the API answers its administrator, and since when it does not.

import type { ClusterEvent } from '../../domain/cluster/events.ts';
import type { ClusterProgress } from '../../domain/cluster/progress.ts';
import { ApiTrouble, type ClusterApi } from '../api.ts';

/** A restart of the API server, or a VIP that moves, takes some seconds, and nobody has to hear of it: milliseconds. */
export const silenceGrace = 10_000;

export interface Answer {
  readonly server: string;
  /** `v1.37.1` */
  readonly version: string;
}

/**
 * It lives, has its data, and lets its administrator in: before kubeadm has given administrators their rights it says no (403), and nothing can
 * be done with it yet. @throws ApiTrouble
 */
export async function answerOf(api: ClusterApi): Promise<Answer> {
  if (!(await api.get('/api/v1/nodes?limit=1'))) throw new ApiTrouble(404, 'it has no nodes to tell of');
  const told = await api.get<{ readonly gitVersion: string }>('/version');
  return { server: api.server(), version: told?.gitVersion ?? '' };
}

export function answerNews({ api, version }: ClusterProgress, answer: Answer): ClusterEvent | undefined {
  const known = api?.answers && api.server === answer.server && version === answer.version;
  return known ? undefined : { type: 'cluster-answered', ...answer };
}

/** `milliseconds`: for how long it has not answered. */
export const silenceNews = ({ api }: ClusterProgress, milliseconds: number, { message }: ApiTrouble): ClusterEvent | undefined =>
  api?.answers && milliseconds >= silenceGrace ? { type: 'cluster-silent', reason: message } : undefined;
