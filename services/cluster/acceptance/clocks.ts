// The clocks of all nodes are within a tenth of a second, told by pods with the node's own network against the laptop's clock.

import { clockTolerance } from '../../domain/cluster/checks.ts';
import { type Problem, problem } from '../../domain/problem.ts';
import type { Asking } from '../waiting.ts';
import { type CheckPod, timeIn } from './agnhost.ts';
import type { Check } from './env.ts';
import { onEvery } from './stage.ts';

/** A node's clock against the laptop's, in milliseconds: how much it is ahead, and how wrong that may be. */
interface Reading {
  readonly node: string;
  readonly ahead: number;
  readonly doubt: number;
}

/** Emulated nodes answer late by chance: the quickest of several answers tells the most. More are asked for while the clocks seem to be apart. */
const rounds = { least: 4, most: 20 };

/** The node's answer was given in the middle between question and answer, or at most half of the way there and back off. */
async function reading({ api, clock }: Asking, pod: CheckPod): Promise<Reading> {
  const asked = clock.now();
  const told = await timeIn(api, pod);
  const answered = clock.now();
  return { node: pod.node, ahead: told - (asked + answered) / 2, doubt: (answered - asked) / 2 };
}

const quickest = (readings: readonly Reading[]): Reading => readings.reduce((best, one) => (one.doubt < best.doubt ? one : best));

function apart(readings: readonly Reading[]): { readonly first: Reading; readonly last: Reading; readonly milliseconds: number } {
  const inOrder = readings.toSorted((one, other) => one.ahead - other.ahead);
  const [first, last] = [inOrder[0]!, inOrder.at(-1)!];
  return { first, last, milliseconds: Math.round(last.ahead - first.ahead) };
}

async function readAll(env: Asking, pods: readonly CheckPod[]): Promise<readonly Reading[]> {
  const byNode = new Map<string, Reading[]>(pods.map(({ node }) => [node, []]));
  const best = () => [...byNode.values()].map(quickest);
  for (let round = 1; round <= rounds.most; round++) {
    env.signal.throwIfAborted();
    for (const pod of pods) byNode.get(pod.node)!.push(await reading(env, pod));
    if (round >= rounds.least && apart(best()).milliseconds <= clockTolerance) break;
  }
  return best();
}

const signed = (milliseconds: number): string => `${milliseconds < 0 ? '−' : '+'}${Math.abs(Math.round(milliseconds))}`;

function problemsOf(readings: readonly Reading[]): Problem[] {
  const { first, last, milliseconds } = apart(readings);
  if (milliseconds <= clockTolerance) return [];
  return [problem('check-clocks-apart', { first: first.node, last: last.node, milliseconds, most: clockTolerance })];
}

export const clocks: Check = async (env) => {
  const readings = await readAll(env, await onEvery(env.stage.onNodes));
  return {
    facts: readings.map(({ node, ahead, doubt }) => `${node} ${signed(ahead)} ms ±${Math.ceil(doubt)}`),
    problems: problemsOf(readings),
  };
};
