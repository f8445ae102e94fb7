// Steering the run: one decision after the other, and why one was refused.

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CallName, CallRequest, ProblemView } from '../../../services/contract/index.ts';
import { type Api, api } from '../../api.ts';

export type Decision = Extract<
  CallName,
  'pause' | 'resume' | 'retry' | 'exclude' | 'disarm' | 'consent' | 'power' | 'stopRun' | 'removeNode'
>;

export interface SteeringState {
  readonly busy: boolean;
  /** Why the last decision was refused. */
  readonly trouble: readonly ProblemView[];
}

export interface SteeringActions {
  /** True when it was carried out; what it changed comes with the stream. */
  decide<Name extends Decision>(name: Name, input: CallRequest<Name>): Promise<boolean>;
  dismiss(): void;
}

export const createSteeringStore = (appliance: Pick<Api, 'call'>) =>
  createStore<SteeringState & SteeringActions>()((set) => ({
    busy: false,
    trouble: [],
    async decide(name, input) {
      set({ busy: true });
      const answer = await appliance.call(name, input);
      set({ busy: false, trouble: answer.ok ? [] : answer.problems });
      return answer.ok;
    },
    dismiss: () => set({ trouble: [] }),
  }));

const steeringStore = createSteeringStore(api);
export const useSteering = <Value>(select: (state: SteeringState & SteeringActions) => Value): Value => useStore(steeringStore, select);
