// What is done with a cluster that is up, on a real API server, a real etcd and a real controller manager; commands in pods run on this machine.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { adoptCluster } from '../../../services/app/cluster/adopt.ts';
import { type RemoveNodeOptions, removeNode } from '../../../services/cluster/aftercare/remove-node.ts';
import { type ClusterClient, clusterApi } from '../../../services/cluster/client.ts';
import { etcdPods, seatsOf } from '../../../services/cluster/etcd.ts';
import { endpointOf } from '../../../services/domain/kubernetes/endpoint.ts';
import { acceptanceNeed } from '../../../services/domain/needs.ts';
import { plannedBlades } from '../../../services/domain/plan/plan.ts';
import { Secret } from '../../../services/domain/secret.ts';
import { systemClock } from '../../../services/platform/clock.ts';
import { clusterPlanOf } from '../../../services/render/kubeadm/sample.ts';
import { manifestWith } from '../../../services/render/sample.ts';
import { cachedCommand } from '../../lab/kubernetes/build.ts';
import { skip } from '../../setup/skipped.ts';
import { loopback, until } from '../registry-stage.ts';
import { type ControlPlane, lacksControlPlane, startControlPlane } from './control-plane.ts';
import { type Kubelet, startKubelet } from './kubelet.ts';

const timeout = 400_000;
/** A machine that others keep busy. */
const patience = 120;
const blades = plannedBlades(clusterPlanOf('development'));

const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'kube-system' } };
const ready = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } };

/** Waiting takes a hundredth of its time: no kubelet ends what is evicted. */
function hastyClock() {
  let ahead = 0;
  return {
    ...systemClock,
    monotonic: () => systemClock.monotonic() + ahead,
    async sleep(milliseconds: number, signal?: AbortSignal) {
      ahead += milliseconds;
      await systemClock.sleep(milliseconds / 100, signal);
    },
  };
}

