// The clocks of all nodes are within a tenth of a second, told by pods with the node's own network against the laptop's clock.

import { clockTolerance } from '../../domain/cluster/checks.ts';
import { type Problem, problem } from '../../domain/problem.ts';
import type { Asking } from '../waiting.ts';
import { type CheckPod, timeIn } from './agnhost.ts';
import type { Check } from './env.ts';
import { type Findings, Unmet } from './findings.ts';
import { onEvery } from './stage.ts';

/** A node's clock against the laptop's, in milliseconds: how much it is ahead, and how wrong that may be. */
interface Reading {
  readonly node: string;
  readonly ahead: number;
  readonly doubt: number;
}

/** Emulated nodes answer late by chance: the quickest of several answers tells the most. More are asked for while it is not sure that all is well. */
const rounds = { least: 4, most: 20 };

/** The node's answer was given in the middle between question and answer, or at most half of the way there and back off. */
async function reading({ api, clock }: Asking, pod: CheckPod): Promise<Reading> {
  const asked = clock.now();
  const told = await timeIn(api, pod);
  const answered = clock.now();
  return { node: pod.node, ahead: told - (asked + answered) / 2, doubt: (answered - asked) / 2 };
}

const quickest = (readings: readonly Reading[]): Reading => readings.reduce((best, one) => (one.doubt < best.doubt ? one : best));

/** Two clocks: how far they are apart, and how wrong that may be. */
interface Pair {
  readonly first: Reading;
  readonly last: Reading;
  readonly apart: number;
  readonly doubt: number;
}

const pairOf = (first: Reading, last: Reading): Pair => ({ first, last, apart: last.ahead - first.ahead, doubt: first.doubt + last.doubt });

/** Of each two the one behind comes first. */
function pairsOf(readings: readonly Reading[]): Pair[] {
  const inOrder = readings.toSorted((one, other) => one.ahead - other.ahead);
  return inOrder.flatMap((first, index) => inOrder.slice(index + 1).map((last) => pairOf(first, last)));
}

const surelyTogether = ({ apart, doubt }: Pair): boolean => apart + doubt <= clockTolerance;
const surelyApart = ({ apart, doubt }: Pair): boolean => apart - doubt > clockTolerance;
const worst = (pairs: readonly Pair[]): Pair => pairs.reduce((most, one) => (one.apart + one.doubt > most.apart + most.doubt ? one : most));

async function readAll(env: Asking, pods: readonly CheckPod[]): Promise<readonly Reading[]> {
  const byNode = new Map<string, Reading[]>(pods.map(({ node }) => [node, []]));
  const best = () => [...byNode.values()].map(quickest);
  for (let round = 1; round <= rounds.most; round++) {
    env.signal.throwIfAborted();
    for (const pod of pods) byNode.get(pod.node)!.push(await reading(env, pod));
    if (round >= rounds.least && pairsOf(best()).every(surelyTogether)) break;
  }
  return best();
}

const signed = (milliseconds: number): string => `${milliseconds < 0 ? '−' : '+'}${Math.abs(Math.round(milliseconds))}`;
const factOf = ({ node, ahead, doubt }: Reading): string => `${node} ${signed(ahead)} ms ±${Math.ceil(doubt)}`;

const told = (code: 'check-clocks-apart' | 'check-clocks-untold', { first, last, apart, doubt }: Pair): Problem =>
  problem(code, {
    ...{ first: first.node, last: last.node, most: clockTolerance },
    ...{ milliseconds: Math.round(apart), doubt: Math.ceil(doubt) },
  });

/** @throws Unmet where slow answers leave it open whether two clocks are together: that is neither well nor a fault of theirs */
function judged(readings: readonly Reading[]): Findings {
  const facts = readings.map(factOf);
  const pairs = pairsOf(readings);
  const wrong = pairs.filter(surelyApart);
  if (wrong.length > 0) return { facts, problems: [told('check-clocks-apart', worst(wrong))] };
  const open = pairs.filter((pair) => !surelyTogether(pair));
  if (open.length > 0) throw new Unmet(told('check-clocks-untold', worst(open)), facts);
  return { facts, problems: [] };
}

export const clocks: Check = async (env) => judged(await readAll(env, await onEvery(env.stage.onNodes)));
