// Which step of the wizard a path of the plan is asked in, so that every problem leads to its field.

import type { ProblemView } from '../../../services/contract/index.ts';

export const steps = ['site', 'bundle', 'architecture', 'network', 'slots', 'access', 'review', 'arm'] as const;
export type StepName = (typeof steps)[number];

/** The first that fits counts. */
const asked: readonly (readonly [RegExp, StepName])[] = [
  [/^(name|apiVersion)$/, 'site'],
  [/^network\.(subnet|laptop|dhcp)\b/, 'site'],
  [/^(bundle|arch|kubernetes)\b/, 'bundle'],
  [/^(architecture|etcd|placement)\b/, 'architecture'],
  [/^network\b/, 'network'],
  [/^blades\[\d+\]\.(disk|loader)\b/, 'access'],
  [/^(chassis|blades|addressing)\b/, 'slots'],
  [/^(access|disk|loader|updates)\b/, 'access'],
];

/** The step that asks for the field at `where`; the review where none does. */
export const stepOf = (where: string | undefined): StepName => asked.find(([path]) => path.test(where ?? ''))?.[1] ?? 'review';

/** The first step with an error in it; the review, where everything is seen once more, when there is none. */
export function firstStepToDo(problems: readonly Pick<ProblemView, 'level' | 'where'>[]): StepName {
  const wrong = new Set(problems.filter(({ level }) => level === 'error').map(({ where }) => stepOf(where)));
  return steps.find((step) => wrong.has(step)) ?? 'review';
}
