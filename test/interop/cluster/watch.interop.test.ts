// The watch over a new cluster with a real API server, a real etcd and a real controller manager: what it tells, and what it leaves untold.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClusterClient, clusterApi } from '../../../services/cluster/client.ts';
import { removeToken, watchCluster } from '../../../services/cluster/watch.ts';
import type { Happening } from '../../../services/domain/blade/events.ts';
import { newRun, type Run, stepRun } from '../../../services/domain/blade/run.ts';
import type { ClusterEvent } from '../../../services/domain/cluster/events.ts';
import { plannedBlades } from '../../../services/domain/plan/plan.ts';
import { Secret } from '../../../services/domain/secret.ts';
import { systemClock } from '../../../services/platform/clock.ts';
import { type Running, started } from '../../../services/platform/part.ts';
import { type ShownBy, servedUntil } from '../../../services/platform/served-certificate.ts';
import { clusterPlanOf } from '../../../services/render/kubeadm/sample.ts';
import { cachedCommand } from '../../lab/kubernetes/build.ts';
import { skip } from '../../setup/skipped.ts';
import { loopback, until } from '../registry-stage.ts';
import { type ControlPlane, lacksControlPlane, startControlPlane } from './control-plane.ts';
import { type Kubelet, startKubelet } from './kubelet.ts';

const timeout = 400_000;
/** A machine that others keep busy. */
const patience = 120;

/** Its beats and rounds are shorter, everything else takes its time. */
const fastClock = { ...systemClock, sleep: (milliseconds: number, signal?: AbortSignal) => systemClock.sleep(milliseconds / 10, signal) };

/** Seconds: the shortest that survives between two rounds. */
const tokenLife = 12;
const workerLabel = 'node-role.kubernetes.io/worker';

const blades = plannedBlades(clusterPlanOf('development', { blade: { labels: { [workerLabel]: 'yes', cabinet: 'A7' } } }));
const [central, worker, late] = blades.map(({ slot }) => slot) as [string, string, string];

