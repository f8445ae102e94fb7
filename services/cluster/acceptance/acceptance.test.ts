// The acceptance test on a made-up cluster: a sound one passes, and each thing that can be wrong fails its own check, in its own words.

import { describe, expect, it } from 'vitest';
import { type CheckName, checkNames } from '../../domain/cluster/checks.ts';
import type { CheckOutcome } from '../../domain/cluster/events.ts';
import { plannedBlades } from '../../domain/plan/plan.ts';
import { ApiTrouble } from '../api.ts';
import { checksFor, runAcceptance } from './index.ts';
import { type Broken, madeUpCluster, nodeOf, productionPlan, smallManifest } from './made-up-cluster.ts';
import { piecesIn } from './pods-across.ts';

const usual = checkNames.filter((name) => name !== 'vip');
type Given = Parameters<typeof madeUpCluster>[1];

async function outcomesOf(broken: Broken, given: Given = {}): Promise<{ passed: boolean; outcomes: CheckOutcome[]; left: string[] }> {
  const cluster = madeUpCluster(broken, given);
  const passed = await runAcceptance(cluster.options);
  const outcomes = cluster.events.flatMap((event) => (event.type === 'check-ended' ? [event] : []));
  return { passed, outcomes, left: cluster.names() };
}

/** What one check alone finds. */
async function found(check: CheckName, broken: Broken, given: Given = {}): Promise<CheckOutcome> {
  const { outcomes } = await outcomesOf(broken, { ...given, checks: [check] });
  expect(outcomes.map((one) => one.check)).toEqual([check]);
  return outcomes[0]!;
}

const told = ({ result, problems }: CheckOutcome) => [result, ...problems.map(({ where, what }) => `${where ?? '–'}: ${what}`)];

describe('a sound cluster', () => {
  it('passes every check, tells what was seen, and has nothing of the test in it afterwards', async () => {
    const { passed, outcomes, left } = await outcomesOf({});
    expect(outcomes.map(({ check, result, problems }) => [check, result, problems])).toEqual(usual.map((check) => [check, 'passed', []]));
    expect([passed, left]).toEqual([true, []]);
    const factsOf = (check: CheckName) => outcomes.find((one) => one.check === check)!.facts;
    expect(factsOf('nodes')[3]).toBe('c1-4 Ready worker v1.37.1 10.20.30.43');
    expect(factsOf('etcd')[0]).toBe('c1-1 healthy voter');
    expect(factsOf('clocks')[0]).toBe('c1-1 +0 ms ±0');
    expect(factsOf('pod-per-node')[0]).toMatch(/^c1-1 10\.244\.0\./);
    expect(factsOf('scale')).toEqual(['c1-4 2 of 2']);
    expect(factsOf('service')).toHaveLength(4);
    expect(factsOf('dns')).toHaveLength(16);
    expect(factsOf('pods-across')).toContain('c1-2 3 nodes MTU 1450');
  });
  it('is told as it goes on', async () => {
    const { options, events } = madeUpCluster();
    await runAcceptance({ ...options, checks: ['etcd', 'nodes'] });
    expect(events.map(({ type }) => type)).toEqual([
      ...['acceptance-started', 'check-started', 'check-ended', 'check-started', 'check-ended', 'acceptance-ended'],
    ]);
    expect(events[0]).toMatchObject({ occasion: 'first', by: 'somebody', checks: ['nodes', 'etcd'] });
    expect(events.at(-1)).toEqual({ type: 'acceptance-ended', passed: true });
  });
});

describe('the checks', () => {
  const blades = plannedBlades(productionPlan);
  it('cut a blade’s power only where somebody asks for that, and where an address can move', () => {
    expect(checksFor(productionPlan, blades)).toEqual(usual);
    expect(checksFor(productionPlan, blades, ['vip', 'nodes'])).toEqual(['nodes', 'vip']);
    const { vip: _, ...network } = productionPlan.network;
    expect(checksFor({ ...productionPlan, network }, blades, ['vip'])).toEqual([]);
  });
  it('reach no other node where there is none', () => {
    expect(checksFor(productionPlan, blades.slice(0, 1))).not.toContain('pods-across');
  });
});

const only =
  (name: string, change: (node: ReturnType<typeof nodeOf>) => ReturnType<typeof nodeOf> | undefined): NonNullable<Broken['node']> =>
  (node) =>
    node.metadata.name === name ? change(node) : node;

