// Whether a plan is good: everything that is wrong with it at once, each with its path, what is wrong and what to do.

import { at, type Problem, problem } from '../problem.ts';
import { type Loose, readLoosely } from './loose.ts';
import { newestNumber, schemaOf, toNewest, versionName, versionOf } from './migrate.ts';
import type { Plan } from './plan.ts';
import { accessRules } from './rules/access.ts';
import { addressRules } from './rules/addresses.ts';
import { bladeRules } from './rules/blades.ts';
import { clusterRangeRules } from './rules/cluster-ranges.ts';
import { diskRules } from './rules/disks.ts';
import { kubernetesRules } from './rules/kubernetes.ts';
import { labelRules } from './rules/labels.ts';
import { rangeRules } from './rules/ranges.ts';
import { roleRules } from './rules/roles.ts';
import { isMap } from './schema.ts';
import { shapeProblems } from './shape.ts';

/** A rule looks at what can be read of a plan and is silent about the rest: that it cannot be read is told already. */
type Rule = (plan: Loose<Plan>) => Problem[];

const rules: readonly Rule[] = [
  ...rangeRules,
  ...clusterRangeRules,
  ...addressRules,
  ...bladeRules,
  ...roleRules,
  ...labelRules,
  ...kubernetesRules,
  ...diskRules,
  ...accessRules,
];

export interface Checked {
  /** The plan in today's version; only when no problem is an error. */
  readonly plan?: Plan;
  /** Errors and warnings: first the shape, then the rules. */
  readonly problems: readonly Problem[];
}

const isError = ({ level }: Problem) => level === 'error';

/**
 * By the schema of the version it is written in and by today's rules.
 * Of an older plan that is not valid in its own version, the rules see what has kept its place.
 */
function checkAs(number: number, data: unknown, others: readonly Problem[] = []): Checked {
  const whole = schemaOf(number).safeParse(data);
  const today = whole.success ? toNewest(whole.data, number) : data;
  const shape = shapeProblems(schemaOf(number), data).filter(({ where }) => where !== 'apiVersion');
  const loose = readLoosely(schemaOf(newestNumber), today) as Loose<Plan>;
  const problems = [...others, ...shape, ...rules.flatMap((rule) => rule(loose))];
  return problems.some(isError) ? { problems } : { problems, plan: today as Plan };
}

/** As much of a plan as can be read of YAML or JSON, whatever else is in it. */
export const looselyRead = (data: unknown): Loose<Plan> => (readLoosely(schemaOf(newestNumber), data) ?? {}) as Loose<Plan>;

/** All problems of a plan as it was read from YAML or JSON, and the plan when none is an error. Never throws, whatever `data` is. */
export function checkPlan(data: unknown): Checked {
  if (!isMap(data)) return { problems: [problem('plan-not-a-map')] };
  const version = versionOf(data);
  if (version.kind === 'too-new')
    return { problems: [at('apiVersion', problem('plan-too-new', { version: version.apiVersion, newest: versionName(newestNumber) }))] };
  if (version.kind === 'known') return checkAs(version.number, data);
  return checkAs(newestNumber, data, [at('apiVersion', problem('plan-version-unknown', { newest: versionName(newestNumber) }))]);
}
