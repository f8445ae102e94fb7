// The acceptance test and the inspector against a real API server with its managers and scheduler; the test reports what kubelets would, and answers
// for the pods.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runAcceptance } from '../../../services/cluster/acceptance/index.ts';
import { nodeOf, productionPlan, smallManifest, usualShell } from '../../../services/cluster/acceptance/made-up-cluster.ts';
import type { ApiAnswer, ClusterApi } from '../../../services/cluster/api.ts';
import { cleanUp } from '../../../services/cluster/check-namespace.ts';
import { type ClusterClient, clusterApi } from '../../../services/cluster/client.ts';
import { inspectorOn } from '../../../services/cluster/inspector.ts';
import type { CheckName } from '../../../services/domain/cluster/checks.ts';
import type { CheckOutcome, ClusterEvent } from '../../../services/domain/cluster/events.ts';
import { type PlannedBlade, plannedBlades } from '../../../services/domain/plan/plan.ts';
import { Secret } from '../../../services/domain/secret.ts';
import { systemClock } from '../../../services/platform/clock.ts';
import { skip } from '../../setup/skipped.ts';
import { type ControlPlane, lacksControlPlane, startControlPlane } from './control-plane.ts';

const timeout = 900_000;
const blades = plannedBlades(productionPlan);
const image = 'registry.k8s.io/e2e-test-images/agnhost:2.66.1';

/** What is waited for for minutes on a rack fails within seconds here. */
const haste = 20;
const hastyClock = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() * haste,
  sleep: (milliseconds: number, signal?: AbortSignal) => systemClock.sleep(milliseconds / haste, signal),
};

interface Pod {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly deletionTimestamp?: string };
  readonly spec: {
    readonly nodeName?: string;
    readonly hostNetwork?: boolean;
    readonly containers: readonly { readonly command?: readonly string[] }[];
  };
  readonly status: { readonly phase: string };
}

const lacks = lacksControlPlane(['kube-controller-manager', 'kube-scheduler']);

