// The acceptance test's questions to the real agnhost, in namespaces in place of pods: what it answers is what the checks read, and a network that
// takes less than it says is found.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dialFrom, shellIn, timeIn } from '../../../services/cluster/acceptance/agnhost.ts';
import { dns } from '../../../services/cluster/acceptance/dns.ts';
import type { Env } from '../../../services/cluster/acceptance/env.ts';
import { madeUpCluster } from '../../../services/cluster/acceptance/made-up-cluster.ts';
import { podsAcross } from '../../../services/cluster/acceptance/pods-across.ts';
import { clusterDomain } from '../../../services/domain/kubernetes/endpoint.ts';
import { systemClock } from '../../../services/platform/clock.ts';
import { skip } from '../../setup/skipped.ts';
import { lacksPods, type PodsStage, startPods } from './pods-stage.ts';

const timeout = 300_000;

/** What is waited for for minutes on a rack fails within seconds here. */
const haste = 12;
const hastyClock = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() * haste,
  sleep: (milliseconds: number, signal?: AbortSignal) => systemClock.sleep(milliseconds / haste, signal),
};

describe.skipIf(skip('agnhost', lacksPods()))('agnhost', { timeout }, () => {
  let stage: PodsStage;
  let env: Env;
  beforeAll(async () => {
    stage = await startPods();
    const { options, api } = madeUpCluster();
    const placed = async () => ({ pods: new Map(stage.pods.map((pod) => [pod.node, pod])), problems: [] });
    const addresses: Readonly<Record<string, string>> = { kubernetes: '10.96.0.1', 'kube-dns': stage.pods[1].address };
    const get = async <Found>(path: string) => ({ spec: { clusterIP: addresses[path.split('/').at(-1)!] } }) as Found;
    env = {
      ...options,
      clock: hastyClock,
      api: { ...api, ask: stage.ask, get },
      stage: { inPods: placed, onNodes: placed, frontDoor: async () => '10.96.5.6', spread: async () => {} },
    };
  }, timeout);
  afterAll(() => stage?.stop(), timeout);
  beforeEach(() => stage.limit(1450, 'told'));

  test('runs a command, and says how it failed', async () => {
    const [pod] = stage.pods;
    expect(await shellIn(env.api, pod, 'echo "a b" & wait; cat /etc/resolv.conf')).toBe('a b\nnameserver 10.244.1.2\n');
    await expect(shellIn(env.api, pod, 'echo why >&2; exit 3')).rejects.toThrow('exit status 3: why');
  });
  test('tells the time of its node in fractions of a millisecond', async () => {
    expect(Math.abs((await timeIn(env.api, stage.pods[0])) - Date.now())).toBeLessThan(60_000);
    const times = [await timeIn(env.api, stage.pods[0]), await timeIn(env.api, stage.pods[0])];
    expect(times.some((time) => !Number.isInteger(time))).toBe(true);
    expect(times[1]).toBeGreaterThan(times[0]!);
  });
  test('asks another pod, and says why it got no answer', async () => {
    const [from, to] = stage.pods;
    const question = { protocol: 'http', host: to.address, port: 8080, request: 'echo?msg=well' } as const;
    expect(await dialFrom(env.api, from, question)).toBe('well');
    await expect(dialFrom(env.api, from, { ...question, port: 9 })).rejects.toThrow('connection refused');
    await expect(dialFrom(env.api, from, { ...question, host: 'nowhere.invalid' })).rejects.toThrow(/^in-pods-1 answered 400: .*nowhere/);
  });

  test('carries packets as large as the network takes, and a whole file, both ways', async () => {
    const { facts, problems } = await podsAcross(env);
    expect([facts, problems]).toEqual([['c1-1 1 nodes MTU 1450', 'c1-2 1 nodes MTU 1450'], []]);
  });
  test('shows packets that were cut because the way takes less than the interface says', async () => {
    stage.limit(1400, 'told');
    const { problems } = await podsAcross(env);
    expect(problems.map(({ code, where }) => [code, where])).toEqual([
      ['check-way-pieces', 'c1/1'],
      ['check-way-pieces', 'c1/2'],
    ]);
    expect(problems[0]!.params).toMatchObject({ from: 'c1-1', mtu: 1450 });
  });
  test('shows packets that are swallowed', async () => {
    stage.limit(1400, 'swallowed');
    const { problems } = await podsAcross(env);
    expect(problems[0]).toMatchObject({ code: 'check-way-blocked', where: 'c1/1', params: { from: 'c1-1', to: 'c1-2', bytes: 1422 } });
  });

  test('resolves names by CoreDNS as nslookup prints them, and not those that it does not know', async () => {
    const names = { [`kubernetes.default.svc.${clusterDomain}`]: '10.96.0.1', [`check.rackstrap-check.svc.${clusterDomain}`]: '10.96.5.6' };
    await stage.answerNames(names);
    const { facts, problems } = await dns(env);
    expect(problems).toEqual([]);
    expect(facts).toHaveLength(8);
    const strange = { ...env, stage: { ...env.stage, frontDoor: async () => '10.96.5.7' } };
    const codes = (await dns(strange)).problems.map(({ code, where }) => `${code} ${where}`);
    expect(codes.toSorted()).toEqual(['check-name-inside', 'check-name-outside'].flatMap((code) => [`${code} c1/1`, `${code} c1/2`]));
  });
});
