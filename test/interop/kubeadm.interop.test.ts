// The documents of every kind of cluster against the real kubeadm, kubelet and kube-vip: what they take, and what they make of it.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { labelsBySetter } from '../../services/domain/kubernetes/labels.ts';
import type { Plan } from '../../services/domain/plan/plan.ts';
import { kubeadmNode, podNetworkOf, vipInterfaceMark } from '../../services/render/kubeadm/index.ts';
import { clusterPlanOf, sampleCluster } from '../../services/render/kubeadm/sample.ts';
import { cachedCommand, sourceOf } from '../lab/kubernetes/build.ts';
import type { ProgramName } from '../lab/kubernetes/programs.ts';
import { versions } from '../lab/kubernetes/versions.ts';
import { skip } from '../setup/skipped.ts';

const missing = (name: ProgramName) =>
  existsSync(cachedCommand(name)) ? undefined : `needs ${name} in the cache: node test/lab/kubernetes/build.ts ${name}`;

const root = mkdtempSync(join(tmpdir(), 'rackstrap-kubeadm-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Tests of seconds, on a machine that others keep busy. */
const timeout = 240_000;

const run = (program: ProgramName, words: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  spawnSync(cachedCommand(program), words, { encoding: 'utf8', timeout, env: { ...process.env, ...environment } });

/** The files of one blade below a directory of the test's own; what kubeadm is told of other files is told of those there. */
function layOut(name: string, files: readonly { readonly path: string; readonly text: string }[]) {
  const directory = join(root, name);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text.replaceAll('/etc/kubernetes/patches', join(directory, '/etc/kubernetes/patches')));
  }
  return { config: join(directory, 'etc/rackstrap/kubeadm.yaml'), directory };
}

const everything = { audit: true, encryptSecrets: true } as const;
const architectures = ['laptop', 'small', 'development', 'production'] as const;
const families = ['ipv4', 'ipv6', 'both'] as const;

const cases = architectures.flatMap((architecture) =>
  families.flatMap((family) =>
    [false, true].map((all) => ({
      what: `${architecture}, ${family}${all ? ', everything on' : ''}`,
      plan: clusterPlanOf(architecture, {
        family,
        kubernetes: all ? everything : {},
        network: all ? { nodePorts: '30100-30999', podPrefix: family === 'ipv6' ? 60 : 25 } : {},
        blade: all
          ? { labels: { cabinet: 'A7', on: '1', 'node.kubernetes.io/pool': 'fast' }, taints: ['dedicated=on:NoExecute', 'x:NoSchedule'] }
          : {},
      }),
    })),
  ),
);

const nodesOf = (plan: Plan) => {
  const cluster = sampleCluster(plan, { version: versions.kubernetes });
  return cluster.blades.map((blade) => ({ blade, node: kubeadmNode(blade, cluster) }));
};

describe.skipIf(skip('kubeadm reads the documents', missing('kubeadm')))('kubeadm', { timeout }, () => {
  test.each(cases)('takes every document of $what, and has nothing to say about it', ({ what, plan }) => {
    for (const { blade, node } of nodesOf(plan)) {
      const { config } = layOut(`${what}/${blade.hostname}`, node.files);
      const { status, stdout, stderr } = run('kubeadm', ['config', 'validate', '--config', config]);
      expect({ slot: blade.slot, status, stdout, stderr }).toEqual({ slot: blade.slot, status: 0, stdout: 'ok\n', stderr: '' });
    }
  });

  test('takes a host, a cluster and a taint with names that are no text in YAML 1.1', () => {
    const plan = clusterPlanOf('laptop', { blade: { hostname: 'on', taints: ['y=no:NoSchedule'] } });
    const { config } = layOut('treacherous', nodesOf({ ...plan, name: '0b1' })[0]!.node.files);
    expect(run('kubeadm', ['config', 'validate', '--config', config])).toMatchObject({ stdout: 'ok\n', stderr: '' });
  });

  test('is no yes-man', () => {
    const [{ node }] = nodesOf(clusterPlanOf('laptop')) as [ReturnType<typeof nodesOf>[number]];
    const { config } = layOut(
      'wrong',
      node.files.map((file) => ({ ...file, text: file.text.replace('podSubnet', 'podNet') })),
    );
    expect(run('kubeadm', ['config', 'validate', '--config', config]).stderr).toContain('unknown field "networking.podNet"');
  });
});

/** Of the first blade: what kubeadm would write for its kubelet and its control plane, below a directory of the test's own. */
function written(what: string, plan: Plan) {
  const { config, directory } = layOut(`written/${what}`, nodesOf(plan)[0]!.node.files);
  const output = join(directory, 'output');
  mkdirSync(output);
  for (const phase of [['control-plane', 'all'], ['etcd', 'local'], ['kubelet-start']]) {
    const { status, stderr } = run('kubeadm', ['init', 'phase', ...phase, '--config', config, '--dry-run'], {
      KUBEADM_INIT_DRYRUN_DIR: output,
    });
    if (status !== 0) throw new Error(stderr);
  }
  const text = (name: string) => readFileSync(join(output, name), 'utf8');
  return { config, text, pod: (name: string) => parse(text(`${name}.yaml`)).spec };
}

describe.skipIf(skip('kubeadm writes static pods', missing('kubeadm')))('what kubeadm makes of them', { timeout }, () => {
  const plan = cases.find(({ what }) => what === 'production, both, everything on')!.plan;
  let made: ReturnType<typeof written>;
  beforeAll(() => {
    made = written('production', plan);
  }, timeout);
  const flagsOf = (name: string): string[] => made.pod(name).containers[0].command;

  test('API servers with the flags, files and patience that were asked for', () => {
    expect(flagsOf('kube-apiserver')).toEqual(
      expect.arrayContaining([
        '--advertise-address=10.20.30.40',
        '--service-cluster-ip-range=10.96.0.0/16,fd00:96::/112',
        '--service-node-port-range=30100-30999',
        '--audit-policy-file=/etc/kubernetes/audit/policy.yaml',
        '--audit-log-path=/var/log/kubernetes/audit/audit.log',
        '--encryption-provider-config=/etc/kubernetes/encryption/config.yaml',
      ]),
    );
    const { volumes, containers } = made.pod('kube-apiserver');
    const mounts = containers[0].volumeMounts as { name: string; mountPath: string; readOnly: boolean }[];
    for (const name of ['audit-policy', 'audit-log', 'encryption']) {
      const { hostPath } = volumes.find((one: { name: string }) => one.name === name);
      expect(mounts.find((one) => one.name === name)).toMatchObject({ mountPath: hostPath.path });
    }
    const { periodSeconds, failureThreshold } = containers[0].startupProbe;
    expect(periodSeconds * failureThreshold).toBe(20 * 60);
  });

  test('a controller manager that gives each node its part of both ranges', () => {
    expect(flagsOf('kube-controller-manager')).toEqual(
      expect.arrayContaining([
        '--cluster-cidr=10.244.0.0/16,fd00:244::/48',
        '--node-cidr-mask-size-ipv4=25',
        '--node-cidr-mask-size-ipv6=64',
        '--allocate-node-cidrs=true',
      ]),
    );
    expect(made.pod('kube-controller-manager').volumes.map(({ name }: { name: string }) => name)).not.toContain('flexvolume-dir');
  });

  test('time for slow blades, for everybody who waits for another', () => {
    const slow = written('production, slow', clusterPlanOf('production', { kubernetes: { patience: 5 } }));
    expect(slow.pod('etcd').containers[0].command).toEqual(expect.arrayContaining(['--heartbeat-interval=500', '--election-timeout=5000']));
    const leases = ['--leader-elect-lease-duration=75s', '--leader-elect-renew-deadline=50s', '--leader-elect-retry-period=10s'];
    for (const name of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])
      expect(slow.pod(name).containers[0].livenessProbe.failureThreshold).toBe(40);
    expect(slow.pod('kube-scheduler').containers[0].command).toEqual(expect.arrayContaining(leases));
    expect(slow.pod('kube-controller-manager').containers[0].command).toEqual(expect.arrayContaining(leases));
  });

  test('a kubelet with its address, its labels, and the limits of its node', () => {
    const flags = made.text('kubeadm-flags.env');
    expect(flags).toContain('--node-ip=10.20.30.40');
    expect(flags).toContain('--node-labels=cabinet=A7,on=1,node.kubernetes.io/pool=fast');
    expect(parse(made.text('config.yaml'))).toMatchObject({
      cgroupDriver: 'systemd',
      clusterDNS: ['10.96.0.10'],
      clusterDomain: 'cluster.local',
      maxPods: 110,
      volumePluginDir: '/opt/libexec/kubernetes/kubelet-plugins/volume/exec/',
    });
  });

  test('DNS pods that are apart, beside kubeadm’s own wish, and rules for services by nftables', () => {
    const dns = written('small', clusterPlanOf('small'));
    const printed = (addon: string) => {
      const { stdout } = run('kubeadm', ['init', 'phase', 'addon', addon, '--print-manifest', '--config', dns.config]);
      // What it says of patches stands before the manifest, and a mark between two documents has no line of its own.
      const yaml = stdout.replaceAll(/^\[.*\n/gm, '').replaceAll(/^---(?=\w)/gm, '---\n');
      return parseAllDocuments(yaml).map((one) => one.toJS());
    };
    const proxy = printed('kube-proxy').find(({ kind }) => kind === 'ConfigMap');
    expect(parse(proxy.data['config.conf'])).toMatchObject({ mode: 'nftables', clusterCIDR: '10.244.0.0/16' });
    const deployment = printed('coredns').find(({ kind }) => kind === 'Deployment');
    const { podAntiAffinity } = deployment.spec.template.spec.affinity;
    expect(podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    expect(podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toMatchObject([{ topologyKey: 'kubernetes.io/hostname' }]);
  });
});

const labels = [
  'cabinet',
  'example.org/disk',
  'notkubernetes.io/a',
  'node.kubernetes.io/pool',
  'rack.node.kubernetes.io/pool',
  'kubelet.kubernetes.io/pool',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/rack',
  'node-role.kubernetes.io/worker',
  'node-restriction.kubernetes.io/trusted',
  'kubernetes.io/cabinet',
  'k8s.io/a',
];

describe.skipIf(skip('the kubelet takes its labels', missing('kubelet')))('the kubelet', { timeout }, () => {
  test.each(labels)('agrees about who sets the label %s', (key) => {
    const { status, stderr } = run('kubelet', [`--node-labels=${key}=a`, '--config=/nonexistent']);
    expect(status).not.toBe(0);
    const refused = stderr.includes("unknown 'kubernetes.io' or 'k8s.io' labels");
    expect(refused ? 'administrator' : 'kubelet').toBe(
      Object.keys(labelsBySetter({ [key]: 'a' }).kubelet).length > 0 ? 'kubelet' : 'administrator',
    );
    if (!refused) expect(stderr).toContain('/nonexistent');
  });
});

interface Variable {
  readonly name: string;
  readonly value?: string;
}

describe.skipIf(skip('kube-vip writes its own manifest', missing('kube-vip')))('kube-vip', { timeout }, () => {
  test.each(['ipv4', 'ipv6'] as const)('writes the same pod with %s, but for what we say why', (family) => {
    const image = `ghcr.io/kube-vip/kube-vip:v${versions.kubeVip}`;
    const plan = clusterPlanOf('small', { family });
    const ours = parse(nodesOf(plan)[1]!.node.vip!.lasting);
    const flags = ['--interface', vipInterfaceMark, '--address', plan.network.vip!, '--controlplane', '--arp', '--leaderElection'];
    const times = ['--leaseDuration', '10', '--leaseRenewDuration', '7', '--leaseRetry', '2', '--prometheusHTTPServer', '127.0.0.1:2112'];
    const { stdout } = run('kube-vip', ['manifest', 'pod', ...flags, ...times, '--image', image]);
    const own = parse(stdout);
    const variables = (pod: { spec: { containers: { env: Variable[] }[] } }) =>
      new Map(pod.spec.containers[0]!.env.map((one) => [one.name, one]));
    const [we, they] = [variables(ours), variables(own)];
    // Where the API of this node itself answers: without it kube-vip would ask at the VIP that it is to raise.
    expect(we.get('kubernetes_addr')).toEqual({ name: 'kubernetes_addr', value: 'https://kubernetes:6443' });
    we.delete('kubernetes_addr');
    // What these say of names and of DHCP says nothing of an address that is fixed.
    for (const name of ['dns_mode', 'dhcp_mode']) they.delete(name);
    expect(Object.fromEntries(we)).toEqual(Object.fromEntries(they));
    // A pod that waits for a file, where theirs has the kubelet make a directory.
    expect(ours.spec.volumes[0].hostPath).toEqual({ ...own.spec.volumes[0].hostPath, type: 'File' });
    const rest = ({ status: _, spec: { volumes: __, containers, ...spec }, ...pod }: typeof own) => {
      const [{ env: ___, resources: ____, ...container }] = containers;
      return { ...pod, spec: { ...spec, containers: [container] } };
    };
    expect(rest(ours)).toEqual(rest(own));
  });
});

const networkLines = {
  ipv4: [],
  ipv6: ['"EnableIPv4": false,', '"EnableIPv6": true,', '"IPv6Network": "fd00:244::/48",'],
  both: ['"EnableIPv6": true,', '"IPv6Network": "fd00:244::/48",'],
} as const;

/** Of the release that the cached program was built from. */
const releaseOfFlannel = () => readFileSync(join(sourceOf('flanneld'), 'Documentation/kube-flannel.yml'), 'utf8');

describe.skipIf(skip('flannel’s own manifest', missing('flanneld')))('flannel', { timeout }, () => {
  test.each(families)('has a manifest that is fitted to %s, and differs from its own in no other line', (family) => {
    const manifest = releaseOfFlannel();
    const plan = clusterPlanOf('small', { family, kubernetes: { flannel: { backend: 'host-gw' } } });
    const fitted = podNetworkOf(plan).fitted(manifest, plan);
    if (!fitted.ok) throw new Error(fitted.problems[0]!.what);
    const own = new Set(manifest.split('\n'));
    const added = fitted.value.split('\n').filter((line) => !own.has(line));
    const interfaceLines = ['- --iface=$(NODE_IP)', '- name: NODE_IP', 'fieldPath: status.hostIP'];
    expect(added.map((line) => line.trim())).toEqual([...networkLines[family], '"Type": "host-gw"', ...interfaceLines]);
    expect(parseAllDocuments(fitted.value)).toHaveLength(parseAllDocuments(manifest).length);
  });
});
