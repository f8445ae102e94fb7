// A real control plane on this machine's loopback, with everybody's certificates and the flags that kubeadm gives: etcd, the API server, and its managers.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClusterSecrets } from '../../../services/domain/kubernetes/secrets.ts';
import { administrators, newClusterSecrets, newKeyPair } from '../../../services/pki/index.ts';
import { freePort } from '../../../services/platform/free-port.ts';
import { randomKey } from '../../../services/platform/random.ts';
import { cachedCommand } from '../../lab/kubernetes/build.ts';
import type { ProgramName } from '../../lab/kubernetes/programs.ts';
import { versions } from '../../lab/kubernetes/versions.ts';
import { loopback, stopChild, until } from '../registry-stage.ts';
import { advertised, type Flags, layOut, type Manager, moved, pointManagers, prepare } from './control-plane-files.ts';

export type { Manager };

const neededPrograms = ['kubeadm', 'etcd', 'etcdctl', 'kube-apiserver', 'kubectl'] as const satisfies ProgramName[];

/** What is missing for `startControlPlane`, in words: give it to `skip`. */
export function lacksControlPlane(managers: readonly Manager[] = []): string | undefined {
  const missing = [...neededPrograms, ...managers].filter((name) => !existsSync(cachedCommand(name)));
  return missing.length > 0 ? `needs ${missing.join(', ')} in the cache: node test/lab/kubernetes/build.ts` : undefined;
}

/** It starts within seconds where nothing else runs. */
const startSeconds = 300;
export interface ControlPlaneOptions {
  /** New ones of ECDSA-P256 when it is not given. */
  readonly secrets?: ClusterSecrets;
  /** The programs beside the API server; none when it is not given. */
  readonly managers?: readonly Manager[];
  /** The administrators have their rights from the start, as after `kubeadm init`. True when it is not given. */
  readonly administrators?: boolean;
  /** Flags that are not kubeadm's. */
  readonly flags?: Readonly<Partial<Record<'etcd' | 'kube-apiserver' | Manager, readonly string[]>>>;
}

export interface ControlPlane {
  /** `https://127.0.0.1:16443` */
  readonly server: string;
  /** Whose administrator is of the group kubeadm:cluster-admins; its authority vouches for the server. */
  readonly secrets: ClusterSecrets;
  /** Of that administrator: a file. */
  readonly kubeconfig: string;
  /** Where etcd is asked, `https://127.0.0.1:12379`, and in which directory all certificates are, named as on a blade. */
  readonly etcd: string;
  /** Where its members ask each other. */
  readonly etcdPeers: string;
  readonly pki: string;
  /** What it printed, as `kubectl` of `system:masters`. @throws Error with its words when it fails */
  kubectl(...words: string[]): Promise<string>;
  /** What it printed, as etcd's own client. */
  etcdctl(...words: string[]): Promise<string>;
  /** Makes objects, from their manifest or as data, and replaces what of them is there. */
  put(...objects: readonly object[]): Promise<void>;
  /** A node as its kubelet would report it: made, or its state changed. */
  node(name: string, state?: NodeState): Promise<void>;
  /** What kubeadm does last of all: the administrators get their rights. */
  letAdministratorsIn(): Promise<void>;
  /** `kill -9`, and once more with the same flags, until it is ready. */
  killApi(): Promise<void>;
  startApi(): Promise<void>;
  /** Starts one that was not started with the others. */
  startManager(name: Manager): void;
  /** What happened until now can be asked for no more, as after some minutes: something happens, and etcd drops all before it. */
  forgetHistory(): Promise<void>;
  stop(): Promise<void>;
}

export interface NodeState {
  readonly ready?: boolean;
  readonly reason?: string;
  readonly address?: string;
  readonly version?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Where its kubelet listens. */
  readonly kubeletPort?: number;
}

const execute = promisify(execFile);
const asWords = (flags: Flags): string[] => Object.entries(flags).map(([name, value]) => `${name}=${value}`);

const newSecrets = async (): Promise<ClusterSecrets> =>
  (
    await newClusterSecrets({ now: Date.now(), random: randomKey, keyPair: newKeyPair, clusterName: 'rack-7', algorithm: 'ECDSA-P256' })
  ).reveal();

const binding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: administrators },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: administrators }],
};

