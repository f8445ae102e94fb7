// The way of one blade through the stages: where it was, for how many seconds, and what lies ahead.

import type { BladeView } from '../../../services/contract/index.ts';
import { compareStages, type Stage, stages } from '../../../services/domain/blade/stages.ts';

export interface Step {
  readonly stage: Stage;
  /** `unseen`: it is further, but this stage left no evidence in its present life. */
  readonly place: 'passed' | 'current' | 'ahead' | 'unseen';
  /** Spent in it; undefined where that cannot be told. */
  readonly seconds: number | undefined;
}

/** A blade that becomes a node has that before it; what else comes after its last stage is shown once it is there. */
const shown = (stage: Stage, now: Stage, last: Stage) => compareStages(stage, last) <= 0 || compareStages(stage, now) <= 0;

type Told = Pick<BladeView, 'stage' | 'since' | 'seconds'>;

const nextReached = ({ seconds }: Told, stage: Stage): number | undefined =>
  stages
    .slice(stages.indexOf(stage) + 1)
    .map((later) => seconds[later])
    .find((reached) => reached !== undefined);

function stepOf(blade: Told, stage: Stage, now: number): Step {
  const order = compareStages(stage, blade.stage);
  if (order > 0) return { stage, place: 'ahead', seconds: undefined };
  if (order === 0) return { stage, place: 'current', seconds: blade.since > 0 ? Math.max(0, (now - blade.since) / 1000) : undefined };
  const [reached, left] = [blade.seconds[stage], nextReached(blade, stage)];
  if (reached === undefined) return { stage, place: stage === 'waiting' ? 'passed' : 'unseen', seconds: undefined };
  return { stage, place: 'passed', seconds: left === undefined ? undefined : left - reached };
}

/** Every stage up to the installed system's call, or up to a ready node, in order. `now`: milliseconds since 1970. */
export const trackOf = (blade: Told, now: number, becomesNode = false): readonly Step[] =>
  stages.filter((stage) => shown(stage, blade.stage, becomesNode ? 'ready' : 'booted')).map((stage) => stepOf(blade, stage, now));
