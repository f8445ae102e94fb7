// The documents of whole clusters against the reviewed copies in golden/, and what holds for any plan. RACKSTRAP_GOLDEN=write rewrites the copies.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { contains, isAddress, parseCidr } from '../../domain/network/address.ts';
import { checkPlan } from '../../domain/plan/check.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { ArchitectureName } from '../../domain/plan/v1.ts';
import { families } from '../family/families.ts';
import { clusterOf } from './cluster-input.ts';
import { type KubeadmNode, kubeadmNode } from './node.ts';
import { clusterInput, clusterPlanOf, type SampleChoice, sampleCluster, sampleToken } from './sample.ts';
import { vipInterfaceMark } from './vip.ts';

type Changes = Parameters<typeof clusterInput>[1];

const nodesOf = (plan: Plan, changes?: Changes) => {
  const cluster = sampleCluster(plan, changes);
  return cluster.blades.map((blade) => ({ blade, node: kubeadmNode(blade, cluster) }));
};
type Node = ReturnType<typeof nodesOf>[number];

const everything = { audit: true, encryptSecrets: true } as const;

const goldens: Readonly<Record<string, { plan: Plan; changes?: Changes }>> = {
  laptop: { plan: clusterPlanOf('laptop') },
  small: { plan: clusterPlanOf('small', { kubernetes: everything }), changes: { family: families['fedora-coreos'] } },
  'small-ipv6': { plan: clusterPlanOf('small', { family: 'ipv6' }) },
  development: {
    plan: clusterPlanOf('development', {
      network: { nodePorts: '31000-31999', pods: '192.168.0.0/16', podPrefix: 26, services: '10.10.0.0/22' },
      blade: {
        labels: { cabinet: 'A7', 'topology.kubernetes.io/zone': 'row-1', 'node-role.kubernetes.io/worker': '' },
        taints: ['dedicated=storage:NoExecute'],
      },
    }),
    changes: { version: '1.34.3', family: families['container-linux'] },
  },
  production: { plan: clusterPlanOf('production', { family: 'both', kubernetes: everything }) },
};

/** One blade of every kind that is given something else: the first, another of its role, a worker. */
function ofInterest(nodes: readonly Node[]): Node[] {
  const kinds = new Map(nodes.toReversed().map((one) => [`${one.node.verb} ${one.blade.role}`, one]));
  return [...kinds.values()].toReversed();
}

function readable({ blade, node }: Node): string {
  const files = node.files.map(({ path, mode, text }) => `==> ${path} (${mode.toString(8)})\n${text}`);
  const vip = node.vip ? [`==> the VIP ${node.verb === 'init' ? 'during init' : 'from then on'}\n${node.vip[vipStep(node)]}`] : [];
  return [`###### kubeadm ${node.verb} on ${blade.slot}\n`, ...files, ...vip].join('\n');
}
const vipStep = ({ verb }: KubeadmNode) => (verb === 'init' ? 'during' : 'lasting');

const golden = new URL('golden/', import.meta.url).pathname;
const rewrite = process.env.RACKSTRAP_GOLDEN === 'write';

describe('the reviewed documents', () => {
  if (rewrite) {
    rmSync(golden, { recursive: true, force: true });
    mkdirSync(golden);
  }
  test.each(Object.entries(goldens))('of %s are these', (name, { plan, changes }) => {
    const text = ofInterest(nodesOf(plan, changes)).map(readable).join('\n');
    if (rewrite) writeFileSync(`${golden}${name}.txt`, text);
    expect(text).toBe(readFileSync(`${golden}${name}.txt`, 'utf8'));
  });
  test('are all of them', () => {
    expect(readdirSync(golden).sort()).toEqual(
      Object.keys(goldens)
        .map((name) => `${name}.txt`)
        .sort(),
    );
  });
});

interface Document {
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever kubeadm is given.
  readonly [field: string]: any;
}

const documentsOf = ({ files }: KubeadmNode): Document[] =>
  parseAllDocuments(files[0]!.text, { version: '1.1' }).map((one) => one.toJS() as Document);
const document = (nodes: readonly Node[], kind: string): Document =>
  nodes.flatMap(({ node }) => documentsOf(node)).find((one) => one.kind === kind)!;

const architectures = ['laptop', 'small', 'development', 'production'] as const;

