// The slots of the list in their order. Rows that jump five times a second cannot be read: it is made again with the clock, once a second.

import { useMemo } from 'react';
import { rackStore, useRack } from '../../stores/index.ts';
import { useNow } from '../../ui/clock.ts';
import { orderOf } from './order.ts';
import { useView } from './view-store.ts';

export function useOrder(): readonly string[] {
  const slots = useRack((rack) => rack.slots);
  const text = useView((view) => view.text);
  const states = useView((view) => view.states);
  const sort = useView((view) => view.sort);
  const now = useNow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the blades are read when the clock ticks, not with every change
  return useMemo(() => {
    const { blades } = rackStore.getState();
    return orderOf(
      slots.flatMap((slot) => blades[slot] ?? []),
      { text, states },
      sort,
    );
  }, [slots, text, states, sort, now]);
}
