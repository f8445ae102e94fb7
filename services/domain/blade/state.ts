// What a technician sees of a blade at a glance: seven states, made from its stage and from what keeps it from getting further.

import type { Problem, ProblemCode } from '../problem.ts';
import { compareStages, type Stage } from './stages.ts';

/** In the order in which they ask for a look. */
export const bladeStates = [
  'failed', // it does not get further without hands: retry, repair, or exclude it
  'held', // it waits for somebody's decision before its disk
  'silent', // it should have gone on long ago, and nothing is heard; it may go on by itself
  'working', // on its way
  'waiting', // planned, nothing heard yet
  'done', // its installed system called home
  'excluded', // the run goes on without it
] as const;

export type BladeState = (typeof bladeStates)[number];

/** Problems that are no failure: a decision that is asked for, or a silence that may still end. Every other error is one. */
const softer: Partial<Record<ProblemCode, BladeState>> = {
  'run-paused': 'held',
  'consent-needed': 'held',
  'disk-none-matches': 'held',
  'disk-several-match': 'held',
  'disk-serial-twice': 'held',
  'memory-too-small': 'held',
  'not-armed': 'held',
  'blade-not-armed': 'held',
  'inventory-missing': 'working',
  'blade-silent': 'silent',
  'blade-runs-old-system': 'silent',
  'offer-without-request': 'silent',
  'address-without-file': 'silent',
  'loader-silent': 'silent',
  'loader-without-script': 'silent',
  'script-without-kernel': 'silent',
  'boot-file-stalled': 'silent',
  'kernel-without-initrd': 'silent',
  'kernel-without-call-home': 'silent',
  'live-without-config': 'silent',
  'config-without-agent': 'silent',
  'agent-without-inventory': 'silent',
  'image-stalled': 'silent',
  'install-stalled': 'silent',
  'installed-not-booted': 'silent',
};

export interface Seen {
  readonly stage: Stage;
  readonly problem?: Pick<Problem, 'code' | 'level'> | undefined;
  readonly excluded?: string | undefined;
}

const byProblem = (problem: Seen['problem']): BladeState | undefined =>
  problem && (softer[problem.code] ?? (problem.level === 'error' ? 'failed' : undefined));

function byStage(stage: Stage): BladeState {
  if (stage === 'waiting') return 'waiting';
  return compareStages(stage, 'booted') >= 0 ? 'done' : 'working';
}

/** The state of a blade. No clock: how long a silence may last is decided where it is diagnosed. */
export function stateOf({ stage, problem, excluded }: Seen): BladeState {
  if (excluded !== undefined) return 'excluded';
  return byProblem(problem) ?? byStage(stage);
}

/** Somebody has to look at it before it gets further. */
export const needsPerson = (state: BladeState): boolean => state === 'failed' || state === 'held' || state === 'silent';

/** How many blades are in each state. */
export function countStates(blades: Iterable<Seen>): Readonly<Record<BladeState, number>> {
  const counts = Object.fromEntries(bladeStates.map((state) => [state, 0])) as Record<BladeState, number>;
  for (const blade of blades) counts[stateOf(blade)] += 1;
  return counts;
}
