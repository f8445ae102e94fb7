// What answers the calls about the open run: the rack as it is, its evidence, and the technician's decisions.

import { entryOf, runView } from '../../contract/index.ts';
import type { runCalls } from '../../contract/run.ts';
import type { Event } from '../../domain/blade/events.ts';
import type { Language } from '../../domain/language.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import { systemClock } from '../../platform/clock.ts';
import { type AnswersTo, done } from '../console/calls.ts';
import type { EventSource } from '../console/events.ts';
import { byConsole } from '../deciders.ts';
import { refuseUnknown } from '../run-control.ts';
import { refuseHeldAddressesOf } from './address-check.ts';
import { bladeDetail } from './detail.ts';
import type { OpenRun } from './open-run.ts';
import type { RunSource } from './rack-channel.ts';
import { isFresh, standingCluster } from './standing-cluster.ts';

/** Those that only need a run; starting, stopping and power need the laptop around it. */
export type RunAnswers = AnswersTo<Exclude<keyof typeof runCalls, 'startRun' | 'stopRun' | 'power'>>;

const entriesOf = (events: readonly Event[], language: Language) => events.map((event) => entryOf(event, language));

/** Throws a Refusal (`run-none`). */
export function openRunIn({ run }: Pick<RunSource, 'run'>): OpenRun {
  const open = run();
  if (!open) throw new Refusal(problem('run-none'));
  return open;
}

export function runAnswers(source: Pick<RunSource, 'run'>): RunAnswers {
  const open = () => openRunIn(source);
  const at = (slot: string) => {
    const run = open();
    refuseUnknown(run.store, [slot]);
    return run;
  };
  /** First nobody else may have an address that these blades get, and no cluster may stand there. */
  const arm: RunAnswers['arm'] = async ({ slots, consentWipe }) => {
    const { plan, device, store, control, trouble } = open();
    refuseUnknown(store, slots);
    const standing = isFresh(store.run()) ? await standingCluster({ plan: plan.plan, device }) : undefined;
    if (standing) throw new Refusal(standing);
    (await refuseHeldAddressesOf(slots, { plan: plan.plan, device, clock: systemClock })).forEach(trouble);
    return { arming: control.arm(slots, consentWipe, byConsole) };
  };
  return {
    status: () => {
      const run = open();
      return runView(run.store.run(), run.store.planned, run.plan.plan.name, run.problems());
    },
    arm,
    retry: arm,
    disarm: ({ slots }) => done(() => open().control.disarm(slots)),
    consent: ({ slots }) => done(() => open().control.consent(slots, byConsole)),
    exclude: ({ slot, reason }) => done(() => open().control.exclude(slot, reason)),
    pause: () => done(() => open().control.pause(byConsole)),
    resume: () => done(() => open().control.resume(byConsole)),
    events: ({ after, most, language }) => {
      const events = open().store.since(after, most + 1);
      return { entries: entriesOf(events.slice(0, most), language), more: events.length > most };
    },
    evidence: ({ slot, before, most, language }) => {
      const events = at(slot).store.about(slot, before ?? Number.MAX_SAFE_INTEGER, most + 1);
      return { entries: entriesOf(events.slice(-most), language), more: events.length > most };
    },
    blade: ({ slot }) => bladeDetail(at(slot), slot),
    throughput: () => ({ samples: [...open().throughput.samples()] }),
  };
}

/** The journal of the open run as a stream. */
export const runEvents = ({ run, follow }: RunSource): EventSource => ({
  since: (seq, most, language) => entriesOf(run()?.store.since(seq, most) ?? [], language),
  follow,
});
