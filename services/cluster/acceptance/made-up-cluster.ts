// A cluster for tests of the checks: it keeps objects, plays the controllers and kubelets that the checks lean on, and can be broken in one place.

import { type Manifest, manifestV1 } from '../../domain/bundle.ts';
import type { ClusterEvent } from '../../domain/cluster/events.ts';
import { controlPlaneLabel } from '../../domain/kubernetes/labels.ts';
import { taintsOf } from '../../domain/kubernetes/taints.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../../domain/plan/plan.ts';
import { planV1 } from '../../domain/plan/v1.ts';
import { type ApiAnswer, ApiTrouble, type AskOptions, type ClusterApi, type ClusterObject } from '../api.ts';
import { checkNamespace } from '../check-namespace.ts';
import type { AcceptanceOptions } from './index.ts';
import type { KubeNode, KubePod } from './kube.ts';

/** Three control-plane blades with an address that moves, and a worker. */
export const productionPlan: Plan = planV1.parse({
  apiVersion: 'rackstrap/v1',
  name: 'made-up',
  architecture: 'production',
  bundle: 'lab',
  network: { subnet: '10.20.30.0/24', laptop: '10.20.30.242', vip: '10.20.30.9' },
  chassis: [{ name: 'c1', slots: 8, firstIp: '10.20.30.40', labels: { row: 'a' } }],
  blades: [1, 2, 3, 4].map((slot) => ({
    slot: `c1/${slot}`,
    macs: [`d0:00:67:13:0d:0${slot}`],
    role: slot < 4 ? 'control-plane' : 'worker',
  })),
  kubernetes: { cni: 'flannel', addons: ['metrics-server'] },
  access: { sshKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII3bnOE3gCqjtwxl49+IyW+4rwQipMfZjIfVv29n4x1Z technician@laptop'] },
});

const digest = (digits: string) => `sha256:${digits.repeat(32)}`;
const image = (reference: string, digits: string, satisfies: string) => ({
  path: `images/${digits}.tar`,
  kind: 'container-image',
  arch: 'amd64',
  size: 1,
  sha256: digits.repeat(32),
  image: { reference, digest: digest(digits) },
  satisfies: [satisfies],
});

export const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.66.1';
const proxy = 'registry.k8s.io/kube-proxy:v1.37.1';

export const smallManifest: Manifest = manifestV1.parse({
  apiVersion: 'rackstrap/bundle/v1',
  name: 'lab',
  version: '1',
  created: '2026-08-01T00:00:00Z',
  tool: 'rackstrap',
  os: { family: 'lab', version: '12' },
  kubernetes: { version: '1.37.1' },
  parts: [image(agnhost, 'a1', 'acceptance'), image(proxy, 'b2', 'kubernetes')],
});

const ready = (isSo = true) => [{ type: 'Ready', status: isSo ? 'True' : 'False', message: isSo ? 'well' : 'it does not report' }];

/** As a node of this blade looks once all went well. */
export const nodeOf = (plan: Plan, blade: PlannedBlade, isUp = true): KubeNode => ({
  metadata: { name: blade.hostname, labels: { ...blade.labels, ...(blade.role === 'control-plane' ? { [controlPlaneLabel]: '' } : {}) } },
  spec: { taints: taintsOf(plan, blade), podCIDRs: [`10.244.${blade.index}.0/24`] },
  status: {
    conditions: ready(isUp),
    addresses: [{ type: 'InternalIP', address: blade.address }],
    nodeInfo: { kubeletVersion: 'v1.37.1', bootID: 'first' },
    images: [{ names: [`registry.k8s.io/kube-proxy@${digest('b2')}`, proxy] }, { names: [agnhost] }],
  },
});

type Query = Readonly<Record<string, string>>;

/** What can be otherwise than in a sound cluster. A text is what a pod prints or answers; an error is why it does not. */
export interface Broken {
  readonly node?: (node: KubeNode) => KubeNode | undefined;
  readonly strangers?: readonly KubeNode[];
  /** Pods that do not come up. */
  readonly stuck?: (pod: KubePod) => boolean;
  readonly address?: (pod: KubePod) => string;
  readonly shell?: (node: string, command: string) => string | Error | undefined;
  readonly dial?: (node: string, query: Query) => string | Error | undefined;
  /** Milliseconds that a node's clock is ahead. */
  readonly ahead?: (node: string) => number;
  readonly pulls?: readonly object[];
  /** Paths where there is nothing. */
  readonly absent?: (path: string) => boolean;
}

const counters = (pieces: number) => `Ip: Forwarding FragOKs FragCreates\nIp: 1 0 ${pieces}\nIp6FragCreates   \t0\n`;
const serviceAddress = '10.96.5.6';

/** The programs that the checks run in pods. */
export function usualShell(command: string): string {
  if (command.includes('/mtu')) return '1450\n';
  if (command.includes('/proc/net/snmp')) return counters(0);
  if (command.includes('kubernetes.default')) return 'Server:\t10.96.0.10\nAddress: 10.96.0.10#53\n\nName: x\nAddress: 10.96.0.1\n';
  if (command.startsWith('nslookup')) return `Server: 10.96.0.10\nName: x\nAddress 1: ${serviceAddress}\n`;
  if (command.endsWith('| wc -c')) return '4194304\n';
  return 'the hash of some bytes  -\n';
}

const usualDial = ({ protocol, request = '' }: Query): string => (protocol === 'udp' ? request.replace(/^echo /, '') : 'in-pods-1');

function answer(told: string | Error, dialled: boolean): ApiAnswer {
  const failed = told instanceof Error;
  const body = dialled
    ? failed
      ? { errors: [told.message] }
      : { responses: [told] }
    : failed
      ? { error: told.message }
      : { output: told };
  return { status: 200, body: JSON.stringify(body) };
}

/** Whose hours pass at once. */
export function fastClock() {
  let passed = 0;
  const now = () => Date.UTC(2026, 7, 1) + passed;
  const sleep = async (milliseconds: number) => {
    passed += milliseconds;
  };
  return { now, monotonic: () => passed, sleep };
}

const goTime = (milliseconds: number) => `NOW: ${new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', '')} +0000 UTC m=+1.5`;

export interface MadeUpCluster {
  readonly options: AcceptanceOptions;
  readonly events: ClusterEvent[];
  readonly api: ClusterApi;
  readonly nodes: Map<string, KubeNode>;
  /** Objects of ours that are there. */
  readonly names: () => string[];
}

export function madeUpCluster(broken: Broken = {}, changes: Partial<AcceptanceOptions> = {}): MadeUpCluster {
  const plan = changes.plan ?? productionPlan;
  const blades = plannedBlades(plan);
  const clock = fastClock();
  const nodes = new Map<string, KubeNode>();
  for (const blade of blades) {
    const node = nodeOf(plan, blade);
    const found = broken.node ? broken.node(node) : node;
    if (found) nodes.set(blade.hostname, found);
  }
  for (const node of broken.strangers ?? []) nodes.set(node.metadata.name, node);
  const objects = new Map<string, ClusterObject>();
  const pods = new Map<string, KubePod>();
  let made = 0;

  const isTaker = (name: string) => nodes.get(name)?.spec?.taints?.length === 0;
  function addPod(owner: string, node: string, hostNetwork: boolean): void {
    made += 1;
    const name = `${owner}-${made}`;
    const blade = blades.find(({ hostname }) => hostname === node);
    const bare: KubePod = {
      metadata: { name, namespace: checkNamespace, uid: `uid-${made}` },
      spec: { nodeName: node },
      status: { phase: 'Running', conditions: ready(), podIP: hostNetwork ? blade!.address : `10.244.${blade?.index}.${made}` },
    };
    const pod = broken.stuck?.(bare) ? { ...bare, status: { ...bare.status, conditions: ready(false), phase: 'Pending' } } : bare;
    pods.set(name, { ...pod, status: { ...pod.status, podIP: broken.address?.(pod) ?? pod.status!.podIP! } });
  }
  const podsOf = (owner: string) => [...pods.values()].filter(({ metadata }) => metadata.name.replace(/-\d+$/, '') === owner);

  /** What a controller would make of it. */
  function rollOut({ kind, metadata: { name }, spec }: ClusterObject): void {
    const { replicas = 0, template } = (spec ?? {}) as { replicas?: number; template?: { spec: { hostNetwork?: boolean } } };
    const hostNetwork = template?.spec.hostNetwork ?? false;
    const up = [...nodes.keys()].filter((node) => nodes.get(node)!.status!.conditions!.some(({ status }) => status === 'True'));
    if (kind === 'DaemonSet') for (const node of up) addPod(name, node, hostNetwork);
    const takers = up.filter(isTaker);
    if (kind === 'Deployment')
      while (takers.length > 0 && podsOf(name).length < replicas) addPod(name, takers[podsOf(name).length % takers.length]!, false);
  }

  function inPod(path: string): ApiAnswer {
    const [, name, , asked, text] = /\/pods\/([^:]+):(\d+)\/proxy(\/[^?]*)\?(.*)$/.exec(path) ?? [];
    const query: Query = Object.fromEntries(new URLSearchParams(text));
    const pod = pods.get(name ?? '');
    if (!pod) return { status: 404, body: JSON.stringify({ message: `pods "${name}" not found` }) };
    const node = pod.spec.nodeName!;
    if (asked === '/') return { status: 200, body: goTime(clock.now() + (broken.ahead?.(node) ?? 0)) };
    const { shellCommand = '' } = query;
    if (asked === '/shell') return answer(broken.shell?.(node, shellCommand) ?? usualShell(shellCommand), false);
    return answer(broken.dial?.(node, query) ?? usualDial(query), true);
  }

  const services: Readonly<Record<string, string>> = { kubernetes: '10.96.0.1', 'kube-dns': '10.96.0.10', check: serviceAddress };
  const api: ClusterApi = {
    server: () => 'https://10.20.30.9:6443',
    async ask(path: string, { method = 'GET' }: AskOptions = {}) {
      if (method === 'DELETE') pods.clear();
      if (path.includes('/leases/')) return { status: 200, body: JSON.stringify({ spec: { holderIdentity: 'c1-1' } }) };
      return path.includes('/proxy/') ? inPod(path) : { status: 200, body: '' };
    },
    async get<Found>(path: string) {
      const name = path.split('/').at(-1)!;
      const service = path.includes('/services/') && services[name] ? { spec: { clusterIP: services[name] } } : undefined;
      const node = path.includes('/nodes/') ? nodes.get(name) : undefined;
      const account = path.endsWith('/serviceaccounts/default') ? {} : undefined;
      if (broken.absent?.(path)) return undefined;
      return (service ?? node ?? account ?? objects.get(name)) as Found | undefined;
    },
    async list<Found>(path: string) {
      const selected = /labelSelector=app%3D([a-z-]+)/.exec(path)?.[1];
      const found = path.startsWith('/api/v1/nodes')
        ? nodes.values()
        : selected
          ? podsOf(selected)
          : path.includes('/pods')
            ? pods.values()
            : [];
      return (path.includes('Pulling') ? (broken.pulls ?? []) : [...found]) as Found[];
    },
    async apply(object) {
      if (object.kind !== 'Namespace' && !objects.has(checkNamespace))
        throw new ApiTrouble(404, `namespaces "${checkNamespace}" not found`);
      const isNew = !objects.has(object.metadata.name);
      objects.set(object.metadata.name, object);
      if (isNew || object.kind === 'Deployment') rollOut(object);
    },
    async remove(path) {
      const name = path.split('/').at(-1)!;
      if (name === checkNamespace) return objects.clear();
      const [owner, node] = [name.replace(/-\d+$/, ''), pods.get(name)?.spec.nodeName];
      if (pods.delete(name) && objects.get(owner)?.kind === 'Deployment') addPod(owner, node!, false);
    },
  };

  const events: ClusterEvent[] = [];
  const options: AcceptanceOptions = {
    ...{ api, clock, signal: new AbortController().signal, plan, blades, manifest: smallManifest },
    etcd: async () => ({
      members: blades.filter(({ etcdMember }) => etcdMember).map(({ hostname: name }) => ({ name, healthy: true, voter: true })),
    }),
    addons: async () => [{ addon: 'metrics-server', waiting: undefined }],
    endpoint: api,
    emit: (event) => events.push(event),
    ...{ occasion: 'first', by: 'somebody' },
    ...changes,
  };
  return { options, events, api, nodes, names: () => [...objects.keys()] };
}
