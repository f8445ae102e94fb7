import { expect, test } from 'vitest';
import { checkNames } from './checks.ts';
import { beforeSeal, isAccepted, lacking, missingToSeal, resultsOf, type SealableCluster } from './sealing.ts';

const byItself = checkNames.filter((check) => check !== 'vip');
const passed = byItself.map((check) => ({ check, result: 'passed' }));
const done: SealableCluster = {
  api: { answers: true },
  addons: [{ addon: 'metrics', step: 'ready' }],
  acceptances: [{ outcomes: passed }],
  unplug: { passed: true },
  handedOver: {},
};
const ready = [{ node: { ready: true } }, { node: { ready: true } }, { excluded: 'broken' }];
const accepted = (...acceptances: SealableCluster['acceptances']) => isAccepted({ acceptances }, 2);

test('of a cluster that has all behind it nothing is missed', () => {
  expect(missingToSeal(done, ready, ['metrics'])).toEqual([]);
});

test('of a cluster of which nothing is known everything is missed, and said', () => {
  const missing = missingToSeal({ addons: [], acceptances: [] }, [{}], ['metrics']);
  expect(missing).toEqual([...beforeSeal]);
  expect(lacking(missing).map(({ code }) => code)).toEqual(beforeSeal.map((one) => `seal-lacks-${one}`));
});

test('each thing is missed by itself', () => {
  expect(missingToSeal({ ...done, api: { answers: false } }, ready, [])).toEqual(['answer']);
  expect(missingToSeal(done, [...ready, { node: { ready: false } }], [])).toEqual(['nodes']);
  expect(missingToSeal(done, ready, ['metrics', 'ingress'])).toEqual(['addons']);
  expect(missingToSeal({ ...done, handedOver: undefined }, ready, [])).toEqual(['hand-over']);
  expect(missingToSeal({ ...done, unplug: { passed: false } }, ready, [])).toEqual(['unplug']);
  expect(missingToSeal({ ...done, acceptances: [] }, ready, [])).toEqual(['acceptance']);
});

test('one node alone has no other to reach', () => {
  const alone = [{ outcomes: passed.filter(({ check }) => check !== 'pods-across') }];
  expect([1, 2].map((nodes) => isAccepted({ acceptances: alone }, nodes))).toEqual([true, false]);
});

test('a check that failed counts until it is asked again and does not fail', () => {
  const dns = (result: string) => ({ outcomes: [{ check: 'dns' as const, result }] });
  expect(accepted({ outcomes: passed }, dns('failed'))).toBe(false);
  expect(accepted({ outcomes: passed }, dns('failed'), dns('passed'))).toBe(true);
  expect(accepted(dns('passed'))).toBe(false);
});

test('the loss of the leader need not be tried, but counts when it was and failed', () => {
  const vip = (result: string) => ({ outcomes: [...passed, { check: 'vip' as const, result }] });
  expect(accepted(vip('skipped'))).toBe(true);
  expect(accepted(vip('failed'))).toBe(false);
});

test('what was done before a blade came or went is of another cluster', () => {
  const old = {
    ...done,
    acceptances: [{ outcomes: passed, stale: true }],
    unplug: { passed: true, stale: true },
    handedOver: { stale: true },
  };
  expect(missingToSeal(old, ready, ['metrics'])).toEqual(['acceptance', 'hand-over', 'unplug']);
  const dns = { outcomes: [{ check: 'dns' as const, result: 'passed' }] };
  expect(accepted({ outcomes: passed, stale: true }, dns)).toBe(false);
  expect(accepted({ outcomes: [{ check: 'vip', result: 'failed' }], stale: true }, { outcomes: passed })).toBe(true);
  expect([...resultsOf(old.acceptances)]).toHaveLength(passed.length);
});
