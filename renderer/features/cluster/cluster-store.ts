// What somebody asks of the cluster: test it, hand it over, pull the plug, seal it. How it goes comes with the stream.

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CallName, CallRequest, ProblemView } from '../../../services/contract/index.ts';
import type { CheckName } from '../../../services/domain/cluster/checks.ts';
import { type Api, api } from '../../api.ts';

export interface ClusterState {
  readonly busy: boolean;
  /** Why what a button of the page asked last was refused. */
  readonly trouble: readonly ProblemView[];
}

export interface ClusterActions {
  /** Asked by a button: a refusal is told beside it. */
  test(checks: readonly CheckName[]): Promise<void>;
  handOver(input: CallRequest<'handOver'>): Promise<void>;
  dismiss(): void;
  /** Asked in a dialog, which tells every problem that kept it from being done; none when it was, or has begun. */
  cut(): Promise<readonly ProblemView[]>;
  unplug(): Promise<readonly ProblemView[]>;
  seal(incomplete: boolean): Promise<readonly ProblemView[]>;
}

export const createClusterStore = (appliance: Pick<Api, 'call'>) =>
  createStore<ClusterState & ClusterActions>()((set) => {
    async function ask<Name extends CallName>(name: Name, input: CallRequest<Name>): Promise<readonly ProblemView[]> {
      set({ busy: true, trouble: [] });
      const answer = await appliance.call(name, input);
      set({ busy: false });
      return answer.ok ? [] : answer.problems;
    }
    return {
      busy: false,
      trouble: [],
      test: async (checks) => set({ trouble: await ask('testCluster', { checks: [...checks] }) }),
      handOver: async (input) => set({ trouble: await ask('handOver', input) }),
      dismiss: () => set({ trouble: [] }),
      cut: () => ask('testCluster', { checks: ['vip'] }),
      unplug: () => ask('unplugTest', {}),
      seal: (incomplete) => ask('seal', { incomplete }),
    };
  });

const clusterStore = createClusterStore(api);
export const useClusterCalls = <Value>(select: (state: ClusterState & ClusterActions) => Value): Value => useStore(clusterStore, select);
