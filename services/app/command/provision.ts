// `rackstrap provision`: serves a plan without a window until every blade reached a stage.

import { compareStages, type Stage, stages } from '../../domain/blade/stages.ts';
import { describeEvent } from '../../domain/blade/words.ts';
import { problem, Refusal, refusalIn } from '../../domain/problem.ts';
import { type Part, together } from '../../platform/part.ts';
import type { Appliance, Wire } from '../appliance.ts';
import type { Output } from '../output.ts';
import { progressOf, untilReached } from '../progress.ts';
import type { Change } from '../run-store.ts';
import { withBundle } from './bundle/given.ts';
import { consoleOf, consolePort } from './console.ts';
import { deskFor } from './desk.ts';
import { applianceFor, type CommandOptions, numberOption, untilSignal } from './serving.ts';

/** A day: whoever waits longer is not waiting for blades. */
const longestTimeoutSeconds = 86_400;

interface Aim {
  readonly until: Stage;
  readonly timeoutSeconds: number | undefined;
  readonly consent: readonly string[] | 'all';
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
  return { until, timeoutSeconds, consent: consent.includes('all') ? 'all' : consent };
}

/** What a person reads, and with --json what a program reads: one object a line. */
interface Telling {
  listening(appliance: Appliance): void;
  changed(change: Change): void;
  ended(appliance: Appliance, reached: boolean): void;
}

const inJson = (output: Output): Telling => {
  const tellObject = (object: object) => output.line(JSON.stringify(object));
  const stagesTold = new Map<string, Stage>();
  return {
    listening: ({ plan, device }) => tellObject({ type: 'listening', address: plan.plan.network.laptop, device: device ?? null }),
    changed({ event, run }) {
      if (event.type === 'tick') return;
      tellObject({ type: 'event', seq: event.seq, at: event.at, event, words: describeEvent(event) });
      for (const { slot, stage } of run.blades) {
        if (stagesTold.get(slot) === stage) continue;
        stagesTold.set(slot, stage);
        if (stage !== 'waiting') tellObject({ type: 'stage', slot, stage, at: event.at });
      }
      if (event.type === 'diagnosed') tellObject({ type: 'problem', slot: event.slot, problem: event.problem });
    },
    ended: ({ store, warnings }, reached) =>
      tellObject({
        type: 'result',
        ok: reached,
        blades: progressOf(store).map(({ problem: _, ...blade }) => blade),
        problems: [
          ...warnings.filter(({ level }) => level === 'error'),
          ...progressOf(store).flatMap((blade) => (blade.problem ? [{ slot: blade.slot, ...blade.problem }] : [])),
        ],
      }),
  };
};

const inProse = (output: Output, until: Stage): Telling => {
  const stagesTold = new Map<string, Stage>();
  const clock = (at: number) => new Date(at).toTimeString().slice(0, 8);
  return {
    listening: ({ plan, device }) =>
      output.line(`Serving ${plan.plan.name} on ${plan.plan.network.laptop}${device ? ` (${device})` : ''}. Power the blades on.`),
    changed({ event, run }) {
      for (const { slot, stage } of run.blades) {
        if (stagesTold.get(slot) === stage) continue;
        stagesTold.set(slot, stage);
        if (stage !== 'waiting') output.line(`${clock(event.at)}  ${slot.padEnd(8)} ${stage}`);
      }
      if (event.type === 'diagnosed')
        output.line(`${clock(event.at)}  ${event.slot.padEnd(8)} ${event.problem.what} ${event.problem.todo}`);
    },
    ended({ store }, reached) {
      for (const { slot, hostname, address, stage, seconds } of progressOf(store))
        output.line(
          `${slot.padEnd(8)} ${hostname.padEnd(20)} ${address.padEnd(15)} ${stage.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s`,
        );
      const late = progressOf(store).filter(({ stage }) => compareStages(stage, until) < 0);
      output.line(reached ? `Every blade reached ${until}.` : `${late.length} of ${store.planned.size} blades did not reach ${until}.`);
    },
  };
};

function arm({ control, store }: Appliance, { consent }: Aim): void {
  const slots = [...store.planned.keys()];
  control.armFirst(slots, consent === 'all' ? slots : consent, 'command line');
}

/** The console on the run that is provisioned; its stop ends the command. */
function pageBeside(appliance: Appliance, port: number, stop: () => void, options: CommandOptions, output: Output, wire?: Wire): Part[] {
  const desk = deskFor(options, output, wire);
  desk.show(appliance, stop);
  return [desk.part, consoleOf(desk, port, (url) => output.note(`Console: ${url}`))];
}

async function provisionAll(planFile: string, aim: Aim, options: CommandOptions, output: Output, wire?: Wire): Promise<number> {
  const port = consolePort(options);
  const appliance = await applianceFor(planFile, options, output, wire);
  const telling = options.json ? inJson(output) : inProse(output, aim.until);
  appliance.store.follow(telling.changed);
  if (options.arm) arm(appliance, aim);
  const { signal, code, stop } = untilSignal();
  const page = port === undefined ? [] : pageBeside(appliance, port, stop, options, output, wire);
  const end = AbortSignal.any([signal, ...(aim.timeoutSeconds ? [AbortSignal.timeout(aim.timeoutSeconds * 1000)] : [])]);
  const serving = together('rackstrap', [appliance, ...page]).run(end, () => telling.listening(appliance));
  serving.catch(stop);
  const reached = await untilReached(appliance.store, aim.until, end);
  stop();
  await serving;
  telling.ended(appliance, reached);
  return code() ?? (reached ? 0 : 1);
}

/** Exit 0 when every blade reached the stage, 1 when not, 130 or 143 when stopped by a signal; throws a Refusal when it cannot serve. */
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
