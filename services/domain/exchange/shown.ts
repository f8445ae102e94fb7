// How many problems of a list are shown: enough to see what is wrong, never ten thousand times the same.

import { type Problem, type ProblemCode, problem, warning } from '../problem.ts';

/** A column that is wrong is wrong in every line; these show its kind. */
const mostOfOneKind = 10;

/** The first problems of each kind, in their order, and at the end how many more there are. */
export function shown(problems: readonly Problem[]): Problem[] {
  const counts = new Map<ProblemCode, number>();
  const kept = problems.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= mostOfOneKind;
  });
  const rest = problems.length - kept.length;
  if (rest === 0) return kept;
  const more = problem('list-more-problems', { count: rest });
  return [...kept, problems.some(({ level }) => level === 'error') ? more : warning(more)];
}
