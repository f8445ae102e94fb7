// A draft with edits made in it, and a draft saved: in place of the very file that it was read from, whole or not at all.

import { isMap } from 'yaml';
import type { PlanEdit } from '../domain/plan/edit.ts';
import { parsePath, pathText } from '../domain/plan/path.ts';
import { failed, ok, type Problem, type ProblemCode, problem, type Result } from '../domain/problem.ts';
import { fileTrouble, readFileNow, replaceFile } from '../platform/files.ts';
import { digestOf, draftOf, largestPlan, type PlanDraft } from './plan-draft.ts';
import { editPlan } from './plan-edit.ts';
import { editedText } from './plan-text.ts';
import { plain } from './plan-yaml.ts';

/** Entries of a list that an edit may reach: twice the slots of the largest plan. An edit far behind a list's end would fill everything before it. */
const longestList = 2048;

/** What keeps a text from being edited part by part. A newer format may mean something else by the same field. */
const keepsFromEdits: readonly ProblemCode[] = ['plan-yaml', 'plan-aliases', 'plan-too-new'];

const isPlace = (where: string): boolean => {
  const steps = parsePath(where);
  return steps.length > 0 && pathText(steps) === where && steps.every((step) => typeof step === 'string' || step < longestList);
};

function refusals({ document, problems }: PlanDraft, edits: readonly PlanEdit[]): Problem[] {
  const unreadable = problems.filter(({ code }) => keepsFromEdits.includes(code));
  if (unreadable.length > 0) return unreadable;
  if (document?.contents && !isMap(document.contents)) return [problem('plan-not-a-map')];
  return edits.flatMap(({ where }) => (isPlace(where) ? [] : [problem('plan-place-malformed', { where })]));
}

/**
 * The draft after these edits, one after the other; what they do not touch is as it was, to the letter. `draft.document` is spent by it.
 * Fails with `plan-yaml`, `plan-aliases`, `plan-too-new`, `plan-not-a-map` or `plan-place-malformed`, and then has changed nothing.
 */
export function editDraft(draft: PlanDraft, edits: readonly PlanEdit[]): Result<PlanDraft> {
  const refused = refusals(draft, edits);
  const { document, text, path } = draft;
  if (refused.length > 0 || !document) return failed(...refused);
  const { close, plain: inOneManner } = editedText(document, text, () => {
    for (const { where, value } of edits) editPlan(document, where, value);
  });
  const next = draftOf(close, path);
  const meant = JSON.stringify(plain(document)?.data);
  return ok(JSON.stringify(next.data) === meant ? next : draftOf(inOneManner, path));
}

/**
 * Writes `text` in place of the file that had the digest `sha256`.
 * Fails with `plan-too-large`, with `plan-changed-on-disk` when somebody else saved meanwhile, and with `plan-not-written`.
 */
export function savePlan(path: string, text: string, sha256: string): Result<undefined> {
  if (new TextEncoder().encode(text).length > largestPlan)
    return failed(problem('plan-too-large', { file: path, limit: largestPlan / 1024 }));
  try {
    if (digestOf(readFileNow(path)) !== sha256) return failed(problem('plan-changed-on-disk', { file: path }));
    replaceFile(path, text);
    return ok(undefined);
  } catch (error) {
    return failed(problem('plan-not-written', { file: path, reason: fileTrouble(error) }));
  }
}
