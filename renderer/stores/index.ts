// The page's stores, wired to the appliance and to each other; and how a component selects one value of them.

import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { api } from '../api.ts';
import { createJobsStore } from './jobs.ts';
import { createPlaceStore } from './place.ts';
import { createPlanStore } from './plan.ts';
import { createRackStore } from './rack.ts';
import { createSettingsStore } from './settings.ts';
import { createSiteStore } from './site.ts';

export const planStore = createPlanStore(api);
export const rackStore = createRackStore();
export const siteStore = createSiteStore(api);
export const jobsStore = createJobsStore(api);
export const placeStore = createPlaceStore(window);
export const settingsStore = createSettingsStore(localStorage, navigator.languages);

type Select<Store> = Store extends StoreApi<infer State> ? <Value>(select: (state: State) => Value) => Value : never;
const hook = <Store extends StoreApi<never>>(store: Store) => ((select: never) => useStore(store, select)) as unknown as Select<Store>;

export const usePlan = hook(planStore as never) as Select<typeof planStore>;
export const useRack = hook(rackStore as never) as Select<typeof rackStore>;
export const useSite = hook(siteStore as never) as Select<typeof siteStore>;
export const useJobs = hook(jobsStore as never) as Select<typeof jobsStore>;
export const usePlace = hook(placeStore as never) as Select<typeof placeStore>;
export const useSettings = hook(settingsStore as never) as Select<typeof settingsStore>;

/** Follows the appliance, in the language that is chosen, until the page goes away. */
export function followAppliance(): void {
  let stop: (() => void) | undefined;
  let language: string | undefined;
  const follow = () => {
    const wanted = settingsStore.getState().language;
    if (wanted === language) return;
    language = wanted;
    stop?.();
    stop = api.changes(wanted, {
      rack: (change) => rackStore.getState().heard(change),
      site: (change) => siteStore.getState().heard(change),
      plan: (change) => planStore.getState().heard(change),
      jobs: (change) => {
        const mayBeOthers = jobsStore.getState().heard(change);
        // What nobody has looked at yet is looked at when it is opened.
        if (mayBeOthers && siteStore.getState().bundles) void siteStore.getState().loadBundles();
      },
      line: (up) => rackStore.getState().lineIs(up),
    });
  };
  follow();
  settingsStore.subscribe(follow);
}

/** Opens the plan that the address names, now and whenever it names another. */
export function followPlace(): void {
  const follow = () => {
    const { plan } = placeStore.getState();
    const open = planStore.getState().view?.path;
    if (plan && plan !== open) void planStore.getState().open(plan);
  };
  follow();
  placeStore.subscribe(follow);
}
