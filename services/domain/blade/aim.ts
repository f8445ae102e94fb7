// Where a run brings its blades: to an installed system, or further, to a ready node of its cluster. The fold is told so at its begin, like the slots.

import { compareStages, type Stage } from './stages.ts';

export const aims = ['booted', 'ready'] as const;
export type Aim = (typeof aims)[number];

interface OnItsWay {
  readonly stage: Stage;
  readonly aim?: Aim | undefined;
  readonly node?: { readonly ready: boolean } | undefined;
}

/** It is where the run brings it, and is still that: a node that falls back is not. What is sealed is nobody's concern any more. */
export function isThere({ stage, aim = 'booted', node }: OnItsWay): boolean {
  if (compareStages(stage, aim) < 0) return false;
  return aim === 'booted' || stage === 'sealed' || node?.ready === true;
}
