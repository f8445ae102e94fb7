// The documents of the blades that were looked at: as they are with the file as it is now, and as they were before its last change.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DocumentView, ProblemView } from '../../../../services/contract/index.ts';
import type { Api } from '../../../api.ts';

/** What was rendered, and what from: it stays good while all three are the same. */
export interface Source {
  readonly path: string;
  readonly sha256: string;
  readonly bundle: string;
}

type Documents = readonly DocumentView[];
export type BySlot = Readonly<Record<string, Documents>>;

export interface DocumentsState {
  readonly source: Source | undefined;
  readonly now: BySlot;
  /** Of blades that were looked at before the plan changed, as they were then. */
  readonly before: BySlot;
  readonly busy: boolean;
  /** Of the plan with this bundle. */
  readonly problems: readonly ProblemView[];
  /** Why nothing could be rendered. */
  readonly trouble: readonly ProblemView[];
}

export interface DocumentsActions {
  /** Asks for what is not there yet; an answer that came too late is dropped. */
  render(source: Source, slots: readonly string[]): Promise<void>;
}

export type DocumentsStore = StoreApi<DocumentsState & DocumentsActions>;

const isSame = (one: Source | undefined, other: Source) =>
  one?.path === other.path && one.sha256 === other.sha256 && one.bundle === other.bundle;

export function createDocumentsStore(api: Pick<Api, 'call'>): DocumentsStore {
  return createStore<DocumentsState & DocumentsActions>()((set, get) => {
    /** Another plan or bundle has no before; a changed plan has the one that is shown now. */
    function turnTo(source: Source): void {
      const { source: last, now, before } = get();
      if (isSame(last, source)) return;
      const isChanged = last?.path === source.path && last.bundle === source.bundle;
      set({ source, now: {}, before: isChanged ? { ...before, ...now } : {}, busy: false, problems: [], trouble: [] });
    }
    return {
      source: undefined,
      now: {},
      before: {},
      busy: false,
      problems: [],
      trouble: [],
      async render(source, slots) {
        turnTo(source);
        const missing = slots.filter((slot) => !get().now[slot]);
        if (missing.length === 0) return;
        set({ busy: true });
        const answer = await api.call('renderPlan', { path: source.path, bundle: source.bundle, slots: missing });
        if (!isSame(get().source, source)) return;
        if (!answer.ok) return set({ busy: false, trouble: answer.problems });
        const { blades, problems } = answer.value;
        const fresh = Object.fromEntries(blades.map(({ slot, documents }) => [slot, documents]));
        set({ busy: false, trouble: [], problems, now: { ...get().now, ...fresh } });
      },
    };
  });
}
