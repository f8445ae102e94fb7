// `plan check`: whether a plan file is good, for people as paragraphs and for programs as one JSON object.

import type { Plan } from '../domain/plan/plan.ts';
import { type Problem, placeOf } from '../domain/problem.ts';
import { readPlan } from '../store/plan-file.ts';

export interface PlanCheck {
  /** No problem is an error; there may be warnings. */
  readonly ok: boolean;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  /** Only when it is ok. */
  readonly plan?: Plan;
}

/** Reads and checks the plan file at `path`; every problem at once, each with its line where it has one. */
export async function planCheck(path: string): Promise<PlanCheck> {
  const read = await readPlan(path);
  return read.ok ? { ok: true, problems: read.value.warnings, plan: read.value.plan } : { ok: false, problems: read.problems };
}

/** `1 blade`, `2 blades`. */
export const counted = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** A problem as people read it: where, what happened, what to do. */
export const paragraph = (found: Problem): string =>
  [`${found.level}  ${placeOf(found)}`.trimEnd(), `  ${found.what}`, `  → ${found.todo}`].join('\n');

function summary({ ok, problems, plan }: PlanCheck): string {
  const errors = problems.filter(({ level }) => level === 'error').length;
  const counts = `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
  return ok && plan
    ? `Plan ${plan.name} with ${counted(plan.blades.length, 'blade')} can be used: ${counts}.`
    : `The plan cannot be used: ${counts}.`;
}

/** A problem as programs read it. */
export const asData = ({ code, level, where, what, todo, source }: Problem) => ({
  code,
  level,
  where: where ?? '',
  what,
  todo,
  ...(source ? { line: source.line, column: source.column } : {}),
});

/** The text to print: a paragraph per problem and a last line of counts; with `json` one object `{ ok, problems }` in one line. */
export function printPlanCheck(check: PlanCheck, { json = false }: { json?: boolean } = {}): string {
  if (json) return JSON.stringify({ ok: check.ok, problems: check.problems.map(asData) });
  return [...check.problems.map(paragraph), summary(check)].join('\n\n');
}