describe('nodes', () => {
  it.each<[string, Broken, string]>([
    ['is missing', { node: only('c1-2', () => undefined) }, 'c1/2: There is no node c1-2.'],
    [
      'is not Ready',
      { node: only('c1-2', () => nodeOf(productionPlan, plannedBlades(productionPlan)[1]!, false)) },
      'c1/2: Node c1-2 is not Ready: it does not report.',
    ],
    [
      'has another role',
      { node: only('c1-1', (node) => ({ ...node, metadata: { name: 'c1-1', labels: { row: 'a' } } })) },
      'c1/1: Node c1-1 is a worker, and the plan says control-plane.',
    ],
    [
      'has another label',
      { node: only('c1-4', (node) => ({ ...node, metadata: { name: 'c1-4', labels: { row: 'b' } } })) },
      'c1/4: Node c1-4 does not have the label row=a; found: b.',
    ],
    [
      'lost its taint',
      { node: only('c1-1', (node) => ({ ...node, spec: { ...node.spec, taints: [] } })) },
      'c1/1: Node c1-1 does not have the taint node-role.kubernetes.io/control-plane:NoSchedule.',
    ],
    [
      'got a taint',
      { node: only('c1-4', (node) => ({ ...node, spec: { ...node.spec, taints: [{ key: 'a', value: 'b', effect: 'NoExecute' }] } })) },
      'c1/4: Node c1-4 has the taint a=b:NoExecute, which the plan does not.',
    ],
    [
      'has another address',
      {
        node: only('c1-4', (node) => ({
          ...node,
          status: { ...node.status, addresses: [{ type: 'InternalIP', address: '10.20.30.99' }] },
        })),
      },
      'c1/4: Node c1-4 has the address 10.20.30.99, and the plan says 10.20.30.43.',
    ],
    [
      'runs another version',
      { node: only('c1-4', (node) => ({ ...node, status: { ...node.status, nodeInfo: { kubeletVersion: 'v1.36.4' } } })) },
      'c1/4: Node c1-4 runs Kubernetes v1.36.4, and the bundle has v1.37.1.',
    ],
    [
      'is none of the plan',
      { strangers: [{ ...nodeOf(productionPlan, plannedBlades(productionPlan)[3]!), metadata: { name: 'stranger' } }] },
      '–: There is a node stranger that the plan does not have.',
    ],
  ])('one %s', async (_, broken, words) => {
    expect(told(await found('nodes', broken))).toEqual(['failed', words]);
  });
  it('that become Ready in time are well', async () => {
    const cluster = madeUpCluster();
    const late = nodeOf(productionPlan, plannedBlades(productionPlan)[3]!, false);
    const node = cluster.nodes.get('c1-4')!;
    cluster.nodes.set('c1-4', late);
    const sleep = async (milliseconds: number) => {
      await cluster.options.clock.sleep(milliseconds);
      cluster.nodes.set('c1-4', node);
    };
    const clock = { ...cluster.options.clock, sleep };
    expect(await runAcceptance({ ...cluster.options, clock, checks: ['nodes'] })).toBe(true);
  });
});

describe('etcd', () => {
  const member = (name: string, healthy = true, voter = true) => ({ name, healthy, voter });
  it('has exactly the planned members, healthy and with a voice', async () => {
    const etcd = async () => ({ members: [member('c1-1'), member('c1-2', false), member('c1-3', true, false), member('old')] });
    expect(told(await found('etcd', {}, { etcd }))).toEqual([
      ...['failed', 'c1/2: The etcd member c1-2 is not healthy.', 'c1/3: The etcd member c1-3 has no voice yet.'],
      '–: etcd has a member old that the plan does not have.',
    ]);
    expect(told(await found('etcd', {}, { etcd: async () => ({ members: [member('c1-1'), member('c1-2')] }) }))).toEqual([
      ...['failed', 'c1/3: etcd has no member c1-3.'],
    ]);
  });
  it('that says nothing of its members has not passed', async () => {
    const etcd = async () => ({ reason: 'etcd-c1-1: Error: context deadline exceeded' });
    expect(told(await found('etcd', {}, { etcd }))).toEqual([
      ...['failed', '–: etcd does not say who its members are: etcd-c1-1: Error: context deadline exceeded.'],
    ]);
  });
});

describe('images', () => {
  it('that the bundle does not carry are told with their node', async () => {
    const strange = { names: ['docker.io/library/nginx@sha256:aa', 'docker.io/library/nginx:1'] };
    const node = only('c1-4', (one) => ({ ...one, status: { ...one.status, images: [...one.status!.images!, strange, { names: null }] } }));
    expect(told(await found('images', { node }))).toEqual([
      ...['failed', '–: Node c1-4 has docker.io/library/nginx@sha256:aa, which the bundle does not carry.'],
    ]);
  });
  it('that were asked of a registry are told with their pod', async () => {
    const pulls = [{ message: 'Pulling image "nginx:1"', involvedObject: { namespace: 'shop', name: 'web-1' } }];
    expect(told(await found('images', { pulls: [...pulls, ...pulls] }))).toEqual([
      ...['failed', '–: shop/web-1 asked a registry: Pulling image "nginx:1".'],
    ]);
  });
});

