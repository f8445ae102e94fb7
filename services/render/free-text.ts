// The plan's free text that ends up in line-based files: a value that could be read as more than itself is left out and reported.

import type { Plan } from '../domain/plan/plan.ts';
import { at, type Problem, problem } from '../domain/problem.ts';

/** A host name, a domain or an address, and so never two words or lines. */
const hostWord = /^[A-Za-z0-9_]([A-Za-z0-9._:-]*[A-Za-z0-9_.:])?$/;
/** One line of authorized_keys: options and a comment may hold anything but a line's end or another control character. */
const oneLine = /^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u;

interface Checked {
  readonly good: string[];
  readonly report: Problem[];
}

function check(values: readonly string[], where: string, shape: RegExp): Checked {
  const bad = values.flatMap((value, index) => (shape.test(value) ? [] : [`${where}[${index}]`]));
  return { good: values.filter((value) => shape.test(value)), report: bad.map((path) => at(path, problem('plan-text-unusable'))) };
}

/** The plan with only text that is safe to write, and a problem for every value left out. Everything else is held to its shape by the schema. */
export function withSafeText(plan: Plan): { plan: Plan; report: Problem[] } {
  const ntp = check(plan.network.ntp, 'network.ntp', hostWord);
  const domains = check(plan.network.searchDomains, 'network.searchDomains', hostWord);
  const keys = check(plan.access.sshKeys, 'access.sshKeys', oneLine);
  return {
    plan: {
      ...plan,
      network: { ...plan.network, ntp: ntp.good, searchDomains: domains.good },
      access: { ...plan.access, sshKeys: keys.good },
    },
    report: [...ntp.report, ...domains.report, ...keys.report],
  };
}
