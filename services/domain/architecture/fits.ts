// Whether a number of blades fits an architecture: for the plan's check, and for the cards that offer one.

import { at, type Problem, problem, warning } from '../problem.ts';
import { type Architecture, allowsControlPlane, type Counts, isEven, mayFailOf } from './architecture.ts';

/** Laptop and small: there is nothing but control-plane blades. */
const allAlike = ({ workers }: Architecture) => workers.most === 0;

function centralFits(architecture: Architecture, count: number): Problem[] {
  if (allowsControlPlane(architecture, count, true)) return [];
  const found = { architecture: architecture.name, allowed: architecture.controlPlane.join('/'), count };
  return [at('blades', problem(allAlike(architecture) ? 'plan-blade-count' : 'plan-control-plane-count', found))];
}

function etcdFits(architecture: Architecture, members: number, evenReason: string | undefined): Problem[] {
  if (!isEven(members) || !allowsControlPlane(architecture, members, true)) return [];
  const found = { members, mayFail: mayFailOf(members), fewer: members - 1, more: members + 1 };
  return evenReason
    ? [at('etcd.evenReason', warning(problem('plan-etcd-even-wanted', { ...found, reason: evenReason })))]
    : [at('etcd.evenReason', problem('plan-etcd-even', found))];
}

function workersFit({ name: architecture, workers }: Architecture, count: number): Problem[] {
  const { least, most } = workers;
  return count < least || count > most ? [at('blades', problem('plan-worker-count', { architecture, least, most, count }))] : [];
}

/** Every problem of these numbers, with paths into the plan; none when they fit. `evenReason` is the plan's own for an even number of etcd members. */
export function fits(architecture: Architecture, { controlPlane, workers }: Counts, evenReason?: string): Problem[] {
  const central = allAlike(architecture) ? controlPlane + workers : controlPlane;
  return [
    ...centralFits(architecture, central),
    ...etcdFits(architecture, central, evenReason),
    ...(allAlike(architecture) ? [] : workersFit(architecture, workers)),
  ];
}
