import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Plan } from '../../domain/plan/plan.ts';
import { podNetworkOf } from './pod-networks.ts';
import { clusterPlanOf, type SampleChoice } from './sample.ts';

/** What matters of flannel's manifest; the whole one is in test/interop. */
const manifest = `---
# The network of pods.
kind: Namespace
apiVersion: v1
metadata:
  name: kube-flannel
---
kind: ConfigMap
apiVersion: v1
metadata:
  name: kube-flannel-cfg
data:
  cni-conf.json: |
    {"name": "cbr0"}
  net-conf.json: |
    {
      "Network": "10.244.0.0/16",
      "EnableNFTables": false,
      "Backend": {
        "Type": "vxlan"
      }
    }
---
apiVersion: apps/v1
kind: DaemonSet
spec:
  template:
    spec:
      tolerations:
      - operator: Exists
        effect: NoSchedule
      initContainers:
      - name: install-cni
        image: ghcr.io/flannel-io/flannel:v0.28.10
        command:
        - /opt/bin/install-conf
      containers:
      - name: kube-flannel
        image: ghcr.io/flannel-io/flannel:v0.28.10
        command:
        - /opt/bin/flanneld
        args:
        - --ip-masq
        - --kube-subnet-mgr
        env:
        - name: EVENT_QUEUE_DEPTH
          value: "5000"
`;

const planWith = (choice?: SampleChoice): Plan => clusterPlanOf('small', choice);
const fitted = (text: string, plan: Plan = planWith()) => podNetworkOf(plan).fitted(text, plan);

/** The documents that came out. */
function result(text: string, plan?: Plan) {
  const found = fitted(text, plan);
  if (!found.ok) throw new Error(found.problems.map(({ what }) => what).join());
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever flannel is given.
  return parseAllDocuments(found.value).map((one) => one.toJS() as any);
}

const netConf = (text: string, plan?: Plan) => JSON.parse(result(text, plan)[1].data['net-conf.json']);
const withConf = (conf: object) => manifest.replace(/net-conf\.json: \|\n[\s\S]*?---/, `net-conf.json: '${JSON.stringify(conf)}'\n---`);

describe('flannel gets', () => {
  test.each<[string, SampleChoice, object]>([
    ['its own range', {}, { Network: '10.244.0.0/16' }],
    ['the range of the plan', { network: { pods: '172.20.0.0/14' } }, { Network: '172.20.0.0/14' }],
    ['both ranges', { family: 'both' }, { Network: '10.244.0.0/16', EnableIPv6: true, IPv6Network: 'fd00:244::/48' }],
    ['IPv6 alone', { family: 'ipv6' }, { EnableIPv4: false, EnableIPv6: true, IPv6Network: 'fd00:244::/48' }],
  ])('%s', (_, choice, expected) => {
    expect(netConf(manifest, planWith(choice))).toEqual({ ...expected, EnableNFTables: false, Backend: { Type: 'vxlan' } });
  });

  test('the way that the plan chooses, and what the manifest says of the same one', () => {
    const backend = (own: object, wanted?: 'vxlan' | 'host-gw') =>
      netConf(
        withConf({ Network: '10.244.0.0/16', Backend: own }),
        planWith({ kubernetes: wanted ? { flannel: { backend: wanted } } : {} }),
      ).Backend;
    const port = { Type: 'vxlan', Port: 4789 };
    expect(backend(port)).toEqual(port);
    expect(backend(port, 'vxlan')).toEqual(port);
    expect(backend(port, 'host-gw')).toEqual({ Type: 'host-gw' });
    expect(backend({ Type: 'host-gw' })).toEqual({ Type: 'host-gw' });
    expect(backend({ Type: 'wireguard' }, 'vxlan')).toEqual({ Type: 'vxlan' });
  });

  test('the interface that has the node’s own address, unless the manifest names one', () => {
    const daemon = (text: string) => result(text)[2].spec.template.spec.containers[0];
    expect(daemon(manifest).args).toEqual(['--ip-masq', '--kube-subnet-mgr', '--iface=$(NODE_IP)']);
    expect(daemon(manifest).env).toContainEqual({ name: 'NODE_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } });
    const named = manifest.replace('- --ip-masq', '- --iface=eth1');
    expect(daemon(named).args).toEqual(['--iface=eth1', '--kube-subnet-mgr']);
  });

  test('onto nodes with any taint', () => {
    expect(result(manifest)[2].spec.template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
  });

  test('nothing else, and everybody’s comments', () => {
    const found = fitted(manifest);
    const lines = (text: string) => text.split('\n').map((line) => line.trim());
    const own = new Set(lines(manifest));
    expect(found.ok && lines(found.value).filter((line) => !own.has(line))).toEqual([
      '- --iface=$(NODE_IP)',
      '- name: NODE_IP',
      'valueFrom:',
      'fieldRef:',
      'fieldPath: status.hostIP',
    ]);
    expect(found.ok && found.value).toContain('# The network of pods.');
  });

  test('no more, when it is fitted twice', () => {
    const once = fitted(manifest);
    expect(once.ok && fitted(once.value)).toEqual(once);
  });
});

describe('a manifest that is not understood is refused', () => {
  const conf = { Network: '10.244.0.0/16', Backend: { Type: 'vxlan' } };
  test.each<[string, string, string]>([
    ['without a ConfigMap', manifest.replace('kind: ConfigMap', 'kind: Secret'), 'it has 0 ConfigMaps with net-conf.json, not one'],
    ['with two', `${manifest}---\n${manifest.split('---\n')[2]}`, 'it has 2 ConfigMaps with net-conf.json, not one'],
    ['with settings that are new', withConf({ ...conf, SubnetLen: 26 }), 'its net-conf.json has SubnetLen'],
    [
      'with settings that are none',
      manifest.replace(/net-conf\.json: \|\n[\s\S]*?---/, 'net-conf.json: "null"\n---'),
      'its net-conf.json is no group of settings',
    ],
    ['without a backend', withConf({ Network: '10.244.0.0/16' }), 'its net-conf.json has no Backend'],
    ['with another backend, where the plan is silent', withConf({ ...conf, Backend: { Type: 'wireguard' } }), 'its backend is wireguard'],
    ['with another daemon', manifest.replace('/opt/bin/flanneld', '/bin/sh'), 'it has 0 DaemonSets that run flanneld, not one'],
    ['with subnets of etcd', manifest.replace('--kube-subnet-mgr', '--etcd-prefix=/x'), 'it does not ask Kubernetes for its subnets'],
    ['with no words where there are some', manifest.replace('args:', 'args: x\n        other:'), 'its args is no list'],
    ['that is a chart', '{{ .Values.name }}: {', 'Flow map'],
    ['that is empty', '', 'it has 0 ConfigMaps with net-conf.json, not one'],
    ['whose net-conf.json is no JSON', manifest.replace('"Backend": {', 'Backend {'), 'JSON'],
  ])('%s', (_, text, reason) => {
    const found = fitted(text);
    expect(found.ok ? [] : found.problems).toMatchObject([{ code: 'cni-manifest-unknown', params: { cni: 'flannel' } }]);
    expect(found.ok ? '' : found.problems[0]!.params!.reason).toContain(reason);
  });
});
