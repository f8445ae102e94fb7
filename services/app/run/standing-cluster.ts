// Before the first blade of a run is armed: a cluster that stands at the plan's addresses is not installed over unasked.

import type { Event } from '../../domain/blade/events.ts';
import type { Run } from '../../domain/blade/run.ts';
import { apiAddresses, apiPort, hostAndPort } from '../../domain/kubernetes/endpoint.ts';
import { type Plan, plannedBlades } from '../../domain/plan/plan.ts';
import { type Problem, problem } from '../../domain/problem.ts';
import { type TcpPort, tcpAnswers } from '../../platform/tcp-answers.ts';

export interface WhereToAsk {
  readonly plan: Plan;
  /** Undefined where no cable is: on a simulated wire, and for a machine on this laptop. */
  readonly device: string | undefined;
  /** The real one when it is not given. */
  readonly answers?: (port: TcpPort, patience: number) => Promise<boolean>;
}

/** On one cable an API server answers within a millisecond; a machine that is off does not. Milliseconds. */
const patience = 2_000;

/** `cluster-answers-already` where an API server is at an address that is to be the new cluster's; undefined where none is. */
export async function standingCluster({ plan, device, answers = tcpAnswers }: WhereToAsk): Promise<Problem | undefined> {
  if (device === undefined || plan.kubernetes === undefined) return undefined;
  const addresses = apiAddresses(plan, plannedBlades(plan));
  const heard = await Promise.all(addresses.map((address) => answers({ address, port: apiPort }, patience)));
  const first = addresses.find((_, index) => heard[index]);
  return first === undefined ? undefined : problem('cluster-answers-already', { server: hostAndPort(first, apiPort) });
}

/** Nothing was armed in it, and no cluster was taken over: what answers is not its own. */
export const isFresh = ({ armings, cluster }: Pick<Run, 'armings' | 'cluster'>): boolean => armings === 0 && !cluster.adopted;

/** The same, of a journal. */
export function isFreshIn(journal: Iterable<Event>): boolean {
  for (const { type } of journal) if (type === 'armed' || type === 'cluster-adopted') return false;
  return true;
}
