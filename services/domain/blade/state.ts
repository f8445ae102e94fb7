// What a technician sees of a blade at a glance: seven states, made from its stage and from what keeps it from getting further.

import type { Problem, ProblemCode } from '../problem.ts';
import { type Aim, isThere } from './aim.ts';
import type { Stage } from './stages.ts';

/** In the order in which they ask for a look. */
export const bladeStates = [
  'failed', // it does not get further without hands: retry, repair, or exclude it
  'held', // it waits for somebody's decision before its disk
  'silent', // it should have gone on long ago, and nothing is heard; it may go on by itself
  'working', // on its way
  'waiting', // planned, nothing heard yet
  'done', // it is where the run brings it: its installed system called home, or it is a ready node
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
  'images-not-in': 'silent',
  'cluster-step-stalled': 'silent',
  'node-not-seen': 'silent',
  'node-not-ready': 'silent',
};

export interface Seen {
  readonly stage: Stage;
  /** `booted` where nothing is said. */
  readonly aim?: Aim | undefined;
  readonly node?: { readonly ready: boolean } | undefined;
  readonly problem?: Pick<Problem, 'code' | 'level'> | undefined;
  readonly excluded?: string | undefined;
}

const byProblem = (problem: Seen['problem']): BladeState | undefined =>
  problem && (softer[problem.code] ?? (problem.level === 'error' ? 'failed' : undefined));

function byStage(seen: Seen): BladeState {
  if (seen.stage === 'waiting') return 'waiting';
  return isThere(seen) ? 'done' : 'working';
}

/** The state of a blade. No clock: how long a silence may last is decided where it is diagnosed. */
export function stateOf(seen: Seen): BladeState {
  if (seen.excluded !== undefined) return 'excluded';
  return byProblem(seen.problem) ?? byStage(seen);
}

/** Somebody has to look at it before it gets further. */
export const needsPerson = (state: BladeState): boolean => state === 'failed' || state === 'held' || state === 'silent';

/** How many blades are in each state. */
export function countStates(blades: Iterable<Seen>): Readonly<Record<BladeState, number>> {
  const counts = Object.fromEntries(bladeStates.map((state) => [state, 0])) as Record<BladeState, number>;
  for (const blade of blades) counts[stateOf(blade)] += 1;
  return counts;
}
