// Whether the cluster passed: every check by its newest result, the test without the laptop apart.

import type { CheckName } from '../../../domain/cluster/checks.ts';
import type { CheckOutcome } from '../../../domain/cluster/events.ts';
import type { AcceptanceProgress } from '../../../domain/cluster/progress.ts';
import { lastResults } from '../../../domain/cluster/sealing.ts';
import type { Telling } from './telling.ts';

export interface Verdict {
  /** Undefined where no test came to its end, or a blade came or went since. */
  readonly passed: boolean | undefined;
  /** In the order of the first test; what was run again later stands with its newest result. */
  readonly outcomes: readonly CheckOutcome[];
  /** The last test that had a part in it. */
  readonly last: AcceptanceProgress | undefined;
  /** More than one test had a part in it. */
  readonly isMixed: boolean;
}

function isPassed(tests: Telling['tests'], outcomes: readonly CheckOutcome[]): boolean | undefined {
  if (outcomes.some(({ result }) => result === 'failed')) return false;
  const current = lastResults({ acceptances: tests });
  return outcomes.length > 0 && outcomes.every(({ check }) => current.has(check)) ? true : undefined;
}

export function verdictOf({ tests }: Pick<Telling, 'tests'>): Verdict {
  const ours = tests.filter(({ occasion }) => occasion !== 'unplugged');
  const newest = new Map<CheckName, CheckOutcome>();
  for (const outcome of ours.flatMap(({ outcomes }) => outcomes)) newest.set(outcome.check, outcome);
  const outcomes = [...newest.values()];
  return { passed: isPassed(ours, outcomes), outcomes, last: ours.at(-1), isMixed: ours.length > 1 };
}
