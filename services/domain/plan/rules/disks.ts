// Rules of disk rules: one that can match, and for as many blades as it is meant.

import { at, type Problem, problem, warning } from '../../problem.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { entriesOf, entry } from './entries.ts';

const rulesOf = (plan: Loose<Plan>) => [
  ...entry(plan.disk, 'disk'),
  ...entriesOf(plan.blades, 'blades').flatMap(({ value, where }) => entry(value.disk, `${where}.disk`)),
];

const sizesInOrder = (plan: Loose<Plan>): Problem[] =>
  rulesOf(plan).flatMap(({ value: { minGiB: min, maxGiB: max }, where }) =>
    min && max && min > max ? [at(where, problem('plan-disk-sizes', { min, max }))] : [],
  );

/** A serial number or WWN names one disk in the world, so a rule for several blades must not have one. */
function oneDiskOneBlade(plan: Loose<Plan>): Problem[] {
  const blades = (plan.blades ?? []).filter((blade) => blade && blade.disk === undefined).length;
  const named = (['serial', 'wwn'] as const).filter((field) => plan.disk?.[field]);
  return blades > 1 ? named.map((field) => at(`disk.${field}`, warning(problem('plan-disk-one-machine', { field, blades })))) : [];
}

export const diskRules = [sizesInOrder, oneDiskOneBlade];
