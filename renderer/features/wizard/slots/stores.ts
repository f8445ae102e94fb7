// The slots step's store, wired to the page's own.

import { useStore } from 'zustand';
import { planStore, siteStore } from '../../../stores/index.ts';
import { createSlotsStore, type SlotsActions, type SlotsState } from './store.ts';

export const slotsStore = createSlotsStore(planStore, siteStore);

export const useSlots = <Value>(select: (state: SlotsState & SlotsActions) => Value): Value => useStore(slotsStore, select);
