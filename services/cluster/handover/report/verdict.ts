// Whether the cluster passed: every check by its newest result, the test without the laptop apart.

import type { CheckName } from '../../../domain/cluster/checks.ts';
import type { CheckOutcome } from '../../../domain/cluster/events.ts';
import type { AcceptanceProgress } from '../../../domain/cluster/progress.ts';
import type { Telling } from './telling.ts';

export interface Verdict {
  /** Undefined where no test came to its end. */
  readonly passed: boolean | undefined;
  /** In the order of the first test; what was run again later stands with its newest result. */
  readonly outcomes: readonly CheckOutcome[];
  /** The last test that had a part in it. */
  readonly last: AcceptanceProgress | undefined;
  /** More than one test had a part in it. */
  readonly isMixed: boolean;
}

export function verdictOf({ tests }: Pick<Telling, 'tests'>): Verdict {
  const ours = tests.filter(({ occasion }) => occasion !== 'unplugged');
  const newest = new Map<CheckName, CheckOutcome>();
  for (const outcome of ours.flatMap(({ outcomes }) => outcomes)) newest.set(outcome.check, outcome);
  const outcomes = [...newest.values()];
  const passed = outcomes.length > 0 ? outcomes.every(({ result }) => result !== 'failed') : undefined;
  return { passed, outcomes, last: ours.at(-1), isMixed: ours.length > 1 };
}
