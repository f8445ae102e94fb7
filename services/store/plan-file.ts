// The plan file of a finished plan: a draft in which nothing is wrong.

import type { Document } from 'yaml';
import type { Plan } from '../domain/plan/plan.ts';
import { failed, ok, type Problem, type Result } from '../domain/problem.ts';
import { draftOf, type PlanDraft, readDraft } from './plan-draft.ts';

/** A valid plan as it was read: `document` keeps the comments and the order for edits. */
export interface OpenPlan {
  readonly path: string;
  readonly plan: Plan;
  readonly document: Document;
  readonly warnings: readonly Problem[];
  readonly text: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

function finished({ path, text, sha256, document, plan, problems }: PlanDraft): Result<OpenPlan> {
  return plan && document ? ok({ path, text, sha256, document, plan, warnings: problems }) : failed(...problems);
}

/** The plan that `text` holds; `file` is its name in problems. Fails with every problem, warnings too. */
export const parsePlan = (text: string, file: string): Result<OpenPlan> => finished(draftOf(text, file));

/** Reads and checks the plan file at `path`. Fails with every problem, warnings too, each with its line (`plan-unreadable`, `plan-too-large`, `plan-not-text`, `plan-yaml` …). */
export async function readPlan(path: string): Promise<Result<OpenPlan>> {
  const read = await readDraft(path);
  return read.ok ? finished(read.value) : read;
}