const nodeStatus = ({
  ready = true,
  reason,
  address = advertised,
  version = `v${versions.kubernetes}`,
  kubeletPort: Port = 10250,
}: NodeState) => ({
  conditions: [
    {
      type: 'Ready',
      status: ready ? 'True' : 'False',
      reason: ready ? 'KubeletReady' : 'KubeletNotReady',
      message: reason ?? (ready ? 'kubelet is posting ready status' : 'container runtime network not ready'),
      lastHeartbeatTime: new Date().toISOString(),
    },
  ],
  addresses: [{ type: 'InternalIP', address }],
  nodeInfo: { kubeletVersion: version },
  daemonEndpoints: { kubeletEndpoint: { Port } },
  // Of today's kubelets: the API server passes on to them what it would have translated for older ones.
  declaredFeatures: ['ExtendWebSocketsToKubelet'],
});

/** Real etcd and API server on loopback, each start with an empty etcd. What they print is below `directory` while they run. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-api-'));
  const port = await freePort('tcp', loopback);
  const server = `https://${loopback}:${port}`;
  const secrets = options.secrets ?? (await newSecrets());
  const kubeconfigFile = layOut(directory, server, secrets);
  const [flagsOf, own] = [prepare(directory, port), await moved(directory)];
  pointManagers(directory, server);
  const children = new Set<ChildProcess>();
  const start = (name: keyof typeof own): ChildProcess => {
    const log = openSync(join(directory, `${name}.log`), 'a');
    const words = [...asWords({ ...flagsOf(name), ...own[name] }), ...(options.flags?.[name] ?? [])];
    const child = spawn(cachedCommand(name), words, { stdio: ['ignore', log, log] });
    closeSync(log);
    children.add(child);
    return child;
  };
  const run = async (words: readonly string[], input?: string): Promise<string> => {
    const running = execute(cachedCommand('kubectl'), ['--kubeconfig', join(directory, 'super-admin.conf'), ...words], { timeout: 60_000 });
    // One that has nothing to read may have ended by then.
    running.child.stdin?.on('error', () => {});
    running.child.stdin?.end(input ?? '');
    return (await running).stdout;
  };
  const etcdctl = async (...words: string[]): Promise<string> => {
    const file = (name: string) => join(directory, 'etc/kubernetes/pki/etcd', name);
    const trust = ['--cacert', file('ca.crt'), '--cert', file('healthcheck-client.crt'), '--key', file('healthcheck-client.key')];
    const where = ['--endpoints', own.etcd['--listen-client-urls']!];
    return (await execute(cachedCommand('etcdctl'), [...where, ...trust, ...words], { timeout: 60_000 })).stdout;
  };
  const stop = async () => {
    await Promise.all([...children].reverse().map(stopChild));
    rmSync(directory, { recursive: true, force: true });
  };
  const ready = () =>
    run(['get', '--raw', '/readyz']).then(
      (said) => said === 'ok',
      () => false,
    );
  let api: ChildProcess;
  const put: ControlPlane['put'] = async (...objects) => {
    const list = { apiVersion: 'v1', kind: 'List', items: objects };
    await run(['apply', '--server-side', '--force-conflicts', '-f', '-'], JSON.stringify(list));
  };
  const started: ControlPlane = {
    server,
    secrets,
    kubeconfig: kubeconfigFile,
    etcd: own.etcd['--listen-client-urls']!,
    etcdPeers: own.etcd['--listen-peer-urls']!,
    pki: join(directory, 'etc/kubernetes/pki'),
    kubectl: (...words) => run(words),
    etcdctl,
    put,
    async node(name, state = {}) {
      await put({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name, ...state.labels } } });
      await run(['patch', 'node', name, '--subresource', 'status', '--type', 'merge', '-p', JSON.stringify({ status: nodeStatus(state) })]);
    },
    letAdministratorsIn: () => put(binding),
    async killApi() {
      api.kill('SIGKILL');
      await stopChild(api);
      children.delete(api);
    },
    async startApi() {
      api = start('kube-apiserver');
      await until('the API server is ready', ready, startSeconds);
    },
    startManager: start,
    async forgetHistory() {
      await etcdctl('put', 'rackstrap', 'here');
      const { Status } = JSON.parse(await etcdctl('endpoint', 'status', '--write-out', 'json'))[0];
      await etcdctl('compact', `${Status.header.revision}`);
    },
    stop,
  };
  try {
    start('etcd');
    await started.startApi();
    if (options.administrators !== false) await started.letAdministratorsIn();
    for (const manager of options.managers ?? []) start(manager);
    return started;
  } catch (reason) {
    await stop();
    throw reason;
  }
}
