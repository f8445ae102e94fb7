// A run opened for one piece of work on its cluster: the watch looks at it, the boot services stay off.

import { type Problem, problem, Refusal, refusalIn } from '../../../domain/problem.ts';
import { started } from '../../../platform/part.ts';
import type { ClusterDesk } from '../../cluster/cluster-desk.ts';
import type { Output } from '../../output.ts';
import { untilSo } from '../../progress.ts';
import type { Shown } from '../../run/open-run.ts';
import { refuseWhenOver } from '../../run-control.ts';
import { withBundle } from '../bundle/given.ts';
import { inJson, inProse, type Telling } from '../run-telling.ts';
import { applianceFor, type CommandOptions, numberOption, untilSignal } from '../serving.ts';

/** The API is asked every five seconds, and a laptop that was just plugged in waits for its switch. Seconds. */
const usualPatience = 60;
/** The longest test waits for hands and for blades that start slowly. */
const longestTimeoutSeconds = 86_400;

export interface AtCluster {
  readonly run: Shown;
  readonly desk: ClusterDesk;
  /** Aborts when the command is stopped, or its time is over. */
  readonly signal: AbortSignal;
  /** Resolves when the API answers. Throws a Refusal (`cluster-not-there`) when it does not within a minute. */
  answering(): Promise<void>;
}

type Work = (at: AtCluster) => Promise<readonly Problem[]>;

/** Throws a Refusal (`run-sealed`, `run-rolled-back`, `cluster-none`). */
function deskOf({ clusterDesk, plan, store }: Shown): ClusterDesk {
  refuseWhenOver(store.run());
  if (!clusterDesk) throw new Refusal(problem('cluster-none', { plan: plan.plan.name }));
  return clusterDesk;
}

const answeringIn =
  ({ store }: Shown, signal: AbortSignal) =>
  async (): Promise<void> => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(usualPatience * 1000)]);
    if (!(await untilSo(store, () => store.run().cluster.api?.answers === true, until))) throw new Refusal(problem('cluster-not-there'));
  };

/** What the work came to; what was stopped in the middle is told as stopped. */
async function problemsOf(work: () => Promise<readonly Problem[]>, signal: AbortSignal): Promise<readonly Problem[]> {
  try {
    return await work();
  } catch (reason) {
    const refusal = refusalIn(reason);
    if (refusal) return refusal.problems;
    if (signal.aborted) return [problem('cluster-stopped')];
    throw reason;
  }
}

const tellingOf = ({ json }: CommandOptions, output: Output): Telling => (json ? inJson(output) : inProse(output, 'ready'));

/**
 * Exit 0 when the work found no problem, 1 when it did, 130 or 143 when it was stopped by a signal; throws a Refusal when the run cannot be opened:
 * also when another Rackstrap serves it, where the same is done on its console.
 */
export async function withCluster(planFile: string, given: CommandOptions, output: Output, work: Work): Promise<number> {
  const seconds = numberOption(given, 'timeout', { least: 1, most: longestTimeoutSeconds });
  const options = await withBundle(given);
  const appliance = await applianceFor(planFile, options, output, {}, { bootServices: false });
  const run: Shown = appliance;
  const telling = tellingOf(options, output);
  const { signal, code, stop } = untilSignal();
  const end = seconds === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
  run.store.follow(telling.changed);
  const running = await started(appliance);
  const stopRunning = () => running.stop();
  end.addEventListener('abort', () => void stopRunning().catch(() => {}), { once: true });
  const atCluster = () => work({ run, desk: deskOf(run), signal: end, answering: answeringIn(run, end) });
  const problems = await problemsOf(atCluster, end).finally(stopRunning);
  stop();
  telling.told(problems);
  return code() ?? (problems.length === 0 ? 0 : 1);
}
