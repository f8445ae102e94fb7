import { expect, onTestFinished, test } from 'vitest';
import type { CheckName } from '../../../domain/cluster/checks.ts';
import { problem, Refusal } from '../../../domain/problem.ts';
import { becameNode, sampleRun } from '../../cluster/sample.ts';
import { type ToTheSeal, toTheSeal } from './to-the-seal.ts';

/** A run whose blades are ready nodes, and a desk at which everything ends as it is told to. */
function scene({
  passes = {},
  cutLeader = false,
}: {
  readonly passes?: Partial<Record<'test' | 'vip' | 'unplug', boolean>>;
  readonly cutLeader?: boolean;
} = {}) {
  const run = sampleRun('small');
  onTestFinished(run.close);
  const { store } = run;
  for (const [index, slot] of [...store.planned.keys()].entries())
    for (const happening of becameNode(slot, index + 1)) store.happened(happening);
  const done: string[] = [];
  const test = async (checks?: readonly CheckName[]) => {
    const check = checks?.[0] ?? 'dns';
    const passed = passes[check === 'vip' ? 'vip' : 'test'] !== false;
    done.push(`test ${checks?.join() ?? 'all'}`);
    store.happened({ type: 'acceptance-started', occasion: 'first', by: 'x', checks: [check] });
    store.happened({ type: 'check-ended', check, result: passed ? 'passed' : 'failed', seconds: 1, facts: [], problems: [] });
    return passed;
  };
  const desk: ToTheSeal['desk'] = {
    test: (_, checks) => ({ ended: test(checks) }),
    unplug() {
      done.push('unplug');
      const passed = passes.unplug !== false;
      store.happened({ type: 'unplug-started', slots: [], by: 'x' });
      store.happened({ type: 'unplug-ended', passed, traces: passed ? [] : ['c1/1 /etc/hosts'] });
      return { ended: Promise.resolve(passed) };
    },
    async handOver({ directory }) {
      done.push(`hand over to ${directory}`);
      return { directory, files: [], warnings: [] };
    },
    async seal() {
      done.push('seal');
    },
  };
  const handOver = { directory: '/stick', adminDays: 1, language: 'en' } as const;
  const controller = new AbortController();
  const wanted = { plan: run.plan, store, desk, handOver, cutLeader, by: 'x', signal: controller.signal };
  return { ...run, done, desk, wanted, stop: () => controller.abort() };
}

const codes = async (wanted: Parameters<typeof toTheSeal>[0]) => (await toTheSeal(wanted)).map(({ code }) => code);

test('goes the whole way: tested, without the laptop, handed over with what came of it, sealed', async () => {
  const { done, wanted } = scene();
  expect(await toTheSeal(wanted)).toEqual([]);
  expect(done).toEqual(['test all', 'unplug', 'hand over to /stick', 'seal']);
});

test('the leader is cut when that is wanted, and only where there is an address that moves', async () => {
  const { done, wanted } = scene({ cutLeader: true });
  expect(await toTheSeal(wanted)).toEqual([]);
  expect(done.slice(0, 3)).toEqual(['test all', 'test vip', 'unplug']);
  const one = scene({ cutLeader: true });
  await toTheSeal({ ...one.wanted, plan: { ...one.plan, network: { ...one.plan.network, vip: undefined } } as never });
  expect(one.done).not.toContain('test vip');
});

test('ends at what failed, and says it', async () => {
  const untested = scene({ passes: { test: false } });
  expect(await toTheSeal(untested.wanted)).toMatchObject([{ code: 'cluster-not-accepted', params: { checks: 'dns' } }]);
  expect(untested.done).toEqual(['test all']);
  const led = scene({ passes: { vip: false }, cutLeader: true });
  expect(await toTheSeal(led.wanted)).toMatchObject([{ code: 'cluster-not-accepted', params: { checks: 'vip' } }]);
  const plugged = scene({ passes: { unplug: false } });
  expect(await toTheSeal(plugged.wanted)).toMatchObject([{ code: 'cluster-not-unplugged', params: { reason: 'c1/1 /etc/hosts' } }]);
  expect(plugged.done).not.toContain('seal');
});

test('a refusal of the desk is told as it is', async () => {
  const { desk, wanted } = scene();
  const refuse = async (): Promise<never> => {
    throw new Refusal(problem('handover-unwritable', { file: '/stick', reason: 'the disk is full' }));
  };
  expect(await codes({ ...wanted, desk: { ...desk, handOver: refuse } })).toEqual(['handover-unwritable']);
});

test('waits for every blade and every add-on, and says which did not come in time', async () => {
  const { store, wanted, stop, done } = scene();
  store.happened({ type: 'node-seen', slot: 'c1/2', ready: false, reason: 'no network', version: 'v1.37.1', address: '10.20.30.41' });
  const late = toTheSeal(wanted);
  stop();
  expect(await late).toMatchObject([{ code: 'blades-not-ready', params: { slots: 'c1/2' } }]);
  const other = scene();
  const plan = { ...other.plan, kubernetes: { ...other.plan.kubernetes!, addons: ['metrics', 'ingress'] } };
  other.store.happened({ type: 'addon-step', addon: 'metrics', step: 'ready' });
  const lacking = toTheSeal({ ...other.wanted, plan });
  other.stop();
  expect(await lacking).toMatchObject([{ code: 'addons-not-ready', params: { addons: 'ingress' } }]);
  expect(done).toEqual([]);
});

test('what was passed before a kill is not tested again, and a sealed run only has its seal finished', async () => {
  const { store, done, wanted } = scene();
  store.happened({ type: 'unplug-started', slots: [], by: 'x' });
  store.happened({ type: 'unplug-ended', passed: true, traces: [] });
  await toTheSeal(wanted);
  expect(done).toEqual(['test all', 'hand over to /stick', 'seal']);
  store.happened({ type: 'sealed', by: 'x' });
  await toTheSeal(wanted);
  expect(done.slice(3)).toEqual(['seal']);
});

test('what was passed before a node was taken out is tested again', async () => {
  const { store, done, wanted } = scene();
  store.happened({ type: 'unplug-started', slots: [], by: 'x' });
  store.happened({ type: 'unplug-ended', passed: true, traces: [] });
  store.happened({ type: 'node-removed', slot: 'c1/3', node: 'c1-3', by: 'x', why: 'remove' });
  expect(await toTheSeal(wanted)).toEqual([]);
  expect(done).toEqual(['test all', 'unplug', 'hand over to /stick', 'seal']);
});

test('stopped in the middle of a test it says so', async () => {
  const { desk, wanted, stop } = scene();
  const never = { ended: Promise.reject(new Error('Rackstrap is stopping')) };
  stop();
  expect(await codes({ ...wanted, desk: { ...desk, test: () => never } })).toEqual(['cluster-stopped']);
});
