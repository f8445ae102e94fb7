// What somebody may do with the cluster of an open run: test it, with the laptop silent too, hand it over, seal, take a node out.

import { removeNode } from '../../cluster/aftercare/remove-node.ts';
import { standDown } from '../../cluster/aftercare/stand-down.ts';
import { unplugged } from '../../cluster/aftercare/unplug.ts';
import { ApiTrouble } from '../../cluster/api.ts';
import { cleanUp } from '../../cluster/check-namespace.ts';
import { chromiumPrinter, type HandedOver, type Printer } from '../../cluster/handover/index.ts';
import type { CheckName } from '../../domain/cluster/checks.ts';
import { oneOfEachRole } from '../../domain/cluster/restarted.ts';
import { orRefuse, type Problem, problem, Refusal } from '../../domain/problem.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import { refuseUnknown } from '../run-control.ts';
import { acceptanceTest, type TestOf } from './acceptance.ts';
import { type ClusterRun, type ClusterWork, inspectorOf, workOn } from './cluster-work.ts';
import { rollBack, seal } from './ending.ts';
import { type HandOverTo, handOverTo } from './hand-over.ts';

/** Something that goes on after it has begun; true when it was passed. Rejects when it was stopped, and for a mistake of ours. */
export interface Begun {
  readonly ended: Promise<boolean>;
}

export interface NodeToRemove {
  readonly slot: string;
  readonly why: 'reinstall' | 'replace' | 'remove';
}

export interface ClusterDesk {
  /** Those checks that need no hands when none are named. Throws a Refusal (`cluster-not-there`, `cluster-test-running`). */
  test(by: string, checks?: readonly CheckName[]): Begun;
  /** Throws as `test` does. */
  unplug(by: string): Begun;
  /** Throws a Refusal (`handover-…`). */
  handOver(to: HandOverTo, by: string): Promise<HandedOver>;
  /** Throws a Refusal (`seal-incomplete`, `slot-writing`, `cluster-test-running`, `vault-not-wiped`). */
  seal(incomplete: boolean, by: string): Promise<void>;
  /** Throws a Refusal (`slot-writing`, `rollback-cluster-stands`, `cluster-test-running`, `vault-not-wiped`). */
  rollBack(discardCluster: boolean, by: string): void;
  /** Throws a Refusal with why the cluster cannot do without it, or `cluster-not-there`, `cluster-test-running`, `slot-unknown`. */
  removeNode(node: NodeToRemove, by: string): Promise<void>;
  /** Told to stop, it stops what is under way. */
  readonly part: Part;
}

export interface ClusterDeskOptions extends ClusterRun {
  /** What goes wrong without stopping anything. */
  readonly onProblem?: (found: Problem) => void;
  /** The test itself, where another one is to stand in for it. */
  readonly accept?: (work: ClusterWork, test: TestOf) => Promise<boolean>;
  readonly print?: Printer;
}

/** What a kill cut off did not pass, and asks nobody for anything any more. */
function endCutOff({ store }: ClusterRun): void {
  const { acceptances, unplug, hands } = store.run().cluster;
  const last = acceptances.at(-1);
  if (last && last.endedAt === undefined) store.happened({ type: 'acceptance-ended', passed: false });
  if (unplug && unplug.endedAt === undefined)
    store.happened({ type: 'unplug-ended', passed: false, traces: [], reason: 'Rackstrap was stopped' });
  if (hands) store.happened({ type: 'hands-done', slot: hands.slot });
}

async function unplugTest(
  work: ClusterWork,
  by: string,
  accept: (signal: AbortSignal) => Promise<boolean>,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, nodes, plan, handle, api, clock } = work;
  const restarted = oneOfEachRole(nodes);
  store.durably({ type: 'unplug-started', slots: restarted.map(({ slot }) => slot), by });
  try {
    const asking = { api, clock, signal };
    const ended = await handle.silence(() =>
      unplugged({
        ...asking,
        nodes,
        restarted,
        laptop: plan.plan.network.laptop,
        inspect: inspectorOf(work, signal),
        accept: () => accept(signal),
      }),
    );
    store.happened({ type: 'unplug-ended', ...ended });
    await tidyUp(work, signal);
    return ended.passed;
  } catch (reason) {
    endCutOff(work);
    throw reason;
  }
}

/** What inspectors leave behind goes with their namespace; a cluster that does not answer keeps it until the next test. */
async function tidyUp({ api, clock }: ClusterWork, signal: AbortSignal): Promise<void> {
  await cleanUp({ api, clock, signal }).catch((reason) => {
    if (!(reason instanceof ApiTrouble)) throw reason;
  });
}

function toldByApi(error: unknown): never {
  throw error instanceof ApiTrouble ? new Refusal(problem('cluster-refused', { reason: error.message })) : error;
}

/** Of the run that is open, as long as it is. What an earlier start left unfinished is ended first. */
export function clusterDesk(options: ClusterDeskOptions): ClusterDesk {
  const { plan, store, handle, clock, onProblem, accept = acceptanceTest, print = chromiumPrinter() } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<unknown> | undefined;

  function refuseWhileRunning(): void {
    if (running) throw new Refusal(problem('cluster-test-running'));
  }
  /** One at a time: two tests would take each other's restarts for failures. */
  function alone<Value>(work: () => Promise<Value>): Promise<Value> {
    refuseWhileRunning();
    const ended = work().finally(() => {
      running = undefined;
    });
    running = ended;
    ended.catch(() => {}); // whoever began it hears of it
    return ended;
  }
  const occasion = () => (store.run().cluster.acceptances.some(({ passed }) => passed !== undefined) ? 'asked' : 'first');

  endCutOff(options);
  return {
    test(by, checks) {
      const work = workOn(options);
      const test: TestOf = { occasion: occasion(), by, signal, ...(checks ? { checks } : {}) };
      return { ended: alone(() => accept(work, test)) };
    },
    unplug(by) {
      const work = workOn(options);
      return { ended: alone(() => unplugTest(work, by, () => accept(work, { occasion: 'unplugged', by, signal }), signal)) };
    },
    async handOver(to, by) {
      const handed = await handOverTo(options, to, by, print);
      for (const found of handed.warnings) onProblem?.(found);
      return handed;
    },
    seal: async (incomplete, by) => alone(() => seal(plan.plan, store, handle, { incomplete, by, now: clock.now() })),
    rollBack(discardCluster, by) {
      refuseWhileRunning();
      rollBack({ store, ...handle }, { discardCluster, by, now: clock.now() });
    },
    async removeNode({ slot, why }, by) {
      refuseUnknown(store, [slot]);
      const work = workOn(options);
      const node = store.planned.get(slot)!.hostname;
      const { api } = work;
      const removed = await alone(async () => {
        const inspect = inspectorOf(work, signal);
        const result = await removeNode({ api, slot, node, clock, signal, standDown: async () => standDown(inspect(node)) });
        await tidyUp(work, signal);
        return orRefuse(result);
      }).catch(toldByApi);
      store.durably({ type: 'node-removed', slot, node, by, why });
      if (removed.stillOn !== undefined) onProblem?.(problem('node-still-on', { slot, reason: removed.stillOn }));
      if (removed.forced.length > 0) onProblem?.(problem('pods-forced', { slot, pods: removed.forced.join(', ') }));
    },
    part: {
      name: 'work on the cluster',
      async run(until, onReady) {
        onReady?.();
        await untilAborted(until);
        stopping.abort(new Error('Rackstrap is stopping'));
        await running?.catch(() => {});
      },
    },
  };
}
