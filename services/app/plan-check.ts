// Reads a plan file and tells everything that is wrong with it, by itself and with a bundle, for people or as JSON.

import { looselyRead } from '../domain/plan/check.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { type Problem, placeOf } from '../domain/problem.ts';
import { inFileOrder, type PlanDraft, placedIn, readDraft } from '../store/plan-draft.ts';
import { bundleNamed, bundleProblems, type Laptop } from './bundle-fit.ts';

export interface PlanCheck {
  /** No problem is an error; there may be warnings. */
  readonly ok: boolean;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  /** Only when it is ok. */
  readonly plan?: Plan;
}

/** A bundle that the plan is to be installed from: a directory, or the name of one that was imported. */
export interface Against extends Laptop {
  readonly named: string;
}

/** Of a plan that nothing is known of, a bundle lacks nothing and has everything. */
const isBlank = ({ data, problems }: PlanDraft): boolean => data === undefined || problems.some(({ code }) => code === 'plan-too-new');

async function withBundle(draft: PlanDraft, against: Against): Promise<readonly Problem[]> {
  const read = await bundleNamed(against.named, against.stateDirectory);
  if (read.ok && isBlank(draft)) return [];
  return read.ok ? bundleProblems(draft.plan ?? looselyRead(draft.data), read.value, against) : read.problems;
}

/**
 * Reads and checks the plan file at `path`; every problem at once, each with its line where it has one. With a bundle, also what that lacks for
 * as much of the plan as can be read.
 */
export async function planCheck(path: string, against?: Against): Promise<PlanCheck> {
  const read = await readDraft(path);
  if (!read.ok) return { ok: false, problems: read.problems };
  const draft = read.value;
  const ofBundle = against ? placedIn(draft, await withBundle(draft, against)) : [];
  const problems = [...draft.problems, ...ofBundle].toSorted(inFileOrder);
  const good = draft.plan !== undefined && !problems.some(({ level }) => level === 'error');
  return { ok: good, problems, ...(good ? { plan: draft.plan } : {}) };
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
