import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { ApiTrouble, type ClusterObject } from '../../cluster/api.ts';
import type { ClusterClient } from '../../cluster/client.ts';
import { acceptanceNeed } from '../../domain/needs.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { filesFor, kubeconfig, newClusterSecrets, newKeyPair } from '../../pki/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { randomKey } from '../../platform/random.ts';
import { clusterPlanOf } from '../../render/kubeadm/sample.ts';
import { manifestWith } from '../../render/sample.ts';
import { type AdoptOptions, adoptCluster } from './adopt.ts';
import { sampleRun } from './sample.ts';
import { type Adopt, holdSecrets } from './secrets.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-adopt-'));
afterAll(() => rmSync(directory, { recursive: true }));

const secrets = (
  await newClusterSecrets({
    now: Date.now(),
    random: randomKey,
    keyPair: newKeyPair,
    clusterName: clusterPlanOf('small').name,
    algorithm: 'ECDSA-P256',
  })
).reveal();
const { clusterName, authorities, admin: identity } = secrets;
const server = 'https://10.20.30.9:6443';
const file = join(directory, 'kubeconfig');
writeFileSync(file, kubeconfig({ clusterName, server, authority: authorities.cluster.certificate, user: 'administrator', identity }));

const encryption = `resources:\n  - providers:\n      - secretbox: { keys: [{ name: first, secret: ${secrets.encryptionKey} }] }\n`;
const onNode = new Map(filesFor('control-plane', secrets).map(({ path, text }) => [path, text]));

interface Staged {
  readonly nodes?: Readonly<Record<string, boolean>>;
  readonly files?: ReadonlyMap<string, string>;
  readonly silent?: boolean;
  readonly endpoint?: string;
  readonly name?: string;
  /** Called when the pod is there. */
  readonly onPod?: () => void;
}

const namespace = '/api/v1/namespaces/rackstrap-check';

/** An API with these nodes, in whose pods `cat` finds these files; what was asked for is noted. */
function staged(stage: Staged) {
  const { nodes = { 'c1-1': false, 'c1-2': true }, files = onNode, silent = false, onPod } = stage;
  const { endpoint = '10.20.30.9:6443', name = clusterName } = stage;
  const done: string[] = [];
  const pods = new Map<string, ClusterObject>();
  let isThere = false;
  const configuration = `clusterName: ${name}\ncontrolPlaneEndpoint: ${endpoint}\nencryptionAlgorithm: ECDSA-P256\n`;
  const open: AdoptOptions['open'] = ({ servers }) => {
    done.push(`open ${servers.join(' ')}`);
    const api: Partial<ClusterClient> = {
      server: () => servers[0],
      async get<Found>(path: string) {
        const found = path.endsWith('kubeadm-config')
          ? { data: { ClusterConfiguration: configuration } }
          : path === namespace
            ? isThere && {}
            : path.includes('/pods/')
              ? pods.has(path) && { status: { phase: 'Running' } }
              : {};
        return (found || undefined) as Found | undefined;
      },
      async list<Found>() {
        if (silent) throw new ApiTrouble(0, 'connect ECONNREFUSED');
        const all = Object.entries(nodes).map(([name, ready]) => ({
          metadata: { name },
          status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }], nodeInfo: { kubeletVersion: 'v1.37.1' } },
        }));
        return all as Found[];
      },
      async apply(object) {
        if (object.kind === 'Namespace') isThere = true;
        if (object.kind === 'Pod') pods.set(`/api/v1/namespaces/rackstrap-check/pods/${object.metadata.name}`, object);
        done.push(`apply ${object.kind} ${object.metadata.name}`);
        if (object.kind === 'Pod') onPod?.();
      },
      async remove(path) {
        isThere = false;
        done.push(`remove ${path}`);
      },
      async run({ command }) {
        const text = files.get(command[1]!);
        return text === undefined
          ? { succeeded: false, stdout: '', stderr: `cat: can't open '${command[1]}': No such file or directory` }
          : { succeeded: true, stdout: text, stderr: '' };
      },
      close: async () => void done.push('close'),
    };
    return api as ClusterClient;
  };
  return { open, done };
}

