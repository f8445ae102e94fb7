// The blade that is looked at: its documents and hardware, and its evidence, earlier on demand and new as it happens.

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { BladeDetail, Entry, ProblemView } from '../../../services/contract/index.ts';
import type { Language } from '../../../services/domain/language.ts';
import { type Api, api } from '../../api.ts';

export interface LookedAt {
  readonly slot: string;
  readonly language: Language | undefined;
  readonly detail: BladeDetail | undefined;
  /** Oldest first. */
  readonly entries: readonly Entry[];
  /** There are earlier ones. */
  readonly more: boolean;
  readonly trouble: readonly ProblemView[];
}

export interface LookActions {
  /** Looks at this slot from now on; at the same one again: takes what is new of it. */
  look(slot: string, language: Language): Promise<void>;
  earlier(language: Language): Promise<void>;
  /** Of the stream; those of other slots are passed over. */
  heard(activity: readonly Entry[]): void;
}

/** In one answer: more than a screen shows at once. */
const entriesAtOnce = 200;
/** A blade that loops all night must not fill the page's memory; the journal keeps everything. */
const mostEntries = 500;

type Evidence = Pick<LookedAt, 'entries' | 'more'>;

/** Both, each entry once, oldest first. */
export function mergeEntries(one: readonly Entry[], other: readonly Entry[]): readonly Entry[] {
  const bySeq = new Map([...one, ...other].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((first, second) => first.seq - second.seq);
}

/** The newest of them; what goes can be asked for again. */
const bounded = (entries: readonly Entry[], more: boolean, most = mostEntries): Evidence =>
  entries.length > most ? { entries: entries.slice(-most), more: true } : { entries, more };

/** With the newest evidence as the journal has it. Without a common entry the older one is let go, so that there is never a gap unseen. */
function refreshed({ entries, more }: Evidence, newest: Evidence): Evidence {
  const [first, last] = [newest.entries[0]?.seq, entries.at(-1)?.seq];
  if (first === undefined || last === undefined || last < first) return newest;
  const reachesBack = entries[0]!.seq < first;
  return bounded(mergeEntries(entries, newest.entries), reachesBack ? more : newest.more, Math.max(mostEntries, entries.length));
}

const nothing = { slot: '', language: undefined, detail: undefined, entries: [], more: false, trouble: [] } as const;

export const createBladeStore = (appliance: Pick<Api, 'call'>) =>
  createStore<LookedAt & LookActions>()((set, get) => {
    /** The answer about a blade that was left meanwhile is dropped. */
    const still = (slot: string, change: (before: LookedAt) => Partial<LookedAt>) => get().slot === slot && set(change);
    return {
      ...nothing,
      async look(slot, language) {
        if (get().slot !== slot || get().language !== language) set({ ...nothing, slot, language });
        const [detail, evidence] = await Promise.all([
          appliance.call('blade', { slot }),
          appliance.call('evidence', { slot, most: entriesAtOnce, language }),
        ]);
        still(slot, (before) => ({
          trouble: [detail, evidence].flatMap((answer) => (answer.ok ? [] : answer.problems)),
          ...(detail.ok ? { detail: detail.value } : {}),
          ...(evidence.ok ? refreshed(before, evidence.value) : {}),
        }));
      },
      async earlier(language) {
        const { slot, entries } = get();
        const before = entries[0]?.seq;
        const answer = await appliance.call('evidence', { slot, most: entriesAtOnce, language, ...(before ? { before } : {}) });
        still(slot, (now) =>
          answer.ok ? { entries: mergeEntries(now.entries, answer.value.entries), more: answer.value.more } : { trouble: answer.problems },
        );
      },
      heard(activity) {
        const { slot, entries, more } = get();
        const last = entries.at(-1)?.seq ?? 0;
        const fresh = activity.filter(({ seq, slots }) => seq > last && slots.includes(slot));
        if (fresh.length > 0) set(bounded([...entries, ...fresh], more, Math.max(mostEntries, entries.length)));
      },
    };
  });

export const bladeStore = createBladeStore(api);
export const useBlade = <Value>(select: (state: LookedAt & LookActions) => Value): Value => useStore(bladeStore, select);
