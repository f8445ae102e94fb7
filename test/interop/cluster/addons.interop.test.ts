// flannel's and metrics-server's own manifests brought into a real API server, with its managers; no kubelet runs here: the test reports what one would.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Addon, addonOf, addonsPart } from '../../../services/cluster/addons/index.ts';
import { type ClusterClient, clusterApi } from '../../../services/cluster/client.ts';
import type { ClusterEvent } from '../../../services/domain/cluster/events.ts';
import { noCluster, stepCluster } from '../../../services/domain/cluster/progress.ts';
import { orRefuse } from '../../../services/domain/problem.ts';
import { Secret } from '../../../services/domain/secret.ts';
import { type Clock, systemClock } from '../../../services/platform/clock.ts';
import { podNetworkOf } from '../../../services/render/kubeadm/index.ts';
import { clusterPlanOf } from '../../../services/render/kubeadm/sample.ts';
import { cachedCommand, sourceOf } from '../../lab/kubernetes/build.ts';
import { metricsServerManifest } from '../../lab/kubernetes/cluster.ts';
import { skip } from '../../setup/skipped.ts';
import { until } from '../registry-stage.ts';
import { type ControlPlane, lacksControlPlane, startControlPlane } from './control-plane.ts';

const timeout = 600_000;
const waitSeconds = 240;

/** What takes minutes on a rack takes seconds here. */
const haste = 10;
const hastyClock: Clock = {
  now: () => systemClock.now() * haste,
  monotonic: () => systemClock.monotonic() * haste,
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / haste, signal),
};

const missing =
  existsSync(cachedCommand('flanneld')) && existsSync(cachedCommand('metrics-server'))
    ? undefined
    : 'needs flanneld and metrics-server in the cache: node test/lab/kubernetes/build.ts';

/** An object of a definition before the definition, and one that the API does not take. */
const custom = `
apiVersion: racks.example.org/v1
kind: Shelf
metadata: { name: top, namespace: default }
spec: { height: 4 }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: shelves.racks.example.org }
spec:
  group: racks.example.org
  scope: Namespaced
  names: { kind: Shelf, plural: shelves, singular: shelf }
  versions:
  - name: v1
    served: true
    storage: true
    schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { height: { type: integer } } } } } }
`;
const refused = `
apiVersion: v1
kind: ConfigMap
metadata: { name: Not_A_Name }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: beside-it }
data: { a: b }
`;

const lacks = lacksControlPlane(['kube-controller-manager', 'kube-scheduler']) ?? missing;