const base = manifestWith('os/amd64/lab_production_pxe.vmlinuz');
const image = { ...base.parts[0]!, path: 'images/agnhost.tar', image: { reference: 'agnhost:2' }, satisfies: [acceptanceNeed] };
const manifest = { ...base, parts: [...base.parts, image] } as AdoptOptions['manifest'];

function adopted(stage: Staged = {}, plan: Plan = clusterPlanOf('small'), options: Partial<AdoptOptions> = {}) {
  const { open, done } = staged(stage);
  return {
    done,
    result: adoptCluster({ file, plan, manifest, clock: systemClock, signal: new AbortController().signal, open, ...options }),
  };
}
const code = (wanted: string, params = {}) => ({
  problems: [expect.objectContaining({ code: wanted, params: expect.objectContaining(params) })],
});

describe('a cluster that stands', () => {
  test('gives its authorities, from a control-plane node that is ready, and keeps nothing of ours', async () => {
    const { done, result } = adopted();
    const found = (await result).secrets.reveal();
    expect(found).toMatchObject({ clusterName, keyAlgorithm: 'ECDSA-P256', authorities, serviceAccount: secrets.serviceAccount });
    expect(found.bootstrap.token).not.toBe(secrets.bootstrap.token);
    expect(found.admin.privateKey).not.toBe(identity.privateKey);
    expect(done).toEqual([
      'open https://10.20.30.9:6443 https://10.20.30.40:6443 https://10.20.30.41:6443 https://10.20.30.42:6443',
      'apply Namespace rackstrap-check',
      'apply Pod reader-c1-2',
      'remove /api/v1/namespaces/rackstrap-check',
      'close',
    ]);
  });

  test('tells which blades of the plan are its nodes already', async () => {
    expect((await adopted().result).nodes).toMatchObject([
      { type: 'node-seen', slot: 'c1/1', ready: false },
      { type: 'node-seen', slot: 'c1/2', ready: true },
    ]);
  });

  test('goes on enciphering with its own key', async () => {
    const plan = clusterPlanOf('small', { kubernetes: { encryptSecrets: true } });
    const files = new Map([...onNode, ['/etc/kubernetes/encryption/config.yaml', encryption]]);
    expect((await adopted({ files }, plan).result).secrets.reveal().encryptionKey).toBe(secrets.encryptionKey);
    await expect(adopted({}, plan).result).rejects.toMatchObject({ problems: [{ code: 'adopt-encryption' }] });
    // A control-plane blade that joins would get no key, and its API server would not start.
    await expect(adopted({ files }).result).rejects.toMatchObject({ problems: [{ code: 'adopt-encrypted' }] });
  });

  test.each<[string, Staged]>([
    ['has another endpoint', { endpoint: '10.20.30.8:6443' }],
    ['has another name', { name: 'rack-8' }],
  ])('that %s is of another plan, and nothing is made in it', async (_, stage) => {
    const { done, result } = adopted(stage);
    const params = { name: stage.name ?? clusterName, endpoint: stage.endpoint ?? '10.20.30.9:6443', wanted: '10.20.30.9:6443' };
    await expect(result).rejects.toMatchObject(code('adopt-other-cluster', params));
    expect(done.slice(1)).toEqual(['close']);
  });

  test('is left as it was when somebody stops it in the middle', async () => {
    const controller = new AbortController();
    const { done, result } = adopted({ onPod: () => controller.abort(new Error('stopped')) }, undefined, { signal: controller.signal });
    await expect(result).rejects.toThrow('stopped');
    expect(done.slice(-3)).toEqual(['apply Pod reader-c1-2', 'remove /api/v1/namespaces/rackstrap-check', 'close']);
  });

  test('may have keys in the form of kubeadm', async () => {
    const { createPrivateKey } = await import('node:crypto');
    const older = createPrivateKey(authorities.cluster.privateKey).export({ type: 'sec1', format: 'pem' }).toString();
    const files = new Map([...onNode, ['/etc/kubernetes/pki/ca.key', older]]);
    expect(older).toContain('BEGIN EC PRIVATE KEY');
    expect((await adopted({ files }).result).secrets.reveal().authorities).toEqual(authorities);
  });

  test.each<[string, Staged, string, object]>([
    ['does not answer', { silent: true }, 'adopt-not-reached', { server, reason: 'connect ECONNREFUSED' }],
    ['is another one', { nodes: { 'x1-1': true } }, 'adopt-no-control-plane', {}],
    ['has none that is ready', { nodes: { 'c1-1': false } }, 'adopt-no-control-plane', {}],
    ['lacks files', { files: new Map() }, 'adopt-not-readable', { slot: 'c1/2', reason: expect.stringContaining('No such file') }],
    [
      'has files that are none',
      { files: new Map([...onNode, ['/etc/kubernetes/pki/ca.key', 'sesame']]) },
      'adopt-not-readable',
      { reason: 'its files are not as kubeadm makes them' },
    ],
    [
      'enciphers otherwise',
      { files: new Map([...onNode, ['/etc/kubernetes/encryption/config.yaml', 'resources: {sesame']]) },
      'adopt-not-readable',
      { reason: expect.not.stringContaining('sesame') },
    ],
  ])('that %s is refused', async (_, stage, wanted, params) => {
    await expect(adopted(stage).result).rejects.toMatchObject(
      Object.keys(params).length > 0 ? code(wanted, params) : { problems: [{ code: wanted }] },
    );
  });

  test('by a kubeconfig that cannot be read is refused before anybody is asked', async () => {
    const { done, result } = adopted({}, undefined, { file: join(directory, 'none') });
    await expect(result).rejects.toMatchObject(code('kubeconfig-unreadable', { reason: 'there is no such file or directory' }));
    expect(done).toEqual([]);
  });
});

