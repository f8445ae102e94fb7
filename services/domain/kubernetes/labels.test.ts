import { expect, test } from 'vitest';
import { isOwnLabel, labelsBySetter } from './labels.ts';

test.each([
  ['cabinet', true],
  ['example.org/disk', true],
  ['kubernetes.io.example.org/a', true],
  ['notkubernetes.io/a', true],
  ['node.kubernetes.io/pool', true],
  ['rack.node.kubernetes.io/pool', true],
  ['kubelet.kubernetes.io/pool', true],
  ['topology.kubernetes.io/zone', true],
  ['node-role.kubernetes.io/worker', false],
  ['node-restriction.kubernetes.io/trusted', false],
  ['topology.kubernetes.io/rack', false],
  ['kubernetes.io/cabinet', false],
  ['x-k8s.io.k8s.io/a', false],
  ['k8s.io/a', false],
])('%s may be given by the kubelet itself: %s', (key, isKubelets) => {
  const labels = { [key]: 'a' };
  expect(labelsBySetter(labels)).toEqual(isKubelets ? { kubelet: labels, administrator: {} } : { kubelet: {}, administrator: labels });
});

test('what Kubernetes sets by itself is known', () => {
  expect(['kubernetes.io/hostname', 'kubernetes.io/arch', 'node-role.kubernetes.io/control-plane'].map(isOwnLabel)).toEqual([
    true,
    true,
    true,
  ]);
  expect(isOwnLabel('node-role.kubernetes.io/worker')).toBe(false);
});
