// Rules of labels: what Kubernetes takes as the label of a node.

import { at, type Problem, problem } from '../../problem.ts';
import type { Loose } from '../loose.ts';
import { pathText } from '../path.ts';
import type { Plan } from '../plan.ts';
import { entriesOf } from './entries.ts';

/** Kubernetes: "Labels and Selectors", syntax and character set. */
const word = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const prefix = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

function isLabel(key: string, value: string): boolean {
  const parts = key.split('/');
  const name = parts.at(-1)!;
  return parts.length <= 2 && word.test(name) && (parts.length === 1 || prefix.test(parts[0]!)) && (value === '' || word.test(value));
}

const labelsGood = (plan: Loose<Plan>): Problem[] =>
  [...entriesOf(plan.chassis, 'chassis'), ...entriesOf(plan.blades, 'blades')].flatMap(({ value, where }) =>
    Object.entries(value.labels ?? {}).flatMap(([key, said]) =>
      isLabel(key, said ?? '') ? [] : [at(`${where}.${pathText(['labels', key])}`, problem('plan-label', { label: `${key}: ${said}` }))],
    ),
  );

export const labelRules = [labelsGood];
