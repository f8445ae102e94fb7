// Rules of labels and taints: what Kubernetes takes, and what it does not set by itself.

import { isLabel, isOwnLabel } from '../../kubernetes/labels.ts';
import { parseTaint } from '../../kubernetes/taint-form.ts';
import { at, type Problem, problem } from '../../problem.ts';
import type { Loose } from '../loose.ts';
import { pathText } from '../path.ts';
import type { Plan } from '../plan.ts';
import { entriesOf } from './entries.ts';

function labelProblem(key: string, value: string): Problem[] {
  if (!isLabel(key, value)) return [problem('plan-label', { label: `${key}: ${value}` })];
  return isOwnLabel(key) ? [problem('plan-label-own', { key })] : [];
}

const labelsGood = (plan: Loose<Plan>): Problem[] =>
  [...entriesOf(plan.chassis, 'chassis'), ...entriesOf(plan.blades, 'blades')].flatMap(({ value, where }) =>
    Object.entries(value.labels ?? {}).flatMap(([key, said]) =>
      labelProblem(key, said ?? '').map((found) => at(`${where}.${pathText(['labels', key])}`, found)),
    ),
  );

const taintsGood = (plan: Loose<Plan>): Problem[] =>
  entriesOf(plan.blades, 'blades').flatMap(({ value, where }) =>
    entriesOf(value.taints, `${where}.taints`).flatMap((taint) => {
      const { key, value: said = '' } = parseTaint(taint.value)!;
      return isLabel(key, said) ? [] : [at(taint.where, problem('plan-label', { label: `${key}: ${said}` }))];
    }),
  );

export const labelRules = [labelsGood, taintsGood];
