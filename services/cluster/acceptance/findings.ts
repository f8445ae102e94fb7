// What a check of the acceptance test found, or why it cannot find anything.

import type { Problem } from '../../domain/problem.ts';
import { type Asking, seenWithin } from '../waiting.ts';

export interface Findings {
  /** What was seen, one line each, in names and numbers. */
  readonly facts: readonly string[];
  readonly problems: readonly Problem[];
}

export const together = (all: readonly Findings[]): Findings => ({
  facts: all.flatMap(({ facts }) => facts),
  problems: all.flatMap(({ problems }) => problems),
});

/** A check that cannot be made, because what it builds on is not there or does not say enough: it has neither passed nor failed. */
export class Unmet extends Error {
  readonly problem: Problem;
  /** What was seen all the same. */
  readonly facts: readonly string[];
  constructor(found: Problem, facts: readonly string[] = []) {
    super(found.what);
    this.name = 'Unmet';
    this.problem = found;
    this.facts = facts;
  }
}

/** Looked at again until there is nothing to complain of, or for this many milliseconds: a cluster that has just come up still settles. */
export const settled = (asking: Asking, patience: number, look: () => Promise<Findings>): Promise<Findings> =>
  seenWithin(asking, patience, look, ({ problems }) => problems.length === 0);

/** For what is there in a sound cluster, and needs some time after the start or the loss of a node: a minute for it to be missed, and some for the slow. */
export const settlingMilliseconds = 180_000;
/** For pods: an emulated node starts each in up to two minutes, and a few at once. */
export const podMilliseconds = 900_000;
/** Nodes that are asked at once: API server and laptop do not notice so many. */
export const askedAtOnce = 4;