describe('the run that goes on with it', () => {
  function held() {
    const run = sampleRun('small');
    onTestFinished(run.close);
    const runDirectory = mkdtempSync(join(directory, 'run-'));
    const adopt: Adopt = { read: () => adopted().result, by: 'command line' };
    const hold = (from?: Adopt, store = run.store) =>
      holdSecrets({
        plan: run.plan,
        runDirectory,
        stateDirectory: runDirectory,
        store,
        passphrase: undefined,
        now: Date.now(),
        ...(from ? { adopt: from } : {}),
      });
    return { ...run, adopt, hold };
  }

  test('has its secrets locked away, its nodes are known, and every blade joins', async () => {
    const { adopt, hold, store, told } = held();
    const { keys } = await hold(adopt);
    expect(told()).toEqual(['cluster-adopted', 'node-seen', 'node-seen']);
    expect(store.run().cluster).toMatchObject({ begun: true, secretsMade: true, adopted: true });
    expect(store.bladeAt('c1/2').blade.stage).toBe('ready');
    expect(keys().begun).toBe(true);
  });

  test('goes on with them at the next start, whether it is told so again or not', async () => {
    const { adopt, hold, told } = held();
    const first = (await hold(adopt)).secrets.reveal();
    const never: Adopt = { ...adopt, read: () => Promise.reject(new Error('asked again')) };
    expect((await hold(never)).secrets.reveal()).toEqual(first);
    expect((await hold()).secrets.reveal()).toEqual(first);
    expect(told()).toHaveLength(3);
  });

  test('that a kill kept from saying so begins anew, and never with what it had read', async () => {
    const { adopt, hold, store } = held();
    const cutOff = { ...store, durably: () => expect.fail('killed') };
    const standing = (await adopt.read()).secrets.reveal();
    await expect(hold(adopt, cutOff)).rejects.toThrow('killed');
    const own = (await hold()).secrets.reveal();
    expect(own.authorities).not.toEqual(standing.authorities);
    expect((await hold()).secrets.reveal()).toEqual(own);
    expect(store.run().cluster).toMatchObject({ secretsMade: true, adopted: false });
  });

  test('is not one that began a cluster itself', async () => {
    const { adopt, hold } = held();
    await hold();
    await expect(hold(adopt)).rejects.toMatchObject({ problems: [{ code: 'adopt-not-new' }] });
  });
});
