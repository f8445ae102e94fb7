// The bundles page's own questions, wired to the appliance; and which bundle it shows.

import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { BundleListed } from '../../../services/contract/index.ts';
import { api } from '../../api.ts';
import { siteStore, useJobs, usePlace, useSite } from '../../stores/index.ts';
import { type BundlesActions, type BundlesState, createBundlesStore } from './bundles-store.ts';

const bundlesStore = createBundlesStore(api, () => siteStore.getState().loadBundles());

export const useBundles = <Value>(select: (state: BundlesState & BundlesActions) => Value): Value => useStore(bundlesStore, select);

/** The one that the address names, also after its stick was pulled out and it was imported; the first of the list where it names none that is here. */
export function useShown(): BundleListed | undefined {
  const bundles = useSite((site) => site.bundles);
  const directory = usePlace((place) => place.part);
  const importedTo = useJobs(({ jobs }) => jobs.find((job) => job.directory === directory)?.outcome?.directory);
  const at = (path: string | undefined) => bundles?.find((bundle) => bundle.directory === path);
  const moved = at(directory) ? undefined : at(importedTo);
  const replace = usePlace((place) => place.replace);
  useEffect(() => {
    if (moved) replace({ part: moved.directory });
  }, [replace, moved]);
  return at(directory) ?? moved ?? bundles?.[0];
}
