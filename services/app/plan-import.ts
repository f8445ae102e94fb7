// `plan import`: what a list of machines would make of a plan file, and the plan with it.

import { decodeList } from '../domain/exchange/decode.ts';
import { type Merge, type MergeHow, mergeMachines } from '../domain/exchange/merge.ts';
import type { Meaning } from '../domain/exchange/table/meanings.ts';
import { type List, understand } from '../domain/exchange/understand.ts';
import { looselyRead } from '../domain/plan/check.ts';
import { failed, ok, orRefuse, type Problem, placeOf, problem, Refusal, type Result } from '../domain/problem.ts';
import { fileTrouble, readAtMost } from '../platform/files.ts';
import { editDraft, savePlan } from '../store/plan-change.ts';
import { type PlanDraft, readDraft } from '../store/plan-draft.ts';

export interface ImportOptions {
  readonly how: MergeHow;
  readonly chassis?: string;
  /** Adds the chassis that the list names and the plan lacks. */
  readonly addChassis: boolean;
  readonly columns?: readonly (Meaning | undefined)[];
}

export interface PlanImport extends Merge {
  readonly list: List;
  /** The plan file with the list in it, not saved yet. */
  readonly after: PlanDraft;
  /** What is wrong with that plan, and was not before. */
  readonly planProblems: readonly Problem[];
  /** The file as it was read: saved over only while it still is that. */
  readonly sha256: string;
}

/** 10,000 machines with everything filled in take about 2 MiB. */
const largestList = 16 * 1024 * 1024;

/** The text of the list at `path`, with a word about its encoding. Fails with `list-unreadable`, `list-too-large`, `list-binary`. */
async function readList(path: string): Promise<Result<{ text: string; problems: readonly Problem[] }>> {
  const read = await readAtMost(path, largestList).catch((error) => ({ trouble: fileTrouble(error) }));
  if (read === undefined) return failed(problem('list-too-large', { file: path, limit: largestList / 1024 }));
  if ('trouble' in read) return failed(problem('list-unreadable', { file: path, reason: read.trouble }));
  return ok(orRefuse(decodeList(read, path)));
}

const sign = (found: Problem) => `${found.code} ${found.where ?? placeOf(found)}`;

/** Reads both files and merges them, in memory. Throws a Refusal where one of them cannot be read. */
export async function planImport(planFile: string, listFile: string, options: ImportOptions): Promise<PlanImport> {
  const { how, chassis, addChassis, columns } = options;
  const before = orRefuse(await readDraft(planFile));
  if (before.data === undefined) throw new Refusal(...before.problems);
  const { text, problems } = orRefuse(await readList(listFile));
  const list = understand(text, { file: listFile, ...(columns && { columns }) });
  const merge = mergeMachines(looselyRead(before.data), list.machines, how, {
    file: listFile,
    addChassis,
    ...(chassis !== undefined && { chassis }),
  });
  const known = new Set(before.problems.map(sign));
  const after = merge.edits.length === 0 ? before : orRefuse(editDraft(before, merge.edits));
  const planProblems = after.problems.filter((found) => !known.has(sign(found)));
  return {
    ...merge,
    list,
    after,
    planProblems,
    sha256: before.sha256,
    problems: [...problems, ...list.problems, ...merge.problems],
  };
}

/** Writes the plan with the list in it. Throws a Refusal (`plan-changed-on-disk`, `plan-not-written`). */
export const saveImport = ({ after, sha256 }: PlanImport): void => orRefuse(savePlan(after.path, after.text, sha256));
