// The plan files behind the console: what answers its calls about them, and who hears of their changes. The file on disk is always the truth.

import { join } from 'node:path';
import type { CallInput, PlanChange, PlanView } from '../../contract/index.ts';
import type { planCalls } from '../../contract/plans.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { fileTrouble, makeDirectory, realFile, writeNew } from '../../platform/files.ts';
import type { Part } from '../../platform/part.ts';
import { randomKey } from '../../platform/random.ts';
import { removableMounts } from '../../platform/removable.ts';
import { editDraft } from '../../store/plan-change.ts';
import { draftOf, largestPlan, type PlanDraft } from '../../store/plan-draft.ts';
import type { AnswersTo } from '../console/calls.ts';
import { renderedDocuments } from './documents.ts';
import { fileNameFor, numbered, withoutEnding } from './file-name.ts';
import { planList } from './list.ts';
import { type OpenPlanFile, openPlanFiles } from './open-plans.ts';
import { isRemovable, isUnder } from './places.ts';
import { planPath } from './plan-path.ts';
import { recentPlans } from './recent.ts';
import { newPlanText } from './template.ts';
import { watching } from './watching.ts';

/** Files of one name that were imported one after the other; a disk of more is a mistake. */
const mostOfOneName = 1000;
const httpPort = 80;

export interface PlansOptions {
  readonly stateDirectory: string;
  readonly clock?: Clock;
  /** Where sticks and disks are mounted that can be pulled out. */
  readonly removable?: () => Promise<readonly string[]>;
  /** The port that blades will fetch from, where it is not 80. */
  readonly httpPort?: number;
}

export interface Plans {
  readonly answers: AnswersTo<keyof typeof planCalls>;
  /** Tells of every plan that has become another, by a page or from outside; returns how to stop. Paths are those of the views. */
  readonly follow: (heard: (change: PlanChange) => void) => () => void;
  /** Looks for changes from outside while it runs. */
  readonly part: Part;
}

/** Creates the file with this text, or says why not; undefined when the name is taken. */
function created(file: string, text: string): string | undefined {
  if (new TextEncoder().encode(text).length > largestPlan)
    throw new Refusal(problem('plan-too-large', { file, limit: largestPlan / 1024 }));
  try {
    writeNew(file, text);
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw new Refusal(problem('plan-not-written', { file, reason: fileTrouble(error) }));
  }
}

/** A copy has its own name, where there is a field for it that can be edited. */
function renamed(draft: PlanDraft, name: string): string {
  const edited = editDraft(draft, [{ where: 'name', value: name }]);
  return edited.ok ? edited.value.text : draft.text;
}

export function openPlans({ stateDirectory, clock = systemClock, removable = removableMounts, ...options }: PlansOptions): Plans {
  const directory = join(stateDirectory, 'plans');
  const recent = recentPlans(join(stateDirectory, 'plans.json'));
  const files = openPlanFiles();
  const list = planList({ directory, removable, recent: recent.paths });

  /** Makes the directory when it is first needed: looking at plans on a stick leaves nothing behind on the laptop. */
  async function ownDirectory(): Promise<string> {
    try {
      makeDirectory(directory);
      return await realFile(directory);
    } catch (error) {
      throw new Refusal(problem('plan-not-written', { file: directory, reason: fileTrouble(error) }));
    }
  }
  async function view({ draft, history }: OpenPlanFile): Promise<PlanView> {
    const { path, sha256, text, data, problems } = draft;
    return {
      path,
      sha256,
      text,
      ...(data === undefined ? {} : { data }),
      problems: [...problems],
      canUndo: history.undo.length > 0,
      canRedo: history.redo.length > 0,
      removable: await isRemovable(path, removable),
    };
  }
  const ownPath = () => realFile(directory).catch(() => directory);
  async function open(path: string): Promise<PlanView> {
    const real = await planPath(path);
    const found = await files.look(real);
    if (!isUnder(real, await ownPath())) await recent.remember(real);
    return view(found);
  }
  async function createNamed(name: string, text: string): Promise<PlanView> {
    const file = join(await ownDirectory(), fileNameFor(name));
    const path = created(file, text);
    if (path === undefined) throw new Refusal(problem('plan-name-taken', { file }));
    return open(path);
  }
  const editing =
    <Input extends { path: string; sha256: string }>(work: (input: Input, path: string) => Promise<OpenPlanFile>) =>
    async (input: Input): Promise<PlanView> =>
      view(await work(input, await planPath(input.path)));

  const answers: Plans['answers'] = {
    plans: async () => ({ directory: await ownPath(), plans: await list() }),
    newPlan: (input) => createNamed(input.name, newPlanText({ ...input, random: randomKey(3) })),
    openPlan: ({ path }) => open(path),
    async importPlan({ fileName, text }) {
      const own = await ownDirectory();
      for (const name of numbered(fileNameFor(withoutEnding(fileName)), mostOfOneName)) {
        const path = created(join(own, name), text.toWellFormed());
        if (path !== undefined) return open(path);
      }
      throw new Refusal(problem('plan-not-written', { file: join(own, fileName), reason: 'too many files have this name' }));
    },
    async copyPlan({ path, name }) {
      const { draft } = await files.look(await planPath(path));
      return createNamed(name, renamed(draftOf(draft.text, draft.path), name));
    },
    editPlan: editing(({ sha256, edits }: CallInput<'editPlan'>, path) =>
      files.change(path, sha256, (draft) => orRefuse(editDraft(draft, edits))),
    ),
    writePlan: editing(({ sha256, text }: CallInput<'writePlan'>, path) =>
      files.change(path, sha256, () => draftOf(text.toWellFormed(), path)),
    ),
    undoPlan: editing(({ sha256 }, path) => files.undo(path, sha256)),
    redoPlan: editing(({ sha256 }, path) => files.redo(path, sha256)),
    renderPlan: async ({ path, ...wanted }) => {
      const { draft } = await files.look(await planPath(path));
      return renderedDocuments(draft, wanted, options.httpPort ?? httpPort);
    },
  };
  return { answers, follow: files.follow, part: watching(files, clock) };
}
