// The plan that is open: the file's own content, edits that are on their way to it, and what the plan's rules say of both.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallName, PlanView, ProblemView } from '../../services/contract/index.ts';
import { checkPlan } from '../../services/domain/plan/check.ts';
import { applyEdits, type PlanEdit } from '../../services/domain/plan/edit.ts';
import { type Loose, readLoosely } from '../../services/domain/plan/loose.ts';
import type { Plan } from '../../services/domain/plan/plan.ts';
import { planV1 } from '../../services/domain/plan/v1.ts';
import type { Answer, Api } from '../api.ts';

export interface PlanState {
  /** As the file was when it was last heard of; undefined while none is open. */
  readonly view: PlanView | undefined;
  /** Its data with the edits on their way: what the screen shows. */
  readonly data: unknown;
  /** What can be read of `data`, defaults filled in. */
  readonly plan: Loose<Plan>;
  /** Of `data`, by the rules that the appliance has too; as the file's own when its text cannot be read. */
  readonly problems: readonly ProblemView[];
  /** Edits that are not in the file yet. */
  readonly pending: readonly PlanEdit[];
  readonly saving: boolean;
  /** Why the last call did not do what was asked. */
  readonly trouble: readonly ProblemView[];
  /** The file was changed elsewhere: nothing is written until the technician has chosen. */
  readonly outside: boolean;
}

export interface PlanActions {
  /** Opens a plan file; the one open before stays on disk as it is. */
  open(path: string): Promise<boolean>;
  /** Shows an answer of newPlan, importPlan or copyPlan. */
  show(view: PlanView): void;
  close(): void;
  /** Into the screen at once and into the file as soon as it answers. One call is one step of undo. */
  edit(...edits: readonly PlanEdit[]): void;
  /** The file's whole text, from the file view. */
  write(text: string): Promise<boolean>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** After a change from outside: takes the file as it is, and repeats the edits on their way when `keep`. */
  reload(keep: boolean): Promise<void>;
  /** The stream said that the file has become another. */
  heard(change: { readonly path: string; readonly sha256: string; readonly outside: boolean }): void;
  dismiss(): void;
  /** Gives up the edits that are not in the file yet. */
  discard(): void;
}

export type PlanStore = StoreApi<PlanState & PlanActions>;

const nothing = { view: undefined, pending: [], saving: false, trouble: [], outside: false } as const;
const empty: Loose<Plan> = {};

/** Everything that follows from the file and the edits on their way. */
function derived(view: PlanView | undefined, pending: readonly PlanEdit[]): Pick<PlanState, 'data' | 'plan' | 'problems'> {
  if (!view || view.data === undefined) return { data: undefined, plan: empty, problems: view?.problems ?? [] };
  const data = pending.length === 0 ? view.data : applyEdits(view.data, pending);
  const plan = (readLoosely(planV1, data) ?? empty) as Loose<Plan>;
  return { data, plan, problems: pending.length === 0 ? view.problems : checkPlan(data).problems };
}

type Changing = Extract<CallName, 'openPlan' | 'editPlan' | 'writePlan' | 'undoPlan' | 'redoPlan'>;

export function createPlanStore(api: Pick<Api, 'call'>): PlanStore {
  return createStore<PlanState & PlanActions>()((set, get) => {
    /** One after the other: each change names the file that the one before has left. */
    let queue: Promise<unknown> = Promise.resolve();
    const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
      const done = queue.then(work);
      queue = done.catch(() => {});
      return done;
    };

    /** What this page's own calls have made of the file: the stream tells of each, and later ones may be on their way by then. */
    const own = new Set<string>();

    function take(view: PlanView, pending = get().pending): void {
      own.add(view.sha256);
      set({ view, pending, trouble: [], outside: false, ...derived(view, pending) });
    }

    function refused(problems: readonly ProblemView[]): false {
      set({ trouble: problems, outside: problems.some(({ code }) => code === 'plan-changed-on-disk') || get().outside });
      return false;
    }

    async function change<Name extends Changing>(ask: () => Promise<Answer<Name>>, left: () => readonly PlanEdit[]): Promise<boolean> {
      set({ saving: true });
      const answer = await ask();
      set({ saving: false });
      if (!answer.ok) return refused(answer.problems);
      take(answer.value as PlanView, left());
      return true;
    }

    /** What is on its way goes in one call; what comes meanwhile waits for the next. */
    async function flush(): Promise<void> {
      const { view, pending, outside } = get();
      if (!view || pending.length === 0 || outside) return;
      const { path, sha256 } = view;
      await change<'editPlan'>(
        () => api.call('editPlan', { path, sha256, edits: pending as never }),
        () => get().pending.slice(pending.length),
      );
    }

    const known = () => {
      const { path, sha256 } = get().view!;
      return { path, sha256 };
    };
    const same = () => get().pending;

    return {
      ...nothing,
      ...derived(undefined, []),
      open: (path) =>
        inTurn(() =>
          change<'openPlan'>(
            () => api.call('openPlan', { path }),
            () => (get().view?.path === path ? get().pending : []),
          ),
        ),
      show: (view) => take(view, []),
      close: () => set({ ...nothing, ...derived(undefined, []) }),
      edit(...edits) {
        const pending = [...get().pending, ...edits];
        set({ pending, ...derived(get().view, pending) });
        void inTurn(flush);
      },
      write: (text) => inTurn(() => change<'writePlan'>(() => api.call('writePlan', { ...known(), text }), same)),
      undo: () => inTurn(async () => void (await change<'undoPlan'>(() => api.call('undoPlan', known()), same))),
      redo: () => inTurn(async () => void (await change<'redoPlan'>(() => api.call('redoPlan', known()), same))),
      reload: (keep) =>
        inTurn(async () => {
          const { view, pending } = get();
          if (!view) return;
          const reopened = await change<'openPlan'>(
            () => api.call('openPlan', { path: view.path }),
            () => (keep ? pending : []),
          );
          if (reopened) await flush();
        }),
      heard({ path, sha256, outside }) {
        void inTurn(async () => {
          const { view, pending } = get();
          if (view?.path !== path || view.sha256 === sha256 || (!outside && own.has(sha256))) return;
          if (pending.length > 0) set({ outside: true });
          else await change<'openPlan'>(() => api.call('openPlan', { path }), same);
        });
      },
      dismiss: () => set({ trouble: [] }),
      discard: () => set({ pending: [], trouble: [], ...derived(get().view, []) }),
    };
  });
}
