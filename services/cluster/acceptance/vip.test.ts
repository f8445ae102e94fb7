// The loss of the leader on a made-up cluster: somebody cuts its power when asked, the address moves or does not, and the node comes back or does not.

import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../domain/cluster/events.ts';
import { plannedBlades } from '../../domain/plan/plan.ts';
import { ApiTrouble, type AskOptions, type ClusterApi } from '../api.ts';
import { runAcceptance } from './index.ts';
import { type Broken, madeUpCluster, nodeOf, productionPlan } from './made-up-cluster.ts';

/** In seconds; never where it is not given. */
interface Rack extends Broken {
  /** From the wish until the power is cut. */
  readonly cutAfter?: number;
  /** From the cut until another node has the address. */
  readonly movesAfter?: number;
  /** From the wish for power until the node is Ready. */
  readonly backAfter?: number;
  /** The n-th answers of the endpoint that are lost although all is well. */
  readonly lost?: readonly number[];
}

const missedAfter = 40;

function rackWith({ cutAfter = Infinity, movesAfter = Infinity, backAfter = Infinity, lost = [], ...broken }: Rack) {
  const cluster = madeUpCluster(broken);
  const { clock } = cluster.options;
  const [leader] = plannedBlades(productionPlan);
  const now = () => clock.monotonic() / 1000;
  let [cutAt, backAt, asked] = [Infinity, Infinity, 0];

  const nodeNow = () => {
    if (now() < cutAt + missedAfter) return nodeOf(productionPlan, leader!);
    const node = nodeOf(productionPlan, leader!, now() >= backAt);
    return { ...node, status: { ...node.status, nodeInfo: { kubeletVersion: 'v1.37.1', bootID: 'second' } } };
  };
  async function ask(_: string, { patience = 0 }: AskOptions = {}) {
    asked += 1;
    const isSilent = (now() >= cutAt && now() < cutAt + movesAfter) || lost.includes(asked);
    if (isSilent) {
      await clock.sleep(patience);
      throw new ApiTrouble(0, 'nobody answers');
    }
    const holderIdentity = now() < cutAt ? 'c1-1' : 'c1-2';
    return { status: 200, body: JSON.stringify({ spec: { holderIdentity } }) };
  }
  const api: ClusterApi = {
    ...cluster.api,
    get: async <Found>(path: string) => (path.endsWith('/nodes/c1-1') ? (nodeNow() as Found) : cluster.api.get<Found>(path)),
  };
  const emit = (event: ClusterEvent) => {
    cluster.events.push(event);
    if (event.type !== 'hands-wanted') return;
    if (event.hands === 'cut-power') cutAt = now() + cutAfter;
    else backAt = now() + backAfter;
  };
  const options = { ...cluster.options, api, emit, endpoint: { ask }, checks: ['vip' as const] };
  return { options, events: cluster.events };
}

async function test(rack: Rack) {
  const { options, events } = rackWith(rack);
  await runAcceptance(options);
  const [outcome] = events.flatMap((event) => (event.type === 'check-ended' ? [event] : []));
  const hands = events.flatMap((event) => {
    if (event.type === 'hands-wanted') return [`${event.hands} ${event.slot}`];
    return event.type === 'hands-done' ? [`done ${event.slot}`] : [];
  });
  return {
    result: outcome!.result,
    facts: outcome!.facts,
    problems: outcome!.problems,
    codes: outcome!.problems.map(({ code }) => code),
    hands,
  };
}

const bothHands = ['cut-power c1/1', 'done c1/1', 'switch-on c1/1', 'done c1/1'];

describe('the loss of the leader', () => {
  it('is borne when the address moves in time, the rest works on, and the node comes back', async () => {
    const { result, facts, problems, hands } = await test({ cutAfter: 20, movesAfter: 12, backAfter: 200 });
    expect([result, problems, hands]).toEqual(['passed', [], bothHands]);
    const seconds = Number(/^c1-1 → c1-2 ([\d.]+) s$/.exec(facts[0]!)?.[1]);
    expect(seconds).toBeGreaterThanOrEqual(8.5);
    expect(seconds).toBeLessThanOrEqual(16);
    expect(facts.filter((fact) => /^c1-[234] 10\.96/.test(fact))).toHaveLength(3);
    expect(facts.at(-1)).toBe('c1-1 Ready');
  });
  it('is borne, too, when the address moves faster than anybody looks', async () => {
    const { result, facts } = await test({ cutAfter: 20, movesAfter: 0, backAfter: 200 });
    expect([result, facts[0]]).toEqual(['passed', 'c1-1 → c1-2 0 s']);
  });
  it('is not seen in a single answer that is lost', async () => {
    const { result, facts } = await test({ cutAfter: 20, movesAfter: 12, backAfter: 200, lost: [3, 4] });
    expect(result).toBe('passed');
    expect(Number(/([\d.]+) s$/.exec(facts[0]!)?.[1])).toBeLessThanOrEqual(16);
  });
  it('is told with the seconds when the address moves too late, and the rest is tested all the same', async () => {
    const { result, codes, problems, hands } = await test({ cutAfter: 20, movesAfter: 60, backAfter: 200 });
    expect([result, codes, hands]).toEqual(['failed', ['check-vip-slow'], bothHands]);
    expect(Number(problems[0]!.params!.seconds)).toBeGreaterThan(55);
  });
  it('asks for the power back, whatever came of the test', async () => {
    expect(await test({ cutAfter: 20, backAfter: 200 })).toMatchObject({ result: 'failed', codes: ['check-vip-silent'], hands: bothHands });
    const dial = () => new Error('connection refused');
    const broken = await test({ cutAfter: 20, movesAfter: 12, backAfter: 200, dial });
    expect(broken.codes).toEqual(['check-service-silent', 'check-service-silent', 'check-service-silent']);
    expect(broken.hands).toEqual(bothHands);
  });
  it('cannot be tested when nobody cuts the power', async () => {
    const { result, problems, hands } = await test({});
    expect([result, hands]).toEqual(['failed', ['cut-power c1/1', 'done c1/1']]);
    expect(problems).toMatchObject([{ code: 'check-power-not-cut', where: 'c1/1', params: { slot: 'c1/1', minutes: 30 } }]);
  });
  it('is told when the node does not come back', async () => {
    expect((await test({ cutAfter: 20, movesAfter: 12 })).problems).toMatchObject([{ code: 'check-node-not-back', where: 'c1/1' }]);
  });
  it('cannot be tested while no planned node holds the address', async () => {
    const { options, events } = rackWith({});
    const ask = async () => ({ status: 404, body: '' });
    await runAcceptance({ ...options, endpoint: { ask } });
    expect(events).toContainEqual(expect.objectContaining({ type: 'check-ended', result: 'skipped' }));
    expect(events.some(({ type }) => type === 'hands-wanted')).toBe(false);
  });
});
