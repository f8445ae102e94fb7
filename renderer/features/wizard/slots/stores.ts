// The slots step's store and the rack of the plan, wired to the page's own stores.

import { useStore } from 'zustand';
import { planStore, siteStore, usePlan } from '../../../stores/index.ts';
import { currentRack } from './current-rack.ts';
import type { Rack } from './rack.ts';
import { createSlotsStore, type SlotsActions, type SlotsState } from './store.ts';

export const slotsStore = createSlotsStore(planStore, siteStore);

export const useSlots = <Value>(select: (state: SlotsState & SlotsActions) => Value): Value => useStore(slotsStore, select);

/** What a component shows of the rack of the plan that is open. */
export const useRackOfPlan = <Value>(select: (rack: Rack) => Value): Value => usePlan((state) => select(currentRack(state)));