describe.skipIf(skip('the acceptance test in a real API server', lacks))('the acceptance test', { timeout }, () => {
  let plane: ControlPlane;
  let api: ClusterClient;
  /** Pods that the kubelets of the test leave alone. */
  let isStuck = (_: Pod): boolean => false;
  const stopped = new AbortController();
  let kubelets: Promise<void>;

  const patchStatus = (path: string, status: object) =>
    api.ask(`${path}/status`, { method: 'PATCH', contentType: 'application/merge-patch+json', body: JSON.stringify({ status }) });

  async function makeNode(blade: PlannedBlade): Promise<void> {
    const { metadata, spec } = nodeOf(productionPlan, blade);
    const labels = { ...metadata.labels, 'kubernetes.io/hostname': blade.hostname, 'kubernetes.io/os': 'linux' };
    const podCIDR = spec!.podCIDRs![0]!;
    await plane.put({ apiVersion: 'v1', kind: 'Node', metadata: { name: blade.hostname, labels }, spec: { ...spec, podCIDR } });
  }

  async function reportNode(blade: PlannedBlade): Promise<void> {
    const { status } = nodeOf(productionPlan, blade);
    const room = { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '110' };
    const conditions = status!.conditions!.map((one) => ({ ...one, lastHeartbeatTime: new Date().toISOString() }));
    const images = status!.images!.map((one) => ({ ...one, sizeBytes: 1 }));
    await patchStatus(`/api/v1/nodes/${blade.hostname}`, { ...status, images, conditions, capacity: room, allocatable: room });
  }

  /** A pod is ended or started at once; one with a command of its own comes to its end. */
  async function reportPod({ metadata, spec, status }: Pod, index: number): Promise<void> {
    const path = `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
    const blade = blades.find(({ hostname }) => hostname === spec.nodeName);
    if (metadata.deletionTimestamp) await api.ask(`${path}?gracePeriodSeconds=0`, { method: 'DELETE' });
    else if (blade && status.phase === 'Pending') {
      const podIP = spec.hostNetwork ? blade.address : `10.244.${blade.index}.${index + 2}`;
      const conditions = ['Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({ type, status: 'True' }));
      const phase = spec.containers[0]!.command ? 'Succeeded' : 'Running';
      await patchStatus(path, { phase, podIP, podIPs: [{ ip: podIP }], conditions });
    }
  }

  async function runKubelets(): Promise<void> {
    let made = 0;
    while (!stopped.signal.aborted) {
      for (const blade of blades) await reportNode(blade);
      for (const pod of await api.list<Pod>('/api/v1/pods')) if (!isStuck(pod)) await reportPod(pod, made++ % 250);
      await systemClock.sleep(500, stopped.signal);
    }
  }

  /** What goes to a pod's own port or log no kubelet is there for. */
  function forPods(path: string): ApiAnswer | undefined {
    const query = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
    const answer = (body: object) => ({ status: 200, body: JSON.stringify(body) });
    if (path.includes('/log?')) return { status: 200, body: 'what it printed\n' };
    if (!path.includes('/proxy/')) return undefined;
    if (path.includes('/shell?')) return answer({ output: usualShell(query.shellCommand!) });
    if (path.includes('/dial?')) return answer({ responses: [query.request!.replace(/^echo /, '')] });
    return { status: 200, body: `NOW: ${new Date().toISOString().replace('T', ' ').replace('Z', '')} +0000 UTC m=+1.5` };
  }
  const withPods = (): ClusterApi => ({ ...api, ask: async (path, options) => forPods(path) ?? api.ask(path, options) });

  beforeAll(async () => {
    plane = await startControlPlane({ managers: ['kube-controller-manager', 'kube-scheduler'] });
    api = clusterApi({
      servers: [plane.server],
      authority: plane.secrets.authorities.cluster.certificate,
      administrator: new Secret(plane.secrets.admin),
      clock: systemClock,
    });
    for (const blade of blades) await makeNode(blade);
    kubelets = runKubelets();
  }, timeout);
  afterAll(async () => {
    stopped.abort();
    await kubelets;
    await api?.close();
    await plane?.stop();
  }, timeout);
  beforeEach(() => {
    isStuck = () => false;
  });

  async function accept(...checks: CheckName[]): Promise<{ passed: boolean; outcomes: Record<string, CheckOutcome> }> {
    const events: ClusterEvent[] = [];
    const passed = await runAcceptance({
      ...{ api: withPods(), endpoint: api, clock: hastyClock, signal: AbortSignal.timeout(timeout) },
      ...{ plan: productionPlan, blades, manifest: smallManifest, occasion: 'asked', by: 'test', checks },
      etcd: async () => ({ members: [] }),
      addons: async () => [],
      emit: (event) => events.push(event),
    });
    const ended = events.flatMap((event) => (event.type === 'check-ended' ? [[event.check, event] as const] : []));
    return { passed, outcomes: Object.fromEntries(ended) };
  }

  const namespaces = () => plane.kubectl('get', 'namespaces', '--output', 'name');

  test('is passed by its real objects, and leaves none of them', async () => {
    const { passed, outcomes } = await accept(
      'nodes',
      'images',
      'clocks',
      'pod-per-node',
      'scale',
      'service',
      'pods-across',
      'pod-returns',
    );
    expect(Object.values(outcomes).flatMap(({ problems }) => problems)).toEqual([]);
    expect(passed).toBe(true);
    expect(outcomes.nodes!.facts).toHaveLength(4);
    // Every node, whatever its taints; of a deployment only the worker.
    expect(outcomes['pod-per-node']!.facts.map((fact) => fact.split(' ')[0])).toEqual(['c1-1', 'c1-2', 'c1-3', 'c1-4']);
    expect(outcomes.scale!.facts).toEqual(['c1-4 2 of 2']);
    expect(outcomes.service!.facts[0]).toMatch(/^c1-1 10\.\d+\.\d+\.\d+ hostname$/);
    expect(await namespaces()).not.toContain('rackstrap-check');
  });

  test('tells what keeps pods from running, in the scheduler’s words', async () => {
    await plane.kubectl('taint', 'node', 'c1-4', 'dedicated=storage:NoSchedule');
    isStuck = ({ metadata, spec }) => metadata.name.startsWith('in-pods') && spec.nodeName === 'c1-2';
    try {
      const { passed, outcomes } = await accept('pod-per-node', 'scale', 'dns');
      expect(passed).toBe(false);
      expect(outcomes['pod-per-node']!.problems).toMatchObject([{ code: 'check-pod-missing', where: 'c1/2' }]);
      expect(outcomes.scale!.problems[0]).toMatchObject({ code: 'check-scale-short', params: { ready: 0, wanted: 1 } });
      expect(outcomes.scale!.problems[0]!.what).toContain('untolerated taint');
      expect(outcomes.dns!.result).toBe('skipped');
    } finally {
      await plane.kubectl('taint', 'node', 'c1-4', 'dedicated-');
    }
  });

  test('finds that a registry was asked by the kubelet’s own event', async () => {
    const involvedObject = { kind: 'Pod', namespace: 'default', name: 'web-1' };
    const event = { apiVersion: 'v1', kind: 'Event', metadata: { name: 'pulling', namespace: 'default' }, involvedObject };
    await plane.put({ ...event, reason: 'Pulling', type: 'Normal', message: 'Pulling image "nginx:1"' });
    await plane.put({
      ...event,
      metadata: { name: 'pulled', namespace: 'default' },
      reason: 'Pulled',
      type: 'Normal',
      message: 'already present',
    });
    const { outcomes } = await accept('images');
    expect(outcomes.images!.problems.map(({ what }) => what)).toEqual(['default/web-1 asked a registry: Pulling image "nginx:1".']);
    await plane.kubectl('delete', 'event', 'pulling');
  });

  test('sends an inspector whose pod the API takes, with the rights that it needs', async () => {
    const world = { clock: hastyClock, signal: AbortSignal.timeout(timeout) };
    const inspector = inspectorOn(withPods(), 'c1-1', { ...world, image });
    expect(await inspector.shell('cat /host/etc/os-release')).toBe('what it printed\n');
    const pod = JSON.parse(await plane.kubectl('get', 'pod', 'inspector-c1-1-1', '--namespace', 'rackstrap-check', '--output', 'json'));
    expect(pod.spec).toMatchObject({ nodeName: 'c1-1', hostPID: true, containers: [{ securityContext: { privileged: true } }] });
    await inspector.remove();
    expect(await cleanUp({ ...world, api })).toBe(true);
    expect(await namespaces()).not.toContain('rackstrap-check');
  });
});