describe('clocks', () => {
  it('may be apart by the tolerance, whatever the laptop’s own says', async () => {
    expect((await found('clocks', { ahead: (node) => (node === 'c1-2' ? 60_099 : 60_000) })).result).toBe('passed');
  });
  it('that are more apart are told by name', async () => {
    const ahead = (node: string) => ({ 'c1-2': -80, 'c1-3': 70 })[node] ?? 0;
    const outcome = await found('clocks', { ahead });
    expect(told(outcome)).toEqual(['failed', '–: The clocks of c1-2 and c1-3 are 150 ms apart; 100 ms are the most.']);
    expect(outcome.facts).toContain('c1-2 −80 ms ±0');
  });
  /** What is told of clocks when each answer takes so long, half of it on the way there: milliseconds. */
  async function foundSlowly(took: (asked: number) => number, ahead: (node: string) => number = () => 0): Promise<CheckOutcome> {
    const cluster = madeUpCluster({ ahead });
    let asked = 0;
    const api = {
      ...cluster.api,
      ask: async (...words: Parameters<typeof cluster.api.ask>) => {
        const half = words[0].includes('/proxy/?') ? took(asked++) / 2 : 0;
        await cluster.options.clock.sleep(half);
        const answer = await cluster.api.ask(...words);
        await cluster.options.clock.sleep(half);
        return answer;
      },
    };
    await runAcceptance({ ...cluster.options, api, checks: ['clocks'] });
    return cluster.events.find((event) => event.type === 'check-ended')!;
  }
  it('are judged by the quickest answers: what comes late says little', async () => {
    expect(await foundSlowly((asked) => (asked % 3 === 2 ? 0 : 700))).toMatchObject({ result: 'passed', problems: [] });
  });
  it('may be together as far as the doubt goes, and no further', async () => {
    const ahead = (node: string) => (node === 'c1-2' ? 40 : 0);
    expect((await foundSlowly(() => 60, ahead)).result).toBe('passed');
    const outcome = await foundSlowly(() => 62, ahead);
    expect(told(outcome)).toEqual([
      'skipped',
      expect.stringMatching(
        /^–: It cannot be told whether the clocks of c1-[134] and c1-2 are within 100 ms: .* 40 ms may be wrong by 62 ms/,
      ),
    ]);
    expect(outcome.facts).toContain('c1-2 +40 ms ±31');
  });
  it('that seem to be apart by less than the doubt are not called wrong', async () => {
    const ahead = (node: string) => (node === 'c1-2' ? 130 : 0);
    expect((await foundSlowly(() => 40, ahead)).result).toBe('skipped');
    expect((await foundSlowly(() => 28, ahead)).problems[0]).toMatchObject({ code: 'check-clocks-apart', params: { last: 'c1-2' } });
  });
});

describe('add-ons', () => {
  it('have to be applied and ready', async () => {
    expect(told(await found('addons', {}, { addons: async () => [] }))).toEqual([
      'failed',
      '–: The add-on metrics-server was not applied.',
    ]);
    const waiting = async () => [{ addon: 'metrics-server', waiting: '0 of 1' }];
    expect(told(await found('addons', {}, { addons: waiting }))).toEqual(['failed', '–: The add-on metrics-server is not ready: 0 of 1.']);
  });
});

