// What answers each call of the contract, and the event stream beside them.

import { type CallInput, type CallName, type CallOutput, type Entry, entryOf, runView } from '../../contract/index.ts';
import type { Appliance } from '../appliance.ts';

/** Who the journal names for what is decided on the console. */
const byConsole = 'console';

/** What answers these calls; refuses by throwing a Refusal. */
export type AnswersTo<Names extends CallName> = {
  readonly [Name in Names]: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>;
};
export type Answers = Partial<AnswersTo<CallName>>;

export interface Stream {
  /** The first `most` entries after `seq`, oldest first. */
  since(seq: number, most: number): readonly Entry[];
  /** Calls `heard` whenever there is a new one; returns how to stop. */
  follow(heard: () => void): () => void;
}

/** What of an appliance the console shows and steers. */
export type Shown = Pick<Appliance, 'store' | 'control' | 'plan' | 'warnings'>;

export function consoleAnswers({ store, control, plan, warnings }: Shown): Answers {
  const done = (decide: () => void) => {
    decide();
    return {};
  };
  return {
    status: () => runView(store.run(), store.planned, plan.plan.name, [...warnings, store.trouble() ?? []].flat()),
    arm: ({ slots, consentWipe }) => ({ arming: control.arm(slots, consentWipe, byConsole) }),
    retry: ({ slots, consentWipe }) => ({ arming: control.arm(slots, consentWipe, byConsole) }),
    disarm: ({ slots }) => done(() => control.disarm(slots)),
    consent: ({ slots }) => done(() => control.consent(slots, byConsole)),
    exclude: ({ slot, reason }) => done(() => control.exclude(slot, reason)),
    pause: () => done(() => control.pause(byConsole)),
    resume: () => done(() => control.resume(byConsole)),
    events: ({ after, most }) => {
      const events = store.since(after, most + 1);
      return { entries: events.slice(0, most).map(entryOf), more: events.length > most };
    },
  };
}

/** The journal itself, read on by each page at its own pace. */
export const consoleStream = ({ store }: Pick<Shown, 'store'>): Stream => ({
  since: (seq, most) => store.since(seq, most).map(entryOf),
  follow: (heard) =>
    store.follow(({ event }) => {
      if (event.type !== 'tick') heard();
    }),
});
