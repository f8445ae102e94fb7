// The acceptance test: one check after the other on the new cluster, each with what it saw; whatever fails, the others are tried.

import { type CheckName, checkNames } from '../../domain/cluster/checks.ts';
import type { CheckOutcome, Occasion } from '../../domain/cluster/events.ts';
import { movingVip } from '../../domain/kubernetes/endpoint.ts';
import type { Plan, PlannedBlade } from '../../domain/plan/plan.ts';
import { type Problem, problem } from '../../domain/problem.ts';
import { ApiTrouble } from '../api.ts';
import { checkImage, cleanUp, removeNamespace } from '../check-namespace.ts';
import { type Asking, patientApi } from '../waiting.ts';
import { addons } from './addons.ts';
import { PodTrouble } from './agnhost.ts';
import { clocks } from './clocks.ts';
import { dns } from './dns.ts';
import type { Check, Env } from './env.ts';
import { etcd } from './etcd.ts';
import { type Findings, Unmet } from './findings.ts';
import { images } from './images.ts';
import { nodes } from './nodes.ts';
import { podPerNode } from './pod-per-node.ts';
import { podReturns } from './pod-returns.ts';
import { podsAcross } from './pods-across.ts';
import { scale } from './scale.ts';
import { service } from './service.ts';
import { openStage } from './stage.ts';
import { vip } from './vip.ts';

export type { AddonSeen } from './env.ts';

const checks: Readonly<Record<CheckName, Check>> = {
  nodes,
  etcd,
  images,
  clocks,
  addons,
  'pod-per-node': podPerNode,
  scale,
  service,
  dns,
  'pods-across': podsAcross,
  'pod-returns': podReturns,
  vip,
};

export interface AcceptanceOptions extends Omit<Env, 'stage'> {
  readonly occasion: Occasion;
  readonly by: string;
  /** The usual ones when it is not given. Those that mean nothing in this plan are left out. */
  readonly checks?: readonly CheckName[];
}

/** Whether there is anything to test: an address that can move, another node to reach. */
function hasMeaning(check: CheckName, plan: Plan, blades: readonly PlannedBlade[]): boolean {
  if (check === 'vip') return movingVip(plan) !== undefined;
  return check !== 'pods-across' || blades.length > 1;
}

/** All that mean something in this plan, in the order they are run; `vip`, which cuts a blade's power, only where it is among those asked for. */
export function checksFor(plan: Plan, blades: readonly PlannedBlade[], asked?: readonly CheckName[]): CheckName[] {
  const wanted = asked ?? checkNames.filter((name) => name !== 'vip');
  return checkNames.filter((name) => wanted.includes(name) && hasMeaning(name, plan, blades));
}

type Ended = Pick<CheckOutcome, 'result' | 'facts' | 'problems'>;

const judged = ({ facts, problems }: Findings): Ended => ({
  result: problems.some(({ level }) => level === 'error') ? 'failed' : 'passed',
  facts,
  problems,
});

const without = (result: 'failed' | 'skipped', found: Problem, facts: readonly string[] = []): Ended => ({
  result,
  facts,
  problems: [found],
});

/** What the cluster does to a check is an outcome; anything else that is thrown is a fault of the check, and ends the test. */
async function ended(check: Check, env: Env): Promise<Ended> {
  try {
    return judged(await check(env));
  } catch (reason) {
    if (reason instanceof Unmet) return without('skipped', reason.problem, reason.facts);
    if (reason instanceof ApiTrouble || reason instanceof PodTrouble)
      return without('failed', problem('check-api-trouble', { reason: reason.message }));
    throw reason;
  }
}

async function runOne(name: CheckName, env: Env): Promise<boolean> {
  const began = env.clock.monotonic();
  env.emit({ type: 'check-started', check: name });
  const outcome = await ended(checks[name], env);
  const seconds = Math.round((env.clock.monotonic() - began) / 1000);
  env.emit({ type: 'check-ended', check: name, seconds, ...outcome });
  return outcome.result === 'passed';
}

async function unlessTrouble(work: Promise<unknown>): Promise<void> {
  await work.catch((reason) => {
    if (!(reason instanceof ApiTrouble)) throw reason;
  });
}

async function runAll(names: readonly CheckName[], env: Env): Promise<boolean> {
  let passed = true;
  for (const name of names) {
    env.signal.throwIfAborted();
    passed = (await runOne(name, env)) && passed;
  }
  return passed;
}

/** Somebody who stops the test does not wait for pods to end. */
const tidiedUp = (asking: Asking): Promise<void> => unlessTrouble(asking.signal.aborted ? removeNamespace(asking.api) : cleanUp(asking));

/**
 * Runs the checks and tells all of it as events; true when every one passed. Nothing of it is left in the cluster, nor of one that was cut short before.
 * Rejects with the signal's reason when it is stopped; the test has ended without passing then.
 */
export async function runAcceptance({ occasion, by, checks: asked, ...given }: AcceptanceOptions): Promise<boolean> {
  const { plan, blades, manifest, emit } = given;
  const asking: Asking = { ...given, api: patientApi(given) };
  const names = checksFor(plan, blades, asked);
  const env: Env = { ...given, ...asking, stage: openStage(asking, checkImage(manifest), manifest.name, blades) };
  emit({ type: 'acceptance-started', occasion, by, checks: names });
  let passed = false;
  try {
    await unlessTrouble(cleanUp(asking));
    passed = await runAll(names, env);
    return passed;
  } finally {
    await tidiedUp(given);
    emit({ type: 'acceptance-ended', passed });
  }
}
