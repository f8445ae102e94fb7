// The laptop and what lies around it: adapters and the wire (kept up to date by the stream), bundles and plans (asked for when looked at).

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BundleListed, PlanListed, ProblemView, SiteView } from '../../services/contract/index.ts';
import type { Api } from '../api.ts';

export interface SiteState {
  readonly site: SiteView | undefined;
  readonly bundles: readonly BundleListed[] | undefined;
  /** Where bundles are looked for on this laptop. */
  readonly bundleDirectory: string;
  /** Bytes that are left there. */
  readonly bundleFree: number;
  readonly plans: readonly PlanListed[] | undefined;
  readonly planDirectory: string;
  /** Why the last call did not do what was asked. */
  readonly trouble: readonly ProblemView[];
}

export interface SiteActions {
  heard(site: SiteView): void;
  listen(device: string): Promise<void>;
  stopListening(): Promise<void>;
  loadBundles(): Promise<void>;
  /** True when it is one. */
  addBundle(directory: string): Promise<boolean>;
  loadPlans(): Promise<void>;
}

export type SiteStore = StoreApi<SiteState & SiteActions>;

export function createSiteStore(api: Pick<Api, 'call'>): SiteStore {
  return createStore<SiteState & SiteActions>()((set, get) => {
    /** Times that the bundles were asked for. */
    let asked = 0;
    const tell = (answer: { readonly ok: boolean; readonly problems?: readonly ProblemView[] }) => set({ trouble: answer.problems ?? [] });
    return {
      site: undefined,
      bundles: undefined,
      bundleDirectory: '',
      bundleFree: 0,
      plans: undefined,
      planDirectory: '',
      trouble: [],
      heard: (site) => set({ site }),
      listen: async (device) => tell(await api.call('listen', { device })),
      stopListening: async () => tell(await api.call('stopListening', {})),
      async loadBundles() {
        asked += 1;
        const own = asked;
        const answer = await api.call('bundles', {});
        // A stick that was pulled out meanwhile is not put back by an answer that comes late.
        if (own !== asked) return;
        if (!answer.ok) return tell(answer);
        const { bundles, directory, free } = answer.value;
        set({ bundles, bundleDirectory: directory, bundleFree: free, trouble: [] });
      },
      async addBundle(directory) {
        const answer = await api.call('addBundle', { directory });
        tell(answer);
        if (answer.ok) await get().loadBundles();
        return answer.ok;
      },
      async loadPlans() {
        const answer = await api.call('plans', {});
        if (answer.ok) set({ plans: answer.value.plans, planDirectory: answer.value.directory, trouble: [] });
        else tell(answer);
      },
    };
  });
}