describe('pods', () => {
  const stuckOn = (name: string): Broken => ({ stuck: ({ spec }) => spec.nodeName === name });
  it('have to come up on every node', async () => {
    const [result, words] = told(await found('pod-per-node', stuckOn('c1-3')));
    expect([result, words]).toEqual(['failed', expect.stringMatching(/^c1\/3: No pod came up on node c1-3: pod in-pods-3 on c1-3/)]);
  });
  it('are not waited for on a node that is not there', async () => {
    const outcome = await found('pod-per-node', { node: only('c1-3', () => undefined) });
    expect(told(outcome)).toEqual(['failed', 'c1/3: No pod came up on node c1-3: the node is not Ready.']);
    expect(outcome.seconds).toBe(0);
  });
  it('have addresses of their node’s own range', async () => {
    const address = ({ spec }: { spec: { nodeName?: string } }) => (spec.nodeName === 'c1-4' ? '10.88.0.2' : '10.244.0.5');
    const outcome = await found('pod-per-node', { address, node: only('c1-1', (node) => node) });
    expect(outcome.problems.map(({ code, params }) => [code, params!.node])).toEqual([
      ...[2, 3, 4].map((slot) => ['check-pod-address', `c1-${slot}`]),
    ]);
  });
  it('that are missing somewhere keep those checks from being tried that would ask them, and no others', async () => {
    const { outcomes, passed } = await outcomesOf(stuckOn('c1-3'));
    expect(passed).toBe(false);
    const withResult = (wanted: string) => outcomes.filter(({ result }) => result === wanted).map(({ check }) => check);
    expect(withResult('failed')).toEqual(['pod-per-node']);
    expect(withResult('skipped')).toEqual(['clocks', 'service', 'dns', 'pods-across']);
    expect(outcomes.find(({ check }) => check === 'dns')!.problems[0]).toMatchObject({ code: 'check-builds-on', where: 'c1/3' });
  });
  it('cannot be made without the image', async () => {
    const manifest = { ...smallManifest, parts: [] };
    expect(told(await found('service', {}, { manifest }))).toEqual([
      ...['skipped', '–: The bundle lab has no agnhost, which the test runs in pods.'],
    ]);
  });
});

describe('a deployment', () => {
  it('that does not reach its size is told', async () => {
    const { problems } = await found('scale', { stuck: ({ metadata }) => metadata.name === 'spread-2' });
    expect(problems[0]).toMatchObject({ code: 'check-scale-short', params: { ready: 1, wanted: 2 } });
  });
  it('that leaves a node out is told', async () => {
    const everywhere = only('c1-1', (node) => ({ ...node, spec: { ...node.spec, taints: [] } }));
    const plan = { ...productionPlan, blades: productionPlan.blades.map((blade) => ({ ...blade, role: 'worker' as const })) };
    const outcome = await found('scale', { node: everywhere }, { plan });
    expect(outcome.problems.map(({ code }) => code)).toEqual([]);
    const cordoned = (node: ReturnType<typeof nodeOf>) =>
      node.metadata.name === 'c1-2' ? { ...node, spec: { ...node.spec, taints: [{ key: 'x', effect: 'NoSchedule' as const }] } } : node;
    expect(told(await found('scale', { node: cordoned }, { plan }))).toEqual([
      ...['failed', 'c1/2: None of the 8 pods of a deployment is on node c1-2.'],
    ]);
  });
  it('needs a node that takes pods', async () => {
    const plan = { ...productionPlan, blades: productionPlan.blades.map((blade) => ({ ...blade, taints: ['a:NoSchedule'] })) };
    expect((await found('scale', {}, { plan })).result).toBe('skipped');
    expect((await found('pod-returns', {}, { plan })).problems[0]!.code).toBe('check-no-takers');
  });
  it('has to get back a pod that was deleted', async () => {
    expect((await found('pod-returns', {})).result).toBe('passed');
    const { problems } = await found('pod-returns', { stuck: ({ metadata }) => metadata.name === 'spread-2' });
    expect(problems[0]).toMatchObject({ code: 'check-pod-not-returned', params: { pod: 'spread-1' } });
  });
});

describe('a service', () => {
  it('that a node does not reach is told with the reason', async () => {
    const dial = (node: string) => (node === 'c1-2' ? new Error('connection refused') : undefined);
    expect(told(await found('service', { dial }))).toEqual([
      ...['failed', 'c1/2: Node c1-2 gets no answer at the address of a service (10.96.5.6): connection refused.'],
    ]);
  });
});

describe('names', () => {
  it('have to resolve to their own addresses, in pods and on nodes', async () => {
    const shell = (node: string, command: string) =>
      node === 'c1-2' && command.includes('check.rackstrap-check')
        ? "Server: 10.96.5.60\n** server can't find check: NXDOMAIN\n"
        : undefined;
    expect((await found('dns', { shell })).problems.map(({ code, where }) => [code, where])).toEqual([
      ['check-name-inside', 'c1/2'],
      ['check-name-outside', 'c1/2'],
    ]);
  });
  it('cannot be asked where there is no name server', async () => {
    expect(told(await found('dns', { absent: (path) => path.endsWith('/kube-dns') }))).toEqual([
      ...['skipped', '–: This could not be tried: there is no service kube-system/kube-dns'],
    ]);
  });
});