describe('a cluster', () => {
  test('is refused with a version that is not known, and says which ones are', () => {
    const refused = (version: string) => {
      const result = clusterOf(clusterInput(clusterPlanOf('laptop'), { version }));
      return result.ok ? [] : result.problems.map(({ code, params }) => [code, params]);
    };
    const known = { oldest: '1.34', newest: '1.37' };
    expect(refused('1.33.9')).toEqual([['kubernetes-too-old', { version: '1.33.9', ...known }]]);
    expect(refused('1.38.0')).toEqual([['kubernetes-too-new', { version: '1.38.0', ...known }]]);
    expect(refused('v1.36.0')).toEqual([]);
  });

  test.each([
    ['laptop', [], []],
    ['small', [], []],
    ['development', ['node-role.kubernetes.io/control-plane'], []],
    ['production', ['node-role.kubernetes.io/control-plane'], []],
  ] as const)('of the architecture %s keeps pods off its central blades where there are others', (architecture, central, worker) => {
    for (const { blade, node } of nodesOf(clusterPlanOf(architecture))) {
      const { taints } = documentsOf(node)[0]!.nodeRegistration;
      expect(taints.map(({ key }: { key: string }) => key)).toEqual(blade.role === 'worker' ? worker : central);
    }
  });

  test.each([
    ['laptop', '10.20.30.40:6443'],
    ['small', '10.20.30.9:6443'],
    ['development', '10.20.30.40:6443'],
    ['production', '10.20.30.9:6443'],
  ] as const)('of the architecture %s is asked at %s', (architecture, endpoint) => {
    const nodes = nodesOf(clusterPlanOf(architecture));
    expect(document(nodes, 'ClusterConfiguration').controlPlaneEndpoint).toBe(endpoint);
    for (const { node } of nodes.slice(1)) expect(documentsOf(node)[0]!.discovery.bootstrapToken.apiServerEndpoint).toBe(endpoint);
  });

  test('has no moving address where there is none for it to move to, whatever the plan says', () => {
    const nodes = nodesOf(clusterPlanOf('development', { network: { vip: '10.20.30.9' } }));
    expect(document(nodes, 'ClusterConfiguration').controlPlaneEndpoint).toBe('10.20.30.40:6443');
    expect(nodes.map(({ node }) => node.vip)).toEqual([undefined, undefined, undefined]);
  });

  test('runs no more pods on a node than it has addresses for', () => {
    const most = (network: object) => document(nodesOf(clusterPlanOf('laptop', { network })), 'KubeletConfiguration').maxPods;
    expect(most({})).toBe(110);
    expect(most({ pods: '192.168.0.0/16', podPrefix: 26 })).toBe(62);
    expect(most({ pods: ['192.168.0.0/16', 'fd00:244::/48'], podPrefix: 25 })).toBe(110);
  });

  test('names the directory of volume plugins to the controller manager only where kubeadm mounts it', () => {
    const flags = (version: string): string[] =>
      document(nodesOf(clusterPlanOf('laptop'), { version }), 'ClusterConfiguration').controllerManager.extraArgs.map(
        ({ name }: { name: string }) => name,
      );
    for (const version of ['1.34.0', '1.35.9']) expect(flags(version)).toContain('flex-volume-plugin-dir');
    for (const version of ['1.36.0', '1.37.1']) expect(flags(version)).not.toContain('flex-volume-plugin-dir');
  });

  test('gives services the rules that the kernel of its system has', () => {
    const mode = (family: keyof typeof families) =>
      document(nodesOf(clusterPlanOf('laptop'), { family: families[family] }), 'KubeProxyConfiguration').mode;
    expect(mode('flatcar')).toBe('nftables');
    expect(mode('container-linux')).toBe('iptables');
  });

  test('lets each DNS pod wait for a node of its own where two nodes take it', () => {
    const patched = (architecture: ArchitectureName, blade = {}) =>
      nodesOf(clusterPlanOf(architecture, { blade })).map(({ node }) => node.files.some(({ path }) => path.includes('/patches/')));
    expect(patched('laptop')).toEqual([false]);
    expect(patched('development')).toEqual([true, false, false]);
    expect(patched('production', { taints: ['dedicated:NoSchedule'] })).toEqual([false, false, false, false, false]);
  });

  test('writes a secret into files that only root reads, and the key of etcd into no worker', () => {
    const input = clusterInput(clusterPlanOf('production', { kubernetes: everything }));
    for (const { blade, node } of nodesOf(input.plan)) {
      const telling = node.files.filter(({ text }) => text.includes(input.encryptionKey) || text.includes(sampleToken));
      expect(telling.map(({ mode }) => mode)).toEqual(Array(telling.length).fill(0o600));
      expect(telling.some(({ text }) => text.includes(input.encryptionKey))).toBe(blade.role === 'control-plane');
    }
  });

  test('has nothing of an option that the plan does not choose', () => {
    for (const architecture of architectures) {
      const [first] = nodesOf(clusterPlanOf(architecture));
      expect(first!.node.files.map(({ text }) => text).join()).not.toMatch(/audit|encryption-provider|secretbox/);
    }
  });
});

