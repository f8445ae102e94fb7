// From ready nodes to an accepted cluster or a sealed run without a hand on the keyboard: add-ons, acceptance, the test without the laptop, hand-over, seal.

import { isAccepted, isUnplugged, lastResults } from '../../../domain/cluster/sealing.ts';
import { movingVip } from '../../../domain/kubernetes/endpoint.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { type Problem, problem, Refusal } from '../../../domain/problem.ts';
import type { ClusterDesk } from '../../cluster/cluster-desk.ts';
import type { HandOverTo } from '../../cluster/hand-over.ts';
import { notAt, untilSo } from '../../progress.ts';
import type { RunStore } from '../../run-store.ts';
import { notUnplugged } from './unplug.ts';

/** What the acceptance test needs. */
export interface ToAcceptance {
  readonly plan: Plan;
  readonly store: RunStore;
  readonly desk: Pick<ClusterDesk, 'test'>;
  /** Somebody, or the lab, cuts the power of the node that has the VIP. */
  readonly cutLeader: boolean;
  readonly by: string;
  readonly signal: AbortSignal;
}

export interface ToTheSeal extends ToAcceptance {
  readonly desk: Pick<ClusterDesk, 'test' | 'unplug' | 'handOver' | 'seal'>;
  readonly handOver: HandOverTo;
}

/** Why it cannot go on; undefined when it can. */
type Step<Wanted = ToAcceptance> = (wanted: Wanted) => Promise<Problem | undefined>;

const nodesReady: Step = async ({ store, signal }) => {
  const isReady = await untilSo(store, () => notAt(store, 'ready').length === 0, signal);
  return isReady ? undefined : problem('blades-not-ready', { slots: notAt(store, 'ready').join(', ') });
};

const addonsReady: Step = async ({ plan, store, signal }) => {
  const missing = () =>
    (plan.kubernetes?.addons ?? []).filter((addon) => store.run().cluster.addons.find((one) => one.addon === addon)?.step !== 'ready');
  return (await untilSo(store, () => missing().length === 0, signal))
    ? undefined
    : problem('addons-not-ready', { addons: missing().join(', ') });
};

const failedChecks = ({ store }: ToAcceptance): string =>
  [...lastResults(store.run().cluster)].flatMap(([check, result]) => (result === 'passed' ? [] : [check])).join(', ');

/** A command that was cut off does not test again what was passed. */
const accepted: Step = async (wanted) => {
  const { plan, store, desk, by, cutLeader } = wanted;
  const { cluster, blades } = store.run();
  const nodes = blades.filter(({ excluded }) => excluded === undefined).length;
  const whole = isAccepted(cluster, nodes) || (await desk.test(by).ended);
  if (!whole) return problem('cluster-not-accepted', { checks: failedChecks(wanted) });
  const survives =
    !cutLeader || movingVip(plan) === undefined || lastResults(cluster).get('vip') === 'passed' || (await desk.test(by, ['vip']).ended);
  return survives ? undefined : problem('cluster-not-accepted', { checks: failedChecks(wanted) });
};

const unplugged: Step<ToTheSeal> = async ({ store, desk, by }) => {
  if (isUnplugged(store.run().cluster) || (await desk.unplug(by).ended)) return undefined;
  return notUnplugged(store.run().cluster.unplug);
};

/** After the tests, so that the report has them. */
const handedOver: Step<ToTheSeal> = async ({ desk, handOver, by }) => {
  await desk.handOver(handOver, by);
  return undefined;
};

const sealed: Step<ToTheSeal> = async ({ desk, by }) => {
  await desk.seal(false, by);
  return undefined;
};

const toAccepted: readonly Step[] = [nodesReady, addonsReady, accepted];
const steps: readonly Step<ToTheSeal>[] = [...toAccepted, unplugged, handedOver, sealed];

/** Of a run that was sealed before, only what of that is left. */
const stepsOf = ({ store }: ToTheSeal): readonly Step<ToTheSeal>[] => (store.run().cluster.sealedAt === undefined ? steps : [sealed]);

/** One after the other; what kept it from going on. What was stopped by `signal` says how far it came. */
async function through<Wanted extends ToAcceptance>(wanted: Wanted, those: readonly Step<Wanted>[]): Promise<readonly Problem[]> {
  try {
    for (const step of those) {
      const found = await step(wanted);
      if (found) return [found];
    }
    return [];
  } catch (reason) {
    if (reason instanceof Refusal) return reason.problems;
    if (wanted.signal.aborted) return [problem('cluster-stopped')];
    throw reason;
  }
}

/** What kept the cluster from passing its acceptance test; nothing when it did. */
export const toAcceptance = (wanted: ToAcceptance): Promise<readonly Problem[]> => through(wanted, toAccepted);

/** What kept the run from being sealed; nothing when it is. */
export const toTheSeal = (wanted: ToTheSeal): Promise<readonly Problem[]> => through(wanted, stepsOf(wanted));