describe('pod to pod', () => {
  it('a packet that does not get through is told with its size and both ends', async () => {
    const dial = (node: string, { host }: Readonly<Record<string, string>>) =>
      node === 'c1-1' && host!.startsWith('10.244.3.') ? new Error('i/o timeout') : undefined;
    expect(told(await found('pods-across', { dial }))).toEqual([
      ...['failed', 'c1/1: A pod on c1-1 does not reach one on c1-4 with 1422 bytes in one packet: i/o timeout.'],
    ]);
  });
  it('fills the largest packet exactly, and never more than the other side reads', async () => {
    const sizes = new Set<number>();
    const dial = (_: string, { request }: Readonly<Record<string, string>>) => {
      sizes.add(request!.length);
      return undefined;
    };
    await found('pods-across', { dial });
    await found('pods-across', { dial, shell: (_, command) => (command.includes('/mtu') ? '8950\n' : undefined) });
    expect([...sizes]).toEqual([1450 - 28, 2048]);
  });
  it('packets that were cut into pieces are told, although they arrived', async () => {
    let asked = 0;
    const shell = (node: string, command: string) =>
      node === 'c1-2' && command.includes('/proc/net/snmp') ? `Ip: FragOKs FragCreates\nIp: 1 ${2 * asked++}\n` : undefined;
    expect((await found('pods-across', { shell })).problems).toMatchObject([
      { code: 'check-way-pieces', where: 'c1/2', params: { from: 'c1-2', pieces: 2, mtu: 1450 } },
    ]);
  });
  it('a file that comes with other bytes is told', async () => {
    const shell = (node: string, command: string) => (node === 'c1-2' && command.includes('wget') ? 'another hash  -\n' : undefined);
    expect(told(await found('pods-across', { shell }))).toEqual([
      ...['failed', 'c1/2: A pod on c1-2 did not get 4194304 bytes of one on c1-3: it came with other bytes, or not to its end.'],
    ]);
  });
  it('a file that has nothing in it proves nothing, although it comes as it is', async () => {
    const shell = (node: string, command: string) => (node === 'c1-3' && command.endsWith('wc -c') ? '0\n' : undefined);
    expect((await found('pods-across', { shell })).problems).toMatchObject([
      { code: 'check-way-file', where: 'c1/2', params: { from: 'c1-2', to: 'c1-3', reason: '/agnhost in in-pods-3 has 0 bytes only' } },
    ]);
  });
  it('pieces are counted of both families', () => {
    expect(piecesIn('Ip: Forwarding FragCreates\nIp: 1 7\nIcmp: InMsgs\nIcmp: 3\nIp6FragCreates  \t4\n')).toBe(11);
    expect(piecesIn('Ip: Forwarding FragCreates\nIp: 1 7\n')).toBe(7);
  });
});

describe('the API', () => {
  it('may fall silent for a moment', async () => {
    const cluster = madeUpCluster();
    let failures = 5;
    const api = {
      ...cluster.api,
      list: <Found>(path: string) => {
        if (failures-- > 0) throw new ApiTrouble(0, 'nobody answers');
        return cluster.api.list<Found>(path);
      },
    };
    expect(await runAcceptance({ ...cluster.options, api, checks: ['images'] })).toBe(true);
  });
  it('that says no fails the check with its words, and the others are tried', async () => {
    const cluster = madeUpCluster();
    const api = {
      ...cluster.api,
      apply: async () => {
        throw new ApiTrouble(403, 'namespaces is forbidden');
      },
    };
    expect(await runAcceptance({ ...cluster.options, api, checks: ['nodes', 'scale', 'pod-returns'] })).toBe(false);
    const outcomes = cluster.events.flatMap((event) => (event.type === 'check-ended' ? [event] : []));
    expect(outcomes.map(told)).toEqual([
      ['passed'],
      ['failed', '–: The cluster’s API did not do what the test asked for: namespaces is forbidden.'],
      ['failed', '–: The cluster’s API did not do what the test asked for: namespaces is forbidden.'],
    ]);
  });
  it('is asked no more when the test is stopped, and what was made is removed', async () => {
    const stop = new AbortController();
    const cluster = madeUpCluster({}, { signal: stop.signal });
    const emit = (event: (typeof cluster.events)[number]) => {
      cluster.events.push(event);
      if (event.type === 'check-started' && event.check === 'scale') stop.abort(new Error('somebody stopped it'));
    };
    await expect(runAcceptance({ ...cluster.options, emit })).rejects.toThrow('somebody stopped it');
    expect(cluster.events.at(-1)).toEqual({ type: 'acceptance-ended', passed: false });
    expect(cluster.names()).toEqual([]);
  });
  it('a fault of ours is no fault of the cluster', async () => {
    const etcd = async () => {
      throw new TypeError('a bug');
    };
    await expect(outcomesOf({}, { etcd })).rejects.toThrow('a bug');
  });
});