describe('the address that moves', () => {
  const [first, second, worker] = ofInterest(nodesOf(clusterPlanOf('production')));
  const path = (text: string) => parse(text).spec.volumes[0].hostPath;

  test('is raised with more rights while the cluster begins, and never after', () => {
    expect(path(first!.node.vip!.during)).toEqual({ path: '/etc/kubernetes/super-admin.conf', type: 'File' });
    expect(path(first!.node.vip!.lasting)).toEqual({ path: '/etc/kubernetes/admin.conf', type: 'File' });
    expect(first!.node.vip!.lasting).toBe(second!.node.vip!.lasting);
    expect(worker!.node.vip).toBeUndefined();
  });

  test('is asked for at the node’s own API server, at an interface named at each boot', () => {
    const environment = parse(first!.node.vip!.lasting).spec.containers[0].env as { name: string; value: string }[];
    const value = (name: string) => environment.find((one) => one.name === name)?.value;
    expect(value('address')).toBe('10.20.30.9');
    expect(value('kubernetes_addr')).toBe('https://kubernetes:6443');
    expect(value('vip_interface')).toBe(vipInterfaceMark);
    const [duration, renewal, retry] = ['vip_leaseduration', 'vip_renewdeadline', 'vip_retryperiod'].map((name) => Number(value(name)));
    // client-go, leaderelection: the lease outlasts the renewal, and the renewal 1.2 retries.
    expect(duration).toBeGreaterThan(renewal!);
    expect(renewal).toBeGreaterThan(1.2 * retry!);
  });
});

/** Names that YAML 1.1 takes for something else than text. */
const treacherous = ['on', 'no', 'y', 'null', '007', '1e3', '0b1', '0x1f', '1-1', 'true', '12'];
const name = fc.oneof(fc.constantFrom(...treacherous), fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/));
const labelKey = fc.constantFrom('cabinet', 'disk', 'on', 'node.kubernetes.io/pool', 'node-role.kubernetes.io/worker', 'example.org/a');

const choice: fc.Arbitrary<SampleChoice & { name: string; hostname: string }> = fc.record({
  name,
  hostname: name,
  family: fc.constantFrom('ipv4' as const, 'ipv6' as const, 'both' as const),
  kubernetes: fc.record({ audit: fc.boolean(), encryptSecrets: fc.boolean() }),
  network: fc.constantFrom({}, { nodePorts: '30100-30200' }),
  blade: fc.record({
    labels: fc.dictionary(labelKey, fc.constantFrom('', 'on', '1', 'a.b-c_d')),
    taints: fc.subarray(['dedicated=on:NoSchedule', 'gpu:NoExecute', 'spare=1:PreferNoSchedule']),
  }),
});

describe('whatever a valid plan says', () => {
  const anyCluster = fc.tuple(fc.constantFrom(...architectures), choice, fc.constantFrom('1.34.0', '1.35.2', '1.36.4', '1.37.1'));
  const planOf = (
    architecture: ArchitectureName,
    { name: called, hostname, ...rest }: SampleChoice & { name: string; hostname: string },
  ) => {
    const plan = clusterPlanOf(architecture, rest);
    return { ...plan, name: called, blades: plan.blades.map((blade, index) => (index === 0 ? { ...blade, hostname } : blade)) };
  };

  test('the documents parse as YAML 1.1 to what it says, and name no address beyond it', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyCluster, ([architecture, chosen, version]) => {
        const plan = planOf(architecture, chosen);
        if (chosen.family !== 'ipv6') expect(checkPlan(plan).problems.filter(({ level }) => level === 'error')).toEqual([]);
        const nodes = nodesOf(plan, { version });
        const [init, cluster] = documentsOf(nodes[0]!.node) as [Document, Document];
        expect([cluster.clusterName, init.nodeRegistration.name]).toEqual([plan.name, chosen.hostname]);
        expect(nodes.filter(({ node }) => node.verb === 'init')).toHaveLength(1);
        for (const { blade, node } of nodes) {
          const [own] = documentsOf(node) as [Document];
          expect(own.nodeRegistration.name).toBe(blade.hostname);
          expect(own.nodeRegistration.kubeletExtraArgs[0]).toEqual({ name: 'node-ip', value: blade.address });
          const taints = own.nodeRegistration.taints.filter(({ key }: { key: string }) => !key.startsWith('node-role.'));
          expect(taints).toEqual(blade.taints);
        }
        expect(strangers(plan, nodes)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

/** Addresses in the documents that are neither in the machines' network nor loopback. Ranges are none. */
function strangers(plan: Plan, nodes: readonly Node[]): string[] {
  const subnet = parseCidr(plan.network.subnet)!;
  const texts = nodes.flatMap(({ node }) => [...node.files.map(({ text }) => text), ...Object.values(node.vip ?? {})]);
  const words = texts.flatMap((text) => text.split(/[^0-9a-z:./-]+/)).map((word) => word.replace(/(?<=\.\d+):\d+$/, ''));
  const found = [...new Set(words.filter(isAddress))];
  return found.filter((address) => !['127.0.0.1', '::1'].includes(address) && !contains(subnet, address));
}
