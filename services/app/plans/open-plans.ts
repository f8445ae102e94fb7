// The plan files that are open on some page: each as it is on disk now, with what can be taken back. Every change is written before it counts.

import type { PlanChange } from '../../contract/index.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import { type FileStamp, fileStamp } from '../../platform/files.ts';
import { savePlan } from '../../store/plan-change.ts';
import { draftOf, type PlanDraft, readPlanText } from '../../store/plan-draft.ts';
import { changedFrom, type History, noHistory, type Step, stepBack, stepForward } from './history.ts';
import { inTurn } from './in-turn.ts';
import { isSettled } from './stamp.ts';

/** More than anybody has open; the one not used for longest is forgotten, with what could be taken back of it. */
const mostOpen = 16;

/** A plan file as it was on disk a moment ago. */
export interface OpenPlanFile {
  readonly draft: PlanDraft;
  readonly history: History;
}

interface Held extends OpenPlanFile {
  /** An edit has used up the draft's document; it is read anew. */
  readonly spent: boolean;
  /** Undefined when the file could not be looked at. */
  readonly stamp: FileStamp | undefined;
  /** The mark it was found with for the first time: an editor may still be writing. */
  readonly moving?: string;
}

export interface OpenPlans {
  /** The file as it is on disk now. From now on its changes are told. */
  readonly look: (path: string) => Promise<OpenPlanFile>;
  /** Writes what `change` makes of the plan, as one step that can be taken back; `spends`: it uses up the draft's document. */
  readonly change: (path: string, sha256: string, change: (draft: PlanDraft) => PlanDraft) => Promise<OpenPlanFile>;
  readonly undo: (path: string, sha256: string) => Promise<OpenPlanFile>;
  readonly redo: (path: string, sha256: string) => Promise<OpenPlanFile>;
  /** Looks whether open files were changed from outside since; a file that is being written at the moment is left for the next time. */
  readonly lookAround: () => Promise<void>;
  readonly follow: (heard: (change: PlanChange) => void) => () => void;
}

const stampOf = (path: string): Promise<FileStamp | undefined> => fileStamp(path).catch(() => undefined);

/** Paths are real ones. What cannot be done is thrown as a Refusal, and then nothing has changed. */
export function openPlanFiles(): OpenPlans {
  const files = new Map<string, Held>();
  const listeners = new Set<(change: PlanChange) => void>();
  const turn = inTurn();

  const tell = ({ path, sha256 }: PlanDraft, outside: boolean) => {
    for (const heard of listeners) heard({ path, sha256, outside });
  };
  function hold(file: Held): Held {
    const { path } = file.draft;
    files.delete(path);
    files.set(path, file);
    const [oldest] = files.keys();
    if (files.size > mostOpen) files.delete(oldest!);
    return file;
  }

  /** A change that came from outside is a step like any other: it can be taken back. */
  async function look(path: string): Promise<Held> {
    const stamp = await stampOf(path);
    const read = orRefuse(await readPlanText(path));
    const known = files.get(path);
    if (known?.draft.sha256 === read.sha256)
      return hold({ ...known, stamp, ...(known.spent ? { draft: draftOf(read.text, path), spent: false } : {}) });
    const draft = draftOf(read.text, path);
    const history = known ? changedFrom(known.history, known.draft.text) : noHistory;
    const found = hold({ draft, history, stamp, spent: false });
    if (known) tell(draft, true);
    return found;
  }

  async function lookAs(path: string, sha256: string): Promise<Held> {
    const found = await look(path);
    if (found.draft.sha256 !== sha256) throw new Refusal(problem('plan-changed-on-disk', { file: path }));
    return found;
  }

  async function write(before: Held, draft: PlanDraft, history: History): Promise<Held> {
    orRefuse(savePlan(draft.path, draft.text, before.draft.sha256));
    const written = hold({ draft, history, stamp: await stampOf(draft.path), spent: false });
    tell(draft, false);
    return written;
  }

  const change: OpenPlans['change'] = (path, sha256, make) =>
    turn(path, async () => {
      const found = await lookAs(path, sha256);
      hold({ ...found, spent: true });
      const draft = make(found.draft);
      if (draft.text === found.draft.text) return hold({ ...found, draft });
      return write(found, draft, changedFrom(found.history, found.draft.text));
    });

  const walk = (step: (history: History, now: string) => Step | undefined) => (path: string, sha256: string) =>
    turn(path, async () => {
      const found = await lookAs(path, sha256);
      const next = step(found.history, found.draft.text);
      if (!next) throw new Refusal(problem('plan-nothing-to-undo'));
      return write(found, draftOf(next.text, path), next.history);
    });

  /** A file that is away stays open: its stick may come back, and the page still has its text. */
  async function lookAgain(path: string): Promise<void> {
    const [held, stamp] = [files.get(path), await stampOf(path)];
    if (!held || !stamp) return;
    const [same, steady] = [held.stamp?.mark === stamp.mark, held.moving === stamp.mark];
    if (same ? !isSettled(stamp) : steady) await look(path);
    else if (!same) files.set(path, { ...held, moving: stamp.mark });
  }

  return {
    look: (path) => turn(path, () => look(path)),
    change,
    undo: walk(stepBack),
    redo: walk(stepForward),
    async lookAround() {
      for (const path of [...files.keys()]) await turn(path, () => lookAgain(path)).catch(orIgnoreRefusal);
    },
    follow(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
  };
}

/** What cannot be read now is told to whoever asks for it; nobody has asked. */
function orIgnoreRefusal(reason: unknown): void {
  if (!(reason instanceof Refusal)) throw reason;
}