describe.skipIf(skip('add-ons in a real API server', lacks))('add-ons', { timeout }, () => {
  let plane: ControlPlane;
  let api: ClusterClient;
  let addons: { readonly network: Addon; readonly metrics: Addon; readonly custom: Addon; readonly refused: Addon };
  const nodes = ['c1-1', 'c1-2'];
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-addons-'));

  /** A node of a blade: it lives as long as it is reported, and takes as many pods. */
  const report = async (pods: number) => {
    for (const name of nodes) {
      await plane.node(name, { labels: { 'kubernetes.io/os': 'linux' } });
      const room = { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: String(pods) };
      const status = { status: { capacity: room, allocatable: room } };
      await plane.kubectl('patch', 'node', name, '--subresource', 'status', '--type', 'merge', '-p', JSON.stringify(status));
    }
  };

  /** As a kubelet whose pods all run. */
  async function reportRunning(): Promise<void> {
    type Item = { metadata: { name: string; namespace: string }; spec: { nodeName?: string }; status: { phase: string } };
    const pods = await api.list<Item>('/api/v1/pods');
    for (const { metadata, spec, status } of pods) {
      if (spec.nodeName === undefined || status.phase === 'Running') continue;
      const conditions = ['Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({ type, status: 'True' }));
      const told = JSON.stringify({ status: { phase: 'Running', podIP: '10.244.0.9', podIPs: [{ ip: '10.244.0.9' }], conditions } });
      const words = [
        'patch',
        'pod',
        metadata.name,
        '--namespace',
        metadata.namespace,
        '--subresource',
        'status',
        '--type',
        'merge',
        '-p',
        told,
      ];
      await plane.kubectl(...words);
    }
  }

  beforeAll(async () => {
    const plan = clusterPlanOf('development');
    const flannel = readFileSync(join(sourceOf('flanneld'), 'Documentation/kube-flannel.yml'), 'utf8');
    const components = join(directory, 'components.yaml');
    await metricsServerManifest(components, join(directory, 'log'));
    const read = (name: string, manifest: string) => orRefuse(addonOf({ name, manifests: [manifest] }));
    addons = {
      network: read('flannel', orRefuse(podNetworkOf(plan).fitted(flannel, plan))),
      metrics: read('metrics-server', readFileSync(components, 'utf8')),
      custom: read('shelves', custom),
      refused: read('refused', refused),
    };
    plane = await startControlPlane({ managers: ['kube-controller-manager', 'kube-scheduler'] });
    api = clusterApi({
      servers: [plane.server],
      authority: plane.secrets.authorities.cluster.certificate,
      administrator: new Secret(plane.secrets.admin),
      clock: systemClock,
    });
    await report(0);
  }, timeout);
  afterAll(async () => {
    await api?.close();
    await plane?.stop();
    rmSync(directory, { recursive: true, force: true });
  }, timeout);

  let progress = noCluster;
  /** The appliance from one start to its stop: what it tells goes into the run's journal. */
  function start() {
    const stopping = new AbortController();
    const said: string[] = [];
    const emit = (event: ClusterEvent) => {
      progress = stepCluster(progress, { ...event, seq: 0, at: 0 }, () => true);
      if (event.type === 'addon-step') said.push(`${event.addon} ${event.step}${event.error ? `: ${event.error}` : ''}`);
    };
    const { network, metrics, custom: definition, refused: other } = addons;
    const options = {
      api,
      network,
      addons: [other, definition, metrics],
      told: progress.addons,
      emit,
      clock: hastyClock,
      ready: () => true,
    };
    const ended = addonsPart(options).run(stopping.signal);
    const stop = () => {
      stopping.abort();
      return ended;
    };
    const hears = (form: RegExp) =>
      until(`${form}`, async () => said.some((line) => form.test(line)), waitSeconds).catch((reason) => {
        throw new Error(`heard instead:\n${said.join('\n')}`, { cause: reason });
      });
    return { said, stop, hears };
  }

  /** Version of every object of flannel in the API: it changes with any change. */
  const versionsOf = async (resource: string) =>
    (
      await plane.kubectl(
        'get',
        resource,
        '--all-namespaces',
        '--output',
        'jsonpath={range .items[*]}{.metadata.name}={.metadata.generation}/{.metadata.resourceVersion} {end}',
      )
    ).trim();

  test('come up by their own manifests, each told by itself, whatever becomes of the others', async () => {
    const { said, stop, hears } = start();
    try {
      await hears(/^flannel applied/);
      // Nodes that take no pods: the scheduler says so.
      await hears(
        /^flannel failed: DaemonSet kube-flannel\/kube-flannel-ds: 0 of 2; pod kube-flannel-ds-\w+: Pending: 0\/2 nodes are available: .*Too many pods/,
      );
      await hears(/^refused failed: ConfigMap Not_A_Name: .*RFC 1123/);
      expect(await plane.kubectl('get', 'configmap', 'beside-it', '--output', 'jsonpath={.data.a}')).toBe('b');
      await hears(/^shelves ready/);
      expect(await plane.kubectl('get', 'shelf', 'top', '--output', 'jsonpath={.spec.height}')).toBe('4');
      await report(110);
      await until(
        'flannel is ready',
        async () => {
          await reportRunning();
          return said.includes('flannel ready');
        },
        waitSeconds,
      );
    } finally {
      await stop();
    }
  });

  test('are not applied again by the next start when they are ready; the others go on', async () => {
    const before = await versionsOf('configmaps,daemonsets,customresourcedefinitions');
    const { said, stop, hears } = start();
    try {
      await until(
        'metrics-server runs',
        async () => {
          await report(110);
          await reportRunning();
          return said.some((line) => line.startsWith('metrics-server failed: APIService v1beta1.metrics.k8s.io'));
        },
        waitSeconds,
      );
      await hears(/^metrics-server failed: APIService v1beta1\.metrics\.k8s\.io: .+/);
      expect(said.filter((line) => /^(flannel|shelves)/.test(line))).toEqual([]);
      expect(await versionsOf('configmaps,daemonsets,customresourcedefinitions')).toBe(before);
    } finally {
      await stop();
    }
  });

  test('change nothing when they are applied once more, and outlast an API server that is lost meanwhile', async () => {
    progress = noCluster;
    const before = await versionsOf('configmaps,daemonsets,deployments');
    await plane.killApi();
    const { said, stop, hears } = start();
    try {
      await systemClock.sleep(2_000);
      expect(said).toEqual([]);
      await plane.startApi();
      await hears(/^flannel ready/);
      await hears(/^shelves ready/);
      const generations = (text: string) => text.replace(/\/\d+/g, '');
      expect(generations(await versionsOf('configmaps,daemonsets,deployments'))).toBe(generations(before));
    } finally {
      await stop();
    }
  });
});
