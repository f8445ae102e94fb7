// What is being decided about the slots before it is sent: which are marked, where a wipe was allowed by typing, and what the appliance refused.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallName, CallRequest, ProblemView } from '../../../../services/contract/index.ts';
import type { Api } from '../../../api.ts';
import type { Decision } from './slots.ts';

export interface ArmState {
  /** The run this is about; with another one every mark and every consent is gone. */
  readonly run: string | undefined;
  readonly marked: ReadonlySet<string>;
  /** Allowed by typing, for the next arming of that slot. Never kept anywhere else. */
  readonly consented: ReadonlySet<string>;
  readonly busy: boolean;
  /** Why the last call was refused. */
  readonly trouble: readonly ProblemView[];
}

export interface ArmActions {
  turnTo(run: string | undefined): void;
  mark(slots: readonly string[], on: boolean): void;
  allowWipe(slots: readonly string[]): void;
  forbidWipe(slots: readonly string[]): void;
  /** True when it was done; what it changed comes with the stream. `acceptBundle` is the identity of a bundle that no trusted key signed. */
  start(path: string, bundle: string, acceptBundle?: string): Promise<boolean>;
  stop(): Promise<boolean>;
  arm(decision: Decision): Promise<boolean>;
  disarm(slots: readonly string[]): Promise<boolean>;
  /** A wipe on the present arming of slots that are armed already. */
  consent(slots: readonly string[]): Promise<boolean>;
  /** Switches virtual blades on. */
  powerOn(slots: readonly string[]): Promise<boolean>;
  dismiss(): void;
}

export type ArmStore = StoreApi<ArmState & ArmActions>;

const none: ReadonlySet<string> = new Set();
const including = (set: ReadonlySet<string>, more: readonly string[]): ReadonlySet<string> => new Set([...set, ...more]);
const without = (set: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> => {
  const away = new Set(gone);
  return new Set([...set].filter((slot) => !away.has(slot)));
};

export function createArmStore(api: Pick<Api, 'call'>): ArmStore {
  return createStore<ArmState & ArmActions>()((set, get) => {
    async function ask<Name extends CallName>(name: Name, input: CallRequest<Name>): Promise<boolean> {
      set({ busy: true });
      const answer = await api.call(name, input);
      set({ busy: false, trouble: answer.ok ? [] : answer.problems });
      return answer.ok;
    }
    /** What was decided is sent: nothing of it is left to be sent by mistake with the next decision. */
    function settled(slots: readonly string[]): void {
      set({ marked: without(get().marked, slots), consented: without(get().consented, slots) });
    }
    async function decide<Name extends CallName>(name: Name, input: CallRequest<Name>, slots: readonly string[]): Promise<boolean> {
      const done = await ask(name, input);
      if (done) settled(slots);
      return done;
    }
    return {
      run: undefined,
      marked: none,
      consented: none,
      busy: false,
      trouble: [],
      turnTo(run) {
        if (run !== get().run) set({ run, marked: none, consented: none });
      },
      mark: (slots, on) => set({ marked: on ? including(get().marked, slots) : without(get().marked, slots) }),
      allowWipe: (slots) => set({ consented: including(get().consented, slots) }),
      forbidWipe: (slots) => set({ consented: without(get().consented, slots) }),
      start: (path, bundle, acceptBundle) => ask('startRun', { path, bundle, ...(acceptBundle === undefined ? {} : { acceptBundle }) }),
      stop: () => ask('stopRun', {}),
      arm: ({ arm, wipe }) => decide('arm', { slots: [...arm], consentWipe: [...wipe] }, arm),
      disarm: (slots) => decide('disarm', { slots: [...slots] }, slots),
      consent: (slots) => decide('consent', { slots: [...slots] }, slots),
      powerOn: (slots) => ask('power', { slots: [...slots], on: true }),
      dismiss: () => set({ trouble: [] }),
    };
  });
}
