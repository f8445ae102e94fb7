// The acceptance test as it is shown: every check once, with what was seen of it last.

import type { AcceptanceView, RunHead } from '../../../services/contract/index.ts';
import { type CheckName, checkNames } from '../../../services/domain/cluster/checks.ts';
import { currentTests } from '../../../services/domain/cluster/sealing.ts';

export type Outcome = AcceptanceView['outcomes'][number];

export interface CheckRow {
  readonly check: CheckName;
  /** `ahead`: its turn comes in the test that runs; `unasked`: no test had it yet. */
  readonly state: Outcome['result'] | 'running' | 'ahead' | 'unasked';
  readonly outcome?: Outcome;
  /** When the test began that it was last asked in, where that is not the newest one, or is one of the cluster as it was before a blade came or went. */
  readonly earlier?: number;
}

type Wanted = Pick<NonNullable<RunHead['wanted']>, 'vip'>;

/** The loss of the leader needs an address that can move away from it. */
const asked = ({ vip }: Wanted): readonly CheckName[] => checkNames.filter((check) => check !== 'vip' || vip !== undefined);

/** All that the appliance does by itself; cutting a blade's power takes hands, and leave. */
export const withoutHands: readonly CheckName[] = checkNames.filter((check) => check !== 'vip');

const outcomeIn = ({ outcomes }: AcceptanceView, check: CheckName) => outcomes.findLast((outcome) => outcome.check === check);

function rowOf(tests: readonly AcceptanceView[], check: CheckName): CheckRow {
  const newest = tests.at(-1);
  if (!newest) return { check, state: 'unasked' };
  const isOpen = newest.endedAt === undefined;
  if (isOpen && newest.running === check) return { check, state: 'running' };
  const fresh = outcomeIn(newest, check);
  if (fresh) return { check, state: fresh.result, outcome: fresh, ...(newest.stale ? { earlier: newest.startedAt } : {}) };
  if (isOpen && newest.checks.includes(check)) return { check, state: 'ahead' };
  const earlier = tests.findLast((test) => outcomeIn(test, check));
  if (!earlier) return { check, state: 'unasked' };
  const outcome = outcomeIn(earlier, check)!;
  return { check, state: outcome.result, outcome, earlier: earlier.startedAt };
}

/** In the order they are run. */
export const checkRows = (tests: readonly AcceptanceView[], wanted: Wanted): readonly CheckRow[] =>
  asked(wanted).map((check) => rowOf(tests, check));

export interface Test {
  readonly isRunning: boolean;
  readonly passed: number;
  readonly failed: number;
  /** Checks that count: those that need no hands, and what hands were asked for all the same. */
  readonly of: number;
}

/** The test as a whole, of the cluster as it is. */
export function testOf(tests: readonly AcceptanceView[], wanted: Wanted): Test {
  const newest = tests.at(-1);
  const rows = checkRows(currentTests(tests), wanted).filter(({ check, state }) => check !== 'vip' || state !== 'unasked');
  const count = (wantedState: CheckRow['state']) => rows.filter(({ state }) => state === wantedState).length;
  return {
    isRunning: newest !== undefined && newest.endedAt === undefined,
    passed: count('passed'),
    failed: count('failed'),
    of: rows.length,
  };
}
