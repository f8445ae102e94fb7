// `rackstrap provision`: serves a plan without a window until every blade reached a stage, or the cluster of them is sealed.

import { endOfRun } from '../../domain/blade/run.ts';
import { type Stage, stages } from '../../domain/blade/stages.ts';
import { type Problem, problem, Refusal, refusalIn, warning } from '../../domain/problem.ts';
import { systemClock } from '../../platform/clock.ts';
import { type Part, together } from '../../platform/part.ts';
import { readPlan } from '../../store/plan-file.ts';
import { sealedRun } from '../../store/runs.ts';
import type { Appliance, Wire } from '../appliance.ts';
import type { HandOverTo } from '../cluster/hand-over.ts';
import { byCommand } from '../deciders.ts';
import type { Output } from '../output.ts';
import { untilReached } from '../progress.ts';
import { refuseHeldAddressesOf } from '../run/address-check.ts';
import type { Shown } from '../run/open-run.ts';
import { withBundle } from './bundle/given.ts';
import { handOverGiven } from './cluster/given.ts';
import { toAcceptance, toTheSeal } from './cluster/to-the-seal.ts';
import { consoleOf, consolePort } from './console.ts';
import { deskFor } from './desk.ts';
import { inJson, inProse } from './run-telling.ts';
import { applianceFor, type CommandOptions, numberOption, stateOf, tell, untilSignal } from './serving.ts';

/** A day: whoever waits longer is not waiting for blades. */
const longestTimeoutSeconds = 86_400;

interface Aim {
  readonly until: Stage;
  /** Where the cluster goes before it is sealed; only then. */
  readonly handOver: HandOverTo | undefined;
  /** The cluster has to pass its acceptance test as well. */
  readonly acceptance: boolean;
  readonly cutLeader: boolean;
  readonly timeoutSeconds: number | undefined;
  readonly consent: readonly string[] | 'all';
  readonly arm: boolean;
  /** Of a plan whose last run is sealed, another run is begun. */
  readonly newRun: boolean;
}

function aimOf(slots: readonly string[], options: CommandOptions): Aim {
  const until = stages.find((stage) => stage === options.until);
  if (!until)
    throw new Refusal(
      problem('option-malformed', {
        option: '--until',
        given: String(options.until ?? 'nothing'),
        expected: `one of ${stages.join(', ')}`,
      }),
    );
  const named = options['consent-wipe'] as string[] | undefined;
  if (slots.length > 0 && !named) throw new Refusal(problem('word-unexpected', { word: slots[0]! }));
  const consent = [...(named ?? []), ...slots];
  const timeoutSeconds = numberOption(options, 'timeout', { least: 1, most: longestTimeoutSeconds });
  const handOver = until === 'sealed' ? handOverGiven(options) : undefined;
  return {
    until,
    handOver,
    acceptance: options.acceptance === true,
    cutLeader: options['cut-leader'] === true,
    timeoutSeconds,
    consent: consent.includes('all') ? 'all' : consent,
    arm: options.arm === true,
    newRun: options['new-run'] === true,
  };
}

/** First nobody else may have an address that these blades get. Throws a Refusal with everybody who has one. */
async function arm({ control, store, plan, device }: Appliance, { consent }: Aim, output: Output): Promise<void> {
  const slots = [...store.planned.keys()];
  const never = slots.filter((slot) => store.bladeAt(slot).blade.arming === undefined);
  tell(output, await refuseHeldAddressesOf(never, { plan: plan.plan, device, clock: systemClock }));
  control.armFirst(slots, consent === 'all' ? slots : consent, byCommand);
}

async function armOrClose(appliance: Appliance, aim: Aim, output: Output): Promise<void> {
  try {
    await arm(appliance, aim, output);
  } catch (reason) {
    await appliance.close();
    throw reason;
  }
}

/** The console on the run that is provisioned; its stop ends the command. */
function pageBeside(appliance: Appliance, port: number, stop: () => void, options: CommandOptions, output: Output, wire?: Wire): Part[] {
  const desk = deskFor(options, output, wire);
  desk.show(appliance, stop);
  return [desk.part, consoleOf(desk, port, (url) => output.note(`Console: ${url}`))];
}

