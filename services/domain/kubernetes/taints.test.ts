import { expect, test } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { plannedBlades } from '../plan/plan.ts';
import { type Change, changed } from '../plan/sample.ts';
import { parseTaint } from './taint-form.ts';
import { taintsOf } from './taints.ts';

test.each([
  ['dedicated=storage:NoSchedule', { key: 'dedicated', value: 'storage', effect: 'NoSchedule' }],
  ['example.org/gpu:NoExecute', { key: 'example.org/gpu', effect: 'NoExecute' }],
  ['spare=:PreferNoSchedule', { key: 'spare', effect: 'PreferNoSchedule' }],
  ['dedicated=storage', undefined],
  ['dedicated=storage:Never', undefined],
  [':NoSchedule', undefined],
  ['a=b=c:NoSchedule', undefined],
])('%s is the taint %j', (text, taint) => {
  expect(parseTaint(text)).toEqual(taint);
});

test('a node has those of the plan, and kubeadm’s own where others take the pods', () => {
  const { plan } = checkPlan(changed(['blades[0].taints', ['spare:PreferNoSchedule']], ['blades[2].taints', ['gpu=on:NoExecute']]));
  const own = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
  const spare = { key: 'spare', effect: 'PreferNoSchedule' };
  const taints = (only = plan!) => plannedBlades(only).map((blade) => taintsOf(only, blade));
  expect(taints()).toEqual([[own, spare], [], [{ key: 'gpu', value: 'on', effect: 'NoExecute' }]]);
  expect(taints({ ...plan!, blades: plan!.blades.slice(0, 1) })).toEqual([[spare]]);
});

const found = (...changes: Change[]) => checkPlan(changed(...changes)).problems.map(({ where, code }) => `${where} ${code}`);

test('a plan with one that Kubernetes does not take is refused', () => {
  expect(found(['blades[0].taints', ['gpu:Never', 'a b:NoSchedule']])).toEqual([
    'blades[0].taints[0] plan-value-wrong',
    'blades[0].taints[1] plan-label',
  ]);
});
