// The bundles page's own questions, wired to the appliance; and which bundle it shows.

import { useStore } from 'zustand';
import type { BundleListed } from '../../../services/contract/index.ts';
import { api } from '../../api.ts';
import { siteStore, usePlace, useSite } from '../../stores/index.ts';
import { type BundlesActions, type BundlesState, createBundlesStore } from './bundles-store.ts';

const bundlesStore = createBundlesStore(api, () => siteStore.getState().loadBundles());

export const useBundles = <Value>(select: (state: BundlesState & BundlesActions) => Value): Value => useStore(bundlesStore, select);

/** The one that the address names; the first of the list where it names none that is here. */
export function useShown(): BundleListed | undefined {
  const bundles = useSite((site) => site.bundles);
  const directory = usePlace((place) => place.part);
  return bundles?.find((bundle) => bundle.directory === directory) ?? bundles?.[0];
}