describe.skipIf(skip('the watch over a real control plane', lacksControlPlane(['kube-controller-manager'])))(
  'the watch over a new cluster',
  { timeout },
  () => {
    let plane: ControlPlane;
    let api: ClusterClient;
    let kubelet: Kubelet;
    let watch: Running | undefined;
    let mayAnswer = false;
    let run: Run = newRun(blades.map(({ slot }) => slot));
    let events: ClusterEvent[] = [];
    const happened = (happening: Happening) => {
      run = stepRun(run, { ...happening, seq: run.seq + 1, at: Date.now() }).run;
    };

    const stopWatch = async () => {
      await watch?.stop();
      watch = undefined;
    };
    /** The ports that a blade has to itself. */
    const portOf = (port: number): number => Number(new URL({ 6443: plane.server, 2379: plane.etcd, 2380: plane.etcdPeers }[port]!).port);
    async function startWatch(): Promise<void> {
      const { authorities, admin, bootstrap } = plane.secrets;
      watch = await started(
        watchCluster({
          api,
          blades,
          emit(event) {
            events.push(event);
            happened(event);
          },
          run: () => run,
          mayAnswer: () => mayAnswer,
          bootstrap: new Secret({ ...bootstrap, lifeSeconds: tokenLife }),
          certificates: {
            administrator: admin.certificate,
            cluster: authorities.cluster.certificate,
            frontProxy: authorities.frontProxy.certificate,
            etcd: authorities.etcd.certificate,
          },
          servedUntil: (shown: ShownBy) => servedUntil({ ...shown, address: loopback, port: portOf(shown.port) }),
          clock: fastClock,
        }),
      );
    }
    const ofType = (type: ClusterEvent['type']) => events.filter((event) => event.type === type);
    const told = (what: Partial<ClusterEvent>, seconds = patience) =>
      until(
        `told of ${JSON.stringify(what)}; until now ${JSON.stringify(events)}`,
        () => events.some((event) => Object.entries(what).every(([name, value]) => event[name as 'type'] === value)),
        seconds,
      );
    const quiet = () => new Promise((done) => setTimeout(done, 3_000));
    const token = () => plane.secrets.bootstrap.token;
    const tokenName = () => `bootstrap-token-${token().slice(0, 6)}`;
    const tokens = async () => (await plane.kubectl('-n', 'kube-system', 'get', 'secrets', '-o', 'name')).trim();
    const whoIs = (bearer: string) =>
      plane
        .kubectl(
          '--kubeconfig',
          '/dev/null',
          '--server',
          plane.server,
          '--certificate-authority',
          `${plane.pki}/ca.crt`,
          '--token',
          bearer,
          'auth',
          'whoami',
          '-o',
          'jsonpath={.status.userInfo.username}',
        )
        .catch(() => 'nobody');
    /** The API server remembers for some seconds whom it let in. */
    const letsIn = (isLetIn: boolean) =>
      until(
        `the token lets ${isLetIn ? 'in' : 'nobody in'}`,
        async () => (await whoIs(token())).startsWith('system:bootstrap:') === isLetIn,
        patience,
      );
    const installed = (slot: string) => {
      happened({ type: 'armed', slots: [slot], arming: 1 });
      happened({ type: 'install-permitted', slot, bootId: 'b1', disk: 'sda', diskSerial: 's', wiped: '' });
      happened({ type: 'booted', slot, bootId: 'b2', address: '10.20.30.40', hostname: 'x', machineId: 'm' });
    };

    beforeAll(async () => {
      plane = await startControlPlane({
        administrators: false,
        flags: { 'kube-controller-manager': ['--node-monitor-grace-period=20s', '--node-monitor-period=1s'] },
      });
      kubelet = await startKubelet(plane.pki, ([program, ...words]) => [
        cachedCommand(program as 'etcdctl'),
        ...words.map((word) => word.replace('/etc/kubernetes/pki', plane.pki)),
      ]);
      api = clusterApi({
        servers: [plane.server],
        authority: plane.secrets.authorities.cluster.certificate,
        administrator: new Secret(plane.secrets.admin),
        clock: systemClock,
      });
    }, timeout);
    afterAll(async () => {
      await stopWatch();
      await api?.close();
      await kubelet?.stop();
      await plane?.stop();
    }, timeout);

    test('asks nobody before a blade may have begun it, and waits for the administrators’ rights without a word', async () => {
      await startWatch();
      await quiet();
      mayAnswer = true;
      await quiet();
      expect(events).toEqual([]);
      await plane.letAdministratorsIn();
      await told({ type: 'cluster-answered', server: plane.server });
      expect(run.cluster).toMatchObject({ begun: true, version: expect.stringMatching(/^v1\.37\./) });
    });

    test('tells of planned nodes as they come and change, and of no others', async () => {
      for (const slot of [central, worker]) installed(slot);
      await plane.node('stranger');
      await plane.node('c1-2', { ready: false, reason: 'cni plugin not initialized', address: '10.20.30.41' });
      await told({ type: 'node-seen', slot: worker, reason: 'cni plugin not initialized', address: '10.20.30.41' });
      await plane.node('c1-1', { address: loopback, kubeletPort: kubelet.port });
      await told({ type: 'node-seen', slot: central, ready: true });
      expect(run.blades.map(({ stage }) => stage)).toEqual(['ready', 'joining', 'waiting']);
      const before = events.length;
      await plane.kubectl('label', 'node', 'c1-1', 'seen=often');
      await plane.node('stranger', { ready: false });
      await quiet();
      expect(events.slice(before).filter(({ type }) => type === 'node-seen')).toEqual([]);
    });

    test('gives nodes the labels that their kubelets may not', async () => {
      const label = () => plane.kubectl('get', 'node', 'c1-2', '-o', `jsonpath={.metadata.labels.${workerLabel.replaceAll('.', '\\.')}}`);
      await until('the worker has its label', async () => (await label()) === 'yes', patience);
      expect(await plane.kubectl('get', 'node', 'c1-2', '--show-labels')).not.toContain('cabinet');
      await plane.kubectl('label', 'node', 'c1-2', `${workerLabel}-`);
      await until('it has it again', async () => (await label()) === 'yes', patience);
    });

    test('tells until when certificates hold, once', async () => {
      await told({ type: 'certificates-seen' });
      const names = run.cluster.certificates.map(({ name, slot = '-' }) => `${name} ${slot}`);
      const shown = ['apiserver', 'etcd-server', 'etcd-peer'].map((name) => `${name} ${central}`);
      expect(names).toEqual(['admin -', 'ca -', 'front-proxy-ca -', 'etcd-ca -', ...shown]);
      const year = 365 * 86_400_000;
      for (const { expires } of run.cluster.certificates) expect(expires).toBeGreaterThan(Date.now() + year - 60_000);
      await quiet();
      expect(ofType('certificates-seen')).toHaveLength(1);
    });

    test('asks etcd in a member’s pod how it is', async () => {
      await plane.put(
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'kube-system' } },
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'etcd-c1-1',
            namespace: 'kube-system',
            labels: { component: 'etcd' },
            annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': plane.etcd },
          },
          spec: { nodeName: 'c1-1', hostNetwork: true, containers: [{ name: 'etcd', image: 'registry.k8s.io/etcd:3.7.0-0' }] },
        },
      );
      await told({ type: 'etcd-seen' });
      const healthy = [{ name: 'c1-1', healthy: true, voter: true }];
      await until('it is healthy', () => JSON.stringify(run.cluster.etcd) === JSON.stringify(healthy), patience);
      expect(kubelet.asked[0]).toMatchObject({
        place: 'etcd-c1-1/etcd',
        command: ['etcdctl', `--endpoints=${plane.etcd}`, ...Array(5).fill(expect.any(String)), 'member', 'list'],
      });
    });

    test('tells of a member of etcd that is on its way', async () => {
      await plane.etcdctl('member', 'add', 'c1-9', '--learner', '--peer-urls', 'https://10.20.30.49:2380');
      const members = [
        { name: '10.20.30.49', healthy: false, voter: false },
        { name: 'c1-1', healthy: true, voter: true },
      ];
      await until('both are known', () => JSON.stringify(run.cluster.etcd) === JSON.stringify(members), patience);
      const { members: list } = JSON.parse(await plane.etcdctl('member', 'list', '--write-out', 'json', '--hex'));
      const { ID } = list.find(({ isLearner }: { isLearner?: boolean }) => isLearner);
      await plane.etcdctl('member', 'remove', ID);
      await until('it is gone', () => run.cluster.etcd.length === 1, patience);
    });

    test('keeps the token alive while a blade is missing that may come', async () => {
      happened({ type: 'armed', slots: [late], arming: 2 });
      plane.startManager('kube-controller-manager');
      await told({ type: 'token-renewed' });
      const first = run.cluster.tokenUntil!;
      await until('it was prolonged twice', () => ofType('token-renewed').length > 2, patience);
      await until('its first life is over', () => Date.now() > first + 1_000, patience);
      await letsIn(true);
      expect(await tokens()).toContain(tokenName());
    });

    test('makes it again when it died while the appliance was off, and says nothing else that is known', async () => {
      await stopWatch();
      await until('the controller manager has taken it away', async () => !(await tokens()).includes(tokenName()), patience);
      await letsIn(false);
      await plane.kubectl('delete', 'node', 'c1-2');
      events = [];
      await startWatch();
      await told({ type: 'token-renewed' });
      await told({ type: 'node-lost', slot: worker });
      await letsIn(true);
      for (const known of ['cluster-answered', 'certificates-seen', 'etcd-seen'] as const) expect(ofType(known)).toEqual([]);
    });

    test('tells when the API falls silent, and when it is back', async () => {
      events = [];
      await plane.killApi();
      await told({ type: 'cluster-silent' });
      expect(run.cluster.api).toMatchObject({ answers: false, reason: expect.stringContaining('ECONNREFUSED') });
      await plane.startApi();
      await told({ type: 'cluster-answered' });
      await plane.node('c1-2', { address: '10.20.30.41' });
      await told({ type: 'node-seen', slot: worker, ready: true });
    });

    test('takes the token away when the last one is ready, and the same by hand', async () => {
      installed(late);
      happened({ type: 'armed', slots: [late], arming: 3 });
      happened({ type: 'install-permitted', slot: late, bootId: 'b1', disk: 'sda', diskSerial: 's', wiped: '' });
      happened({ type: 'booted', slot: late, bootId: 'b2', address: '10.20.30.42', hostname: 'x', machineId: 'm' });
      await plane.node('c1-3', { address: '10.20.30.42' });
      await told({ type: 'node-seen', slot: late, ready: true });
      await until('the token is gone', async () => !(await tokens()).includes(tokenName()), patience);
      await letsIn(false);
      await removeToken(api, new Secret(plane.secrets.bootstrap));
    });

    test('tells that a node fell back whose kubelet says nothing any more', async () => {
      events = [];
      await told({ type: 'node-seen', slot: late, ready: false, reason: 'Kubelet stopped posting node status.' });
      expect(run.blades.at(-1)).toMatchObject({ stage: 'ready', node: { ready: false } });
      expect(await tokens()).not.toContain(tokenName());
    });

    test('ends with the run', async () => {
      happened({ type: 'sealed', by: 'test' });
      await watch!.ended;
      events = [];
      await plane.kubectl('delete', 'node', 'c1-3');
      await quiet();
      expect(events).toEqual([]);
    });
  },
);