describe.skipIf(skip('aftercare of a real control plane', lacksControlPlane(['kube-controller-manager'])))(
  'a cluster that stands',
  { timeout },
  () => {
    let plane: ControlPlane;
    let api: ClusterClient;
    let kubelet: Kubelet;
    const directory = mkdtempSync(join(tmpdir(), 'rackstrap-aftercare-'));

    const podOn = (node: string, name: string, more: object = {}) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'kube-system', ...more },
      spec: { nodeName: node, containers: [{ name: 'etcd', image: 'registry.k8s.io/etcd:3.7.0-0' }] },
    });
    const patchStatus = (kind: string, name: string, status: object) =>
      plane.kubectl('-n', 'kube-system', 'patch', kind, name, '--subresource', 'status', '--type', 'merge', '-p', JSON.stringify(status));
    const pods = async () => (await plane.kubectl('-n', 'kube-system', 'get', 'pods', '-o', 'name')).trim().split('\n');
    const nodes = async () => (await plane.kubectl('get', 'nodes', '-o', 'name')).trim().split('\n');

    function removal(node: string, standDown = async () => {}): RemoveNodeOptions {
      const signal = new AbortController().signal;
      return { api, slot: node.replace('-', '/'), node, standDown, clock: hastyClock(), signal };
    }

    beforeAll(async () => {
      plane = await startControlPlane({
        managers: ['kube-controller-manager'],
        // No kubelet says here that its node is well.
        flags: { 'kube-controller-manager': ['--node-monitor-grace-period=1h'] },
      });
      kubelet = await startKubelet(plane.pki, ([program, ...words]) => {
        const here = words.map((word) => word.replace('/etc/kubernetes/pki', plane.pki));
        return [program === 'etcdctl' ? cachedCommand('etcdctl') : program!, ...here];
      });
      api = clusterApi({
        servers: [plane.server],
        authority: plane.secrets.authorities.cluster.certificate,
        administrator: new Secret(plane.secrets.admin),
        clock: systemClock,
      });
      await plane.node('c1-1', { address: loopback, kubeletPort: kubelet.port });
      await plane.node('c1-2');
      await plane.node('c1-3');
      const address = { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': plane.etcd };
      await plane.put(account, podOn('c1-1', 'etcd-c1-1', { labels: { component: 'etcd' }, annotations: address }));
      await patchStatus('pod', 'etcd-c1-1', ready);
    }, timeout);
    afterAll(async () => {
      await api?.close();
      await kubelet?.stop();
      await plane?.stop();
      rmSync(directory, { recursive: true });
    }, timeout);

    test('says who its members of etcd are, with the numbers they are removed by', async () => {
      const [pod] = await etcdPods(api);
      expect(await seatsOf(api, pod!)).toEqual([{ id: expect.stringMatching(/^[0-9a-f]+$/), name: 'c1-1', healthy: true, voter: true }]);
    });

    test('does not lose its only control-plane node', async () => {
      expect(await removeNode(removal('c1-1'))).toMatchObject({ ok: false, problems: [{ code: 'control-plane-last' }] });
      expect(await nodes()).toContain('node/c1-1');
    });

    test('lets a worker go: its pods are evicted, those of DaemonSets stay until its node is gone', async () => {
      const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'proxy', uid: '7f1b7b0e-0000-4000-8000-000000000001' };
      await plane.put(podOn('c1-2', 'web'), podOn('c1-2', 'proxy', { ownerReferences: [owner] }));
      const told: string[] = [];
      const standDown = async () => {
        told.push(...(await pods()).filter((name) => name === 'pod/proxy'));
        told.push(await plane.kubectl('-n', 'kube-system', 'get', 'pod', 'web', '-o', 'jsonpath={.metadata.deletionTimestamp}'));
        told.push(await plane.kubectl('get', 'node', 'c1-2', '-o', 'jsonpath={.spec.unschedulable}'));
      };
      expect(await removeNode(removal('c1-2', standDown))).toEqual({ ok: true, value: { forced: [] } });
      expect(told).toEqual(['pod/proxy', expect.stringMatching(/^\d{4}-/), 'true']);
      expect(await nodes()).toEqual(['node/c1-1', 'node/c1-3']);
      await until('the controller manager has cleared its pods away', async () => !(await pods()).includes('pod/web'), patience);
    });

    test('respects a disruption budget, and then ends the pod all the same', async () => {
      await plane.put(podOn('c1-3', 'lonely', { labels: { app: 'lonely' } }), {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'lonely', namespace: 'kube-system' },
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'lonely' } } },
      });
      await patchStatus('pod', 'lonely', ready);
      const isMinded = () => plane.kubectl('-n', 'kube-system', 'get', 'pdb', 'lonely', '-o', 'jsonpath={.status.currentHealthy}');
      await until('its budget counts it', async () => (await isMinded()) === '1', patience);
      const standDown = () => Promise.reject(new Error('nobody is there to hear it'));
      expect(await removeNode(removal('c1-3', standDown))).toEqual({
        ok: true,
        value: { forced: ['kube-system/lonely'], stillOn: 'nobody is there to hear it' },
      });
    });

    test('lets go of a member that never came, when etcd is asked to', async () => {
      await plane.etcdctl('member', 'add', 'c1-9', '--learner', '--peer-urls', 'https://10.20.30.49:2380');
      const [pod] = await etcdPods(api);
      expect(await seatsOf(api, pod!)).toHaveLength(2);
      expect(await removeNode(removal('10.20.30.49'))).toMatchObject({ ok: true });
      expect(await seatsOf(api, pod!)).toHaveLength(1);
    });

    test('gives its authorities to a run that goes on with it', async () => {
      const file = join(directory, 'kubeconfig');
      writeFileSync(file, await plane.kubectl('config', 'view', '--raw', '--kubeconfig', plane.kubeconfig));
      const plan = clusterPlanOf('development');
      const configuration = `clusterName: ${plan.name}\ncontrolPlaneEndpoint: ${endpointOf(plan, plannedBlades(plan))}\nencryptionAlgorithm: ECDSA-P256\n`;
      const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kubeadm-config', namespace: 'kube-system' } };
      await plane.put({ ...config, data: { ClusterConfiguration: configuration } });
      const starting = until(
        'the reader is there',
        () => plane.kubectl('-n', 'rackstrap-check', 'get', 'pod', 'reader-c1-1').then(Boolean, () => false),
        patience,
      ).then(() =>
        plane.kubectl(
          '-n',
          'rackstrap-check',
          'patch',
          'pod',
          'reader-c1-1',
          '--subresource',
          'status',
          '--type',
          'merge',
          '-p',
          JSON.stringify(ready),
        ),
      );
      onTestFinished(() => starting.then(() => {}));
      const base = manifestWith('os/amd64/lab_production_pxe.vmlinuz');
      const image = { ...base.parts[0]!, path: 'images/agnhost.tar', image: { reference: 'agnhost:2' }, satisfies: [acceptanceNeed] };
      const manifest = { ...base, parts: [...base.parts, image] } as typeof base;
      const { secrets, nodes: seen } = await adoptCluster({
        file,
        plan,
        manifest,
        clock: systemClock,
        signal: new AbortController().signal,
      });
      const { authorities, serviceAccount, admin } = secrets.reveal();
      expect({ authorities, serviceAccount }).toEqual({
        authorities: plane.secrets.authorities,
        serviceAccount: plane.secrets.serviceAccount,
      });
      expect(seen).toMatchObject([{ slot: blades[0]!.slot, ready: true }]);
      const { certificate: authority } = authorities.cluster;
      const own = clusterApi({ servers: [plane.server], authority, administrator: new Secret(admin), clock: systemClock });
      expect(await own.list('/api/v1/nodes')).toHaveLength(1);
      await own.close();
    });
  },
);
