// What a technician decides about a run: arm, consent, take back, leave out, pause. Each decision is on disk before it counts.

import { isWriting, permissionOf } from '../domain/blade/blade.ts';
import { deadlines } from '../domain/blade/deadlines.ts';
import { bladeAt, endOfRun, type Run } from '../domain/blade/run.ts';
import { type Problem, problem, Refusal } from '../domain/problem.ts';
import type { RunStore } from './run-store.ts';

export interface RunControl {
  /**
   * One install for each of these slots, and the number of this arming; `consent` names those of them whose disk may hold data that is then lost.
   * Refused (`slot-writing`) for a blade that writes its disk now: two systems must never write one disk; (`node-still-there`, `member-still-there`) for one
   * that is a node, which etcd would miss, or a member of etcd without one; and (`run-sealed`, `run-rolled-back`) in a run that is over.
   */
  arm(slots: readonly string[], consent: readonly string[], by: string): number;
  /** Like `arm`, for the slots that were never armed in this run and are no nodes: what an interrupted command says again. */
  armFirst(slots: readonly string[], consent: readonly string[], by: string): void;
  /** Refused (`not-armed`) where there is no arming that it could be good for. */
  consent(slots: readonly string[], by: string): void;
  disarm(slots: readonly string[]): void;
  exclude(slot: string, reason: string): void;
  pause(by: string): void;
  resume(by: string): void;
}

/** Throws a Refusal (`slot-unknown`), one problem for each slot that the plan does not have. */
export function refuseUnknown({ planned }: Pick<RunStore, 'planned'>, slots: readonly string[]): void {
  const unknown = slots.filter((slot) => !planned.has(slot));
  if (unknown.length > 0)
    throw new Refusal(...unknown.map((slot) => problem('slot-unknown', { slot, known: [...planned.keys()].join(' ') })));
}

/** Throws a Refusal (`run-sealed`, `run-rolled-back`): what is over never installs again. */
export function refuseWhenOver(run: Run): void {
  const how = endOfRun(run);
  if (how) throw new Refusal(problem(how === 'sealed' ? 'run-sealed' : 'run-rolled-back'));
}

/** Every call throws a Refusal (`slot-unknown` for a slot that the plan does not have, `journal-full`), and then has done nothing. */
export function runControl(store: RunStore, now: () => number): RunControl {
  const blade = (slot: string) => bladeAt(store.run(), slot)!;

  /** A blade that is installed anew cannot join under the name of a member that etcd still counts: and each such member weakens the quorum. */
  const memberOf = (slot: string): string | undefined =>
    store.run().cluster.etcd.find(({ name }) => name === store.planned.get(slot)!.hostname)?.name;

  function refuseWhere(slots: readonly string[], wrong: (slot: string) => Problem | undefined): void {
    const problems = slots.flatMap((slot) => wrong(slot) ?? []);
    if (problems.length > 0) throw new Refusal(...problems);
  }

  const inTheWay = (slot: string): Problem | undefined => {
    if (isWriting(blade(slot), now(), deadlines.writing)) return problem('slot-writing', { slot });
    if (blade(slot).node) return problem('node-still-there', { slot });
    const member = memberOf(slot);
    return member === undefined ? undefined : problem('member-still-there', { slot, member });
  };

  const arm: RunControl['arm'] = (slots, consent, by) => {
    refuseWhenOver(store.run());
    refuseUnknown(store, [...slots, ...consent]);
    refuseWhere(slots, inTheWay);
    const arming = store.run().armings + 1;
    const consented = consent.filter((slot) => slots.includes(slot));
    store.durably({ type: 'armed', slots, arming }, ...consented.map((slot) => ({ type: 'consent-recorded', slot, arming, by }) as const));
    return arming;
  };

  return {
    arm,
    armFirst(slots, consent, by) {
      refuseUnknown(store, [...slots, ...consent]);
      const never = slots.filter((slot) => blade(slot).arming === undefined && !blade(slot).node && !memberOf(slot));
      if (never.length > 0) arm(never, consent, by);
    },
    consent(slots, by) {
      refuseUnknown(store, slots);
      refuseWhere(slots, (slot) => (permissionOf(blade(slot)) === 'armed' ? undefined : problem('not-armed', { slot })));
      store.durably(...slots.map((slot) => ({ type: 'consent-recorded', slot, arming: blade(slot).arming!.number, by }) as const));
    },
    disarm(slots) {
      refuseUnknown(store, slots);
      const armed = slots.filter((slot) => permissionOf(blade(slot)) === 'armed');
      if (armed.length > 0) store.durably({ type: 'disarmed', slots: armed });
    },
    exclude(slot, reason) {
      refuseUnknown(store, [slot]);
      store.durably({ type: 'excluded', slot, reason });
    },
    pause: (by) => store.durably({ type: 'run-paused', by }),
    resume: (by) => store.durably({ type: 'run-resumed', by }),
  };
}
