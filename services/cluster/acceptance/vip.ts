// With the power of the node cut that holds the address, the API answers again within half a minute, and so does what runs in the cluster.
//
//   who holds it? → cut-power wanted → the endpoint falls silent → it answers again (how long?) → service and pods on the rest
//                                                                 → switch-on wanted → the node is Ready from another start

import { vipPatience } from '../../domain/cluster/checks.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { at, problem } from '../../domain/problem.ts';
import { ApiTrouble } from '../api.ts';
import { isReady } from '../conditions.ts';
import { seenWithin } from '../waiting.ts';
import type { Check, Env } from './env.ts';
import { type Findings, settlingMilliseconds, together, Unmet } from './findings.ts';
import { type KubeNode, nodesPath } from './kube.ts';
import { returned } from './pod-returns.ts';
import { answeredFrom } from './service.ts';
import { onEvery } from './stage.ts';

/** By which kube-vip's instances agree who has the address. */
const leasePath = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/plndr-cp-lock';
interface Lease {
  readonly spec?: { readonly holderIdentity?: string };
}

/** Somebody has to be called and walk to the rack. */
const handsMilliseconds = 1_800_000;
/** What is too late is waited for, too: how late it was says what is wrong. */
const mostSilence = 600_000;
/** How often the endpoint is asked, and how long one answer may take: both are how exactly the silence is measured. */
const probe = { pause: 500, patience: 3_000 };
/** An API server of an emulated blade may miss one answer by itself. */
const missedProbes = 3;
/** From power to Ready: hands, firmware, and on emulated blades ten minutes more. */
const backMilliseconds = 3_600_000;

/** Who holds the address, told at the address itself and out of etcd; undefined when nobody answers there, empty when nobody holds it. */
async function holderTold({ endpoint }: Env): Promise<string | undefined> {
  try {
    const { status, body } = await endpoint.ask(leasePath, { patience: probe.patience });
    if (status === 404) return '';
    return status === 200 ? ((JSON.parse(body) as Lease).spec?.holderIdentity ?? '') : undefined;
  } catch (reason) {
    if (reason instanceof ApiTrouble) return undefined;
    throw reason;
  }
}

/** The holder as soon as anybody answers; undefined when nobody does for so long. */
const holderWithin = (env: Env, patience: number): Promise<string | undefined> =>
  seenWithin(
    env,
    patience,
    () => holderTold(env),
    (holder) => holder !== undefined,
    probe.pause,
  );

async function leaderOf(env: Env): Promise<PlannedBlade> {
  const holder = await holderWithin(env, settlingMilliseconds);
  const blade = env.blades.find(({ hostname }) => hostname === holder);
  if (blade) return blade;
  throw new Unmet(problem('check-vip-unheld', { holder: holder || '–' }));
}

/** When the endpoint fell silent, or was first seen elsewhere, by the clock that never jumps; undefined when neither came in time. */
async function outage(env: Env, leader: string): Promise<number | undefined> {
  let began = 0;
  let missed = 0;
  const look = async () => {
    const asked = env.clock.monotonic();
    const holder = await holderTold(env);
    missed = holder === undefined ? missed + 1 : 0;
    if (missed <= 1) began = asked;
    return missed >= missedProbes || (holder !== undefined && holder !== leader);
  };
  const isOut = await seenWithin(env, handsMilliseconds, look, (isSo) => isSo, probe.pause);
  return isOut ? began : undefined;
}

/** How long nobody answered at the endpoint after the cut; undefined when nobody cut anything. */
async function silence(env: Env, { slot, hostname }: PlannedBlade): Promise<Findings | undefined> {
  env.emit({ type: 'hands-wanted', slot, hands: 'cut-power' });
  const began = await outage(env, hostname);
  env.emit({ type: 'hands-done', slot });
  if (began === undefined) return undefined;
  const holder = await holderWithin(env, mostSilence);
  const seconds = Math.round((env.clock.monotonic() - began) / 100) / 10;
  if (holder === undefined) return { facts: [], problems: [problem('check-vip-silent', { seconds })] };
  const problems = seconds <= vipPatience ? [] : [problem('check-vip-slow', { seconds, most: vipPatience })];
  return { facts: [`${hostname} → ${holder} ${seconds} s`], problems };
}

const nodeOf = (env: Env, { hostname }: PlannedBlade) => env.api.get<KubeNode>(`${nodesPath}/${hostname}`);
const startOf = (node: KubeNode | undefined): string | undefined => node?.status?.nodeInfo?.bootID;

/**
 * What runs on the nodes that have power goes on: the service answers each of them, and a pod that is deleted comes back. Only once the node is
 * missed: until then its pods stay behind the service, and the scheduler gives it new ones.
 */
async function onTheRest(env: Env, leader: PlannedBlade): Promise<Findings> {
  await seenWithin(
    env,
    settlingMilliseconds,
    () => nodeOf(env, leader),
    (node) => !isReady(node),
  );
  const pods = (await onEvery(env.stage.onNodes)).filter(({ node }) => node !== leader.hostname);
  const isSound = (node: string) => node !== leader.hostname;
  return together([await answeredFrom(env, pods, await env.stage.frontDoor()), await returned(env, isSound)]);
}

async function powerBack(env: Env, blade: PlannedBlade, before: string | undefined): Promise<Findings> {
  const { slot, hostname } = blade;
  env.emit({ type: 'hands-wanted', slot, hands: 'switch-on' });
  const isBack = (node: KubeNode | undefined) => isReady(node) && startOf(node) !== before;
  const node = await seenWithin(env, backMilliseconds, () => nodeOf(env, blade), isBack);
  env.emit({ type: 'hands-done', slot });
  if (isBack(node)) return { facts: [`${hostname} Ready`], problems: [] };
  return { facts: [], problems: [at(slot, problem('check-node-not-back', { node: hostname, minutes: backMilliseconds / 60_000 }))] };
}

/** Whatever came of the rest, the power is asked to be switched on again. */
async function withPowerBack(env: Env, leader: PlannedBlade, before: string | undefined, rest: () => Promise<Findings>): Promise<Findings> {
  const [tested] = await Promise.allSettled([rest()]);
  const back = await powerBack(env, leader, before);
  if (tested.status === 'rejected') throw tested.reason;
  return together([tested.value, back]);
}

export const vip: Check = async (env) => {
  await onEvery(env.stage.inPods);
  await onEvery(env.stage.onNodes);
  await env.stage.frontDoor();
  const leader = await leaderOf(env);
  const before = startOf(await nodeOf(env, leader));
  const silent = await silence(env, leader);
  if (!silent) {
    const minutes = handsMilliseconds / 60_000;
    return { facts: [], problems: [at(leader.slot, problem('check-power-not-cut', { slot: leader.slot, minutes }))] };
  }
  const after = await withPowerBack(env, leader, before, () => onTheRest(env, leader));
  return together([silent, after]);
};
