// What the bundles page asks of the appliance beyond the list: what is in a bundle, how two differ, which keys are trusted.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  BundleDetail,
  BundleDifference,
  CallName,
  CallOutput,
  CallRequest,
  KeyView,
  ProblemView,
} from '../../../services/contract/index.ts';
import type { Api } from '../../api.ts';

export interface BundlesState {
  /** By the bundle's identity and directory: what is in it does not change without another identity. */
  readonly details: Readonly<Record<string, BundleDetail>>;
  readonly keys: readonly KeyView[] | undefined;
  readonly difference: BundleDifference | undefined;
  readonly trouble: readonly ProblemView[];
}

/** These give every problem that kept it from being done; none when it was. */
export interface BundlesActions {
  loadDetail(key: string, directory: string): Promise<void>;
  compare(before: string, after: string): Promise<void>;
  loadKeys(): Promise<void>;
  trust(directory: string, words: string, comment: string): Promise<readonly ProblemView[]>;
  distrust(words: string): Promise<readonly ProblemView[]>;
  remove(directory: string): Promise<readonly ProblemView[]>;
  /** The file to download; undefined when it cannot be made. */
  sbom(directory: string): Promise<CallOutput<'sbom'> | undefined>;
  /** Bytes that removing it frees; undefined when that is not known. */
  removalOf(directory: string): Promise<number | undefined>;
  dismiss(): void;
}

export type BundlesStore = StoreApi<BundlesState & BundlesActions>;

/** The bundles at hand are looked at again after what changes them. */
export function createBundlesStore(api: Pick<Api, 'call'>, lookAgain: () => Promise<void>): BundlesStore {
  return createStore<BundlesState & BundlesActions>()((set, get) => {
    async function ask<Name extends CallName>(name: Name, input: CallRequest<Name>): Promise<CallOutput<Name> | undefined> {
      const answer = await api.call(name, input);
      set({ trouble: answer.ok ? [] : answer.problems });
      return answer.ok ? answer.value : undefined;
    }
    async function doing<Name extends CallName>(name: Name, input: CallRequest<Name>): Promise<readonly ProblemView[]> {
      const answer = await api.call(name, input);
      if (!answer.ok) return answer.problems;
      await lookAgain();
      return [];
    }
    return {
      details: {},
      keys: undefined,
      difference: undefined,
      trouble: [],
      async loadDetail(key, directory) {
        if (get().details[key]) return;
        const detail = await ask('bundle', { directory });
        if (detail) set({ details: { ...get().details, [key]: detail } });
      },
      async compare(before, after) {
        set({ difference: undefined });
        const difference = await ask('diffBundles', { before, after });
        if (difference) set({ difference });
      },
      async loadKeys() {
        const answer = await ask('trustedKeys', {});
        if (answer) set({ keys: answer.keys });
      },
      trust: (directory, words, comment) => doing('trustKey', { directory, words, comment }),
      async distrust(words) {
        const problems = await doing('distrustKey', { words });
        await get().loadKeys();
        return problems;
      },
      remove: (directory) => doing('removeBundle', { directory }),
      sbom: (directory) => ask('sbom', { directory }),
      removalOf: async (directory) => (await ask('removalOf', { directory }))?.bytes,
      dismiss: () => set({ trouble: [] }),
    };
  });
}
