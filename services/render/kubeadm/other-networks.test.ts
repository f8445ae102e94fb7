// Cilium's and Calico's manifests fitted to plans, by what matters of each; none of them has been run.

import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { PodNetworkName } from '../../domain/kubernetes/pod-networks.ts';
import { podNetworkOf } from './pod-networks.ts';
import { clusterPlanOf, type SampleChoice } from './sample.ts';

function fitted(cni: PodNetworkName, manifest: string, choice: SampleChoice = {}) {
  const plan = clusterPlanOf('small', { ...choice, kubernetes: { cni } });
  return podNetworkOf(plan).fitted(manifest, plan);
}

/** The documents that came out, or the reason for which none did. */
function result(...words: Parameters<typeof fitted>) {
  const found = fitted(...words);
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever is applied.
  return found.ok ? parseAllDocuments(found.value).map((one) => one.toJS() as any) : String(found.problems[0]!.params!.reason);
}

describe('Cilium', () => {
  const manifest = (settings: object) => `apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: ${JSON.stringify({ ipam: 'cluster-pool', 'enable-ipv4': 'true', 'enable-ipv6': 'false', 'kube-proxy-replacement': 'false', ...settings })}
`;

  test('gives pods of the plan’s ranges, each node a part as the plan has it', () => {
    const pool = { 'cluster-pool-ipv4-cidr': '10.0.0.0/8', 'cluster-pool-ipv4-mask-size': '24' };
    const network = { pods: '172.20.0.0/14', podPrefix: 25 };
    expect(result('cilium', manifest(pool), { network })[0].data).toMatchObject({
      'cluster-pool-ipv4-cidr': '172.20.0.0/14',
      'cluster-pool-ipv4-mask-size': '25',
    });
    const both = result('cilium', manifest({ ...pool, 'enable-ipv6': 'true' }), { family: 'both' });
    expect(both[0].data).toMatchObject({ 'cluster-pool-ipv4-cidr': '10.244.0.0/16', 'cluster-pool-ipv6-cidr': 'fd00:244::/48' });
  });

  test('asks Kubernetes for them where it is rendered so', () => {
    expect(result('cilium', manifest({ ipam: 'kubernetes' }))[0].data).not.toHaveProperty('cluster-pool-ipv4-cidr');
  });

  test.each<[string, object, SampleChoice, string]>([
    ['that replaces kube-proxy', { 'kube-proxy-replacement': 'true' }, {}, 'it replaces kube-proxy (true), which stays: render it without'],
    ['of another family', {}, { family: 'ipv6' }, 'its enable-ipv4 is true, and the plan’s pods are of ipv6'],
    ['of a cloud', { ipam: 'eni' }, {}, 'its ipam is eni'],
  ])('%s is refused', (_, settings, choice, reason) => {
    expect(String(result('cilium', manifest(settings), choice)).replace("'", '’')).toBe(reason);
  });

  test('that is something else is refused', () => {
    expect(result('cilium', 'kind: ConfigMap')).toBe('it has 0 ConfigMaps with ipam, not one');
  });
});

describe('Calico', () => {
  const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: calico-config }
data:
  calico_backend: "bird"
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: calico-node }
spec:
  template:
    spec:
      containers:
      - name: calico-node
        env:
        - name: CALICO_IPV4POOL_IPIP
          value: "Always"
        # - name: CALICO_IPV4POOL_CIDR
        #   value: "192.168.0.0/16"
        - name: IP
          value: autodetect
        livenessProbe:
          exec: { command: [/bin/calico-node, -felix-live, -bird-live] }
        readinessProbe:
          exec:
            command:
            - /bin/calico-node
            - -felix-ready
            - -bird-ready
`;

  test('gives pods of the plan’s range, by VXLAN, from the node’s own address', () => {
    const [map, daemons] = result('calico', manifest, { network: { pods: '172.20.0.0/14' } });
    expect(map.data.calico_backend).toBe('vxlan');
    const [{ env, livenessProbe, readinessProbe }] = daemons.spec.template.spec.containers;
    expect(Object.fromEntries(env.map(({ name, value }: { name: string; value: string }) => [name, value]))).toEqual({
      IP: 'autodetect',
      CALICO_IPV4POOL_CIDR: '172.20.0.0/14',
      CALICO_IPV4POOL_IPIP: 'Never',
      CALICO_IPV4POOL_VXLAN: 'Always',
      IP_AUTODETECTION_METHOD: 'kubernetes-internal-ip',
    });
    expect(livenessProbe.exec.command).toEqual(['/bin/calico-node', '-felix-live']);
    expect(readinessProbe.exec.command).toEqual(['/bin/calico-node', '-felix-ready']);
  });

  test('is not fitted to IPv6, and not when it is something else', () => {
    const reason = 'Rackstrap fits it to one range of IPv4 pods only';
    expect([result('calico', manifest, { family: 'ipv6' }), result('calico', manifest, { family: 'both' })]).toEqual([reason, reason]);
    expect(result('calico', manifest.replaceAll('calico-node', 'x'))).toBe('it has 0 DaemonSets that run calico-node, not one');
  });

  test('stays the same when it is fitted twice', () => {
    const once = fitted('calico', manifest);
    expect(once.ok && fitted('calico', once.value)).toEqual(once);
  });
});