interface Ended {
  readonly reached: boolean;
  /** Beside the blades' own. */
  readonly problems: readonly Problem[];
}

/** Resolves when every blade, or the cluster of them, came as far as it should, cannot, or `signal` aborts. */
async function untilThere(appliance: Shown, { until, handOver, acceptance, cutLeader }: Aim, signal: AbortSignal): Promise<Ended> {
  const { store, plan, clusterDesk: desk } = appliance;
  if (!handOver && !acceptance) return { reached: await untilReached(store, until, signal), problems: [] };
  if (!desk) return { reached: false, problems: [problem('cluster-none', { plan: plan.plan.name })] };
  const wanted = { plan: plan.plan, store, desk, cutLeader, by: byCommand, signal };
  const problems = await (handOver ? toTheSeal({ ...wanted, handOver }) : toAcceptance(wanted));
  return { reached: problems.length === 0, problems };
}

/** That there is nothing left to do: the last run of this very plan is sealed, and nobody asked for another. Throws a Refusal (`run-unreadable`). */
async function sealedAlready(planFile: string, { until, arm, newRun }: Aim, options: CommandOptions): Promise<Problem | undefined> {
  if (newRun || (until !== 'sealed' && !arm)) return undefined;
  const read = await readPlan(planFile);
  const last = read.ok ? sealedRun(stateOf(options), read.value.plan.name) : undefined;
  if (!read.ok || last?.record.planSha256 !== read.value.sha256) return undefined;
  return warning(problem('run-sealed-already', { run: last.name, when: last.record.sealed! }));
}

function tellSealed(found: Problem, { json }: CommandOptions, output: Output): void {
  if (json) output.line(JSON.stringify({ type: 'result', ok: true, blades: [], problems: [found] }));
  else tell(output, [found]);
}

async function provisionAll(planFile: string, aim: Aim, options: CommandOptions, output: Output, wire?: Wire): Promise<number> {
  const port = consolePort(options);
  const done = await sealedAlready(planFile, aim, options);
  if (done) {
    tellSealed(done, options, output);
    return 0;
  }
  const appliance = await applianceFor(planFile, options, output, wire, { arming: aim.arm });
  if (endOfRun(appliance.store.run())) {
    // Its end was cut off by a kill, and is brought to its end by now.
    await appliance.close();
    return provisionAll(planFile, aim, options, output, wire);
  }
  const telling = options.json ? inJson(output) : inProse(output, aim.until);
  appliance.store.follow(telling.changed);
  if (aim.arm) await armOrClose(appliance, aim, output);
  const { signal, code, stop } = untilSignal();
  const page = port === undefined ? [] : pageBeside(appliance, port, stop, options, output, wire);
  const end = AbortSignal.any([signal, ...(aim.timeoutSeconds ? [AbortSignal.timeout(aim.timeoutSeconds * 1000)] : [])]);
  const serving = together('rackstrap', [appliance, ...page]).run(end, () => telling.listening(appliance));
  serving.catch(stop);
  const { reached, problems } = await untilThere(appliance, aim, end);
  stop();
  await serving;
  telling.ended(appliance, reached, problems);
  return code() ?? (reached ? 0 : 1);
}

/** Exit 0 when every blade reached the stage, or the run is sealed, 1 when not, 130 or 143 when stopped by a signal; throws a Refusal when it cannot serve. */
export async function provision(
  planFile: string,
  slots: readonly string[],
  options: CommandOptions,
  output: Output,
  wire?: Wire,
): Promise<number> {
  try {
    return await provisionAll(planFile, aimOf(slots, options), await withBundle(options), output, wire);
  } catch (reason) {
    const refusal = refusalIn(reason);
    if (refusal && options.json) output.line(JSON.stringify({ type: 'result', ok: false, blades: [], problems: refusal.problems }));
    throw reason;
  }
}
