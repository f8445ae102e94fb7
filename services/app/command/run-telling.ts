// What a command says of the run it serves: to a person, or, with --json, to a program, one object a line.

import type { Event } from '../../domain/blade/events.ts';
import type { Stage } from '../../domain/blade/stages.ts';
import { describeEvent } from '../../domain/blade/words.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Appliance } from '../appliance.ts';
import type { Output } from '../output.ts';
import { notAt, progressOf } from '../progress.ts';
import type { Change } from '../run-store.ts';

export interface Telling {
  listening(appliance: Pick<Appliance, 'plan' | 'device'>): void;
  changed(change: Change): void;
  /** `problems`: why what the command is for was not done. */
  ended(appliance: Pick<Appliance, 'store' | 'warnings'>, reached: boolean, problems: readonly Problem[]): void;
  /** How a piece of work ended that is not about every blade. */
  told(problems: readonly Problem[]): void;
}

type NewStages = (change: Change) => readonly { readonly slot: string; readonly stage: Stage }[];

/** Which blades came to another stage, each once. */
function newStages(): NewStages {
  const told = new Map<string, Stage>();
  return ({ run }) =>
    run.blades.filter(({ slot, stage }) => {
      const isNew = told.get(slot) !== stage;
      told.set(slot, stage);
      return isNew && stage !== 'waiting';
    });
}

export function inJson(output: Output): Telling {
  const tell = (object: object) => output.line(JSON.stringify(object));
  const stagesOf = newStages();
  return {
    listening: ({ plan, device }) => tell({ type: 'listening', address: plan.plan.network.laptop, device: device ?? null }),
    changed(change) {
      const { event } = change;
      if (event.type === 'tick') return;
      tell({ type: 'event', seq: event.seq, at: event.at, event, words: describeEvent(event) });
      for (const { slot, stage } of stagesOf(change)) tell({ type: 'stage', slot, stage, at: event.at });
      if (event.type === 'diagnosed') tell({ type: 'problem', slot: event.slot, problem: event.problem });
    },
    ended: ({ store, warnings }, reached, problems) =>
      tell({
        type: 'result',
        ok: reached,
        blades: progressOf(store).map(({ problem: _, ...blade }) => blade),
        problems: [
          ...warnings.filter(({ level }) => level === 'error'),
          ...problems,
          ...progressOf(store).flatMap((blade) => (blade.problem ? [{ slot: blade.slot, ...blade.problem }] : [])),
        ],
      }),
    told: (problems) => tell({ type: 'result', ok: problems.length === 0, problems }),
  };
}

/** What a person who waits for a cluster wants to read of it. */
const ofCluster: ReadonlySet<Event['type']> = new Set<Event['type']>([
  'cluster-adopted',
  'cluster-answered',
  'cluster-silent',
  'addon-step',
  'acceptance-started',
  'check-ended',
  'acceptance-ended',
  'hands-wanted',
  'unplug-started',
  'unplug-ended',
  'handed-over',
  'node-removed',
  'sealed',
  'rolled-back',
]);

export function inProse(output: Output, until: Stage): Telling {
  const stagesOf = newStages();
  const told: Telling['told'] = (problems) => {
    for (const { what, todo } of problems) output.note(`${what} ${todo}`);
  };
  const line = (at: number, slot: string, words: string) =>
    output.line(`${new Date(at).toTimeString().slice(0, 8)}  ${slot.padEnd(8)} ${words}`);
  return {
    listening: ({ plan, device }) =>
      output.line(`Serving ${plan.plan.name} on ${plan.plan.network.laptop}${device ? ` (${device})` : ''}. Power the blades on.`),
    changed(change) {
      const { event } = change;
      for (const { slot, stage } of stagesOf(change)) line(event.at, slot, stage);
      if (event.type === 'diagnosed') line(event.at, event.slot, `${event.problem.what} ${event.problem.todo}`);
      if (ofCluster.has(event.type)) line(event.at, 'slot' in event ? (event.slot ?? '') : 'cluster', describeEvent(event));
    },
    ended({ store }, reached, problems) {
      for (const { slot, hostname, address, stage, seconds } of progressOf(store))
        output.line(
          `${slot.padEnd(8)} ${hostname.padEnd(20)} ${address.padEnd(15)} ${stage.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s`,
        );
      const late = notAt(store, until);
      output.line(reached ? `Every blade reached ${until}.` : `${late.length} of ${store.planned.size} blades did not reach ${until}.`);
      told(problems);
    },
    told,
  };
}
