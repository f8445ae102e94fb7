// Which adapter this step is about: the one that was picked here, else the one that has the plan's address.

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AdapterView } from '../../../../services/contract/index.ts';
import { usePlan, useSite } from '../../../stores/index.ts';

interface Picked {
  /** Path of the plan it was picked for. */
  readonly plan: string | undefined;
  readonly adapter: string | undefined;
}

/** An adapter without an address can be picked too, and then the plan knows nothing of it: remembered while the page is there. */
const picked = createStore<Picked>()(() => ({ plan: undefined, adapter: undefined }));

export const pick = (plan: string | undefined, adapter: string): void => picked.setState({ plan, adapter });

const none: readonly AdapterView[] = [];
export const useAdapters = (): readonly AdapterView[] => useSite(({ site }) => site?.adapters ?? none);

const has = ({ addresses }: AdapterView, laptop: string | null | undefined) => addresses.some(({ address }) => address === laptop);

export interface ChosenAdapter {
  readonly adapter: AdapterView | undefined;
  /** It has the address that the plan gives the laptop. */
  readonly isHome: boolean;
}

export function useAdapter(): ChosenAdapter {
  const adapters = useAdapters();
  const path = usePlan(({ view }) => view?.path);
  const laptop = usePlan(({ plan }) => plan.network?.laptop);
  const byHand = useStore(picked, ({ plan, adapter }) => (plan === path ? adapter : undefined));
  const adapter = adapters.find(({ name }) => name === byHand) ?? adapters.find((one) => has(one, laptop));
  return { adapter, isHome: adapter !== undefined && has(adapter, laptop) };
}
