// The order of the list: by any column, in the sense of that column and not by the alphabet.

import type { BladeView } from '../../../services/contract/index.ts';
import { compareStages } from '../../../services/domain/blade/stages.ts';
import { bladeStates, stateOf } from '../../../services/domain/blade/state.ts';
import { type Filter, matches } from './filter.ts';

/** `c1/9` before `c1/10`, `10.0.0.9` before `10.0.0.10`. */
const natural = new Intl.Collator('en', { numeric: true }).compare;

type Compare = (one: BladeView, other: BladeView) => number;

const urgency = (blade: BladeView) => bladeStates.indexOf(stateOf(blade));
const percent = ({ progress }: BladeView) => progress?.percent ?? -1;

export const columns = {
  slot: (one, other) => natural(one.slot, other.slot),
  host: (one, other) => natural(one.hostname, other.hostname),
  role: (one, other) => (one.role ?? '').localeCompare(other.role ?? ''),
  address: (one, other) => natural(one.address, other.address),
  mac: (one, other) => (one.macs[0] ?? '').localeCompare(other.macs[0] ?? ''),
  stage: (one, other) => compareStages(one.stage, other.stage) || percent(one) - percent(other),
  since: (one, other) => other.since - one.since,
  permission: (one, other) => one.permission.localeCompare(other.permission) || (one.consentBy ? 0 : 1) - (other.consentBy ? 0 : 1),
  state: (one, other) => urgency(one) - urgency(other) || (one.problem?.code ?? '').localeCompare(other.problem?.code ?? ''),
} as const satisfies Record<string, Compare>;

export type Column = keyof typeof columns;

export interface Sort {
  readonly by: Column;
  readonly down: boolean;
}

/** The slots that the filter leaves, in this order; equal ones as the plan has them. */
export function orderOf(blades: Iterable<BladeView>, filter: Filter, { by, down }: Sort): readonly string[] {
  const compare: Compare = columns[by];
  const sorted = [...blades].filter((blade) => matches(blade, filter)).sort(down ? (one, other) => compare(other, one) : compare);
  return sorted.map(({ slot }) => slot);
}
