import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { stagedCluster } from '../../cluster/aftercare/stage.ts';
import type { ClusterClient } from '../../cluster/client.ts';
import { permissionOf } from '../../domain/blade/blade.ts';
import { failed, ok, problem } from '../../domain/problem.ts';
import { newClusterSecrets, newKeyPair } from '../../pki/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { started } from '../../platform/part.ts';
import { randomKey } from '../../platform/random.ts';
import { manifestWith } from '../../render/sample.ts';
import { type ClusterDeskOptions, clusterDesk } from './cluster-desk.ts';
import { allIsDone, becameNode, sampleRun } from './sample.ts';

const secrets = await newClusterSecrets({
  now: Date.now(),
  random: randomKey,
  keyPair: newKeyPair,
  clusterName: 'small-sample',
  algorithm: 'ECDSA-P256',
});

const nodes = { 'c1-1': true, 'c1-2': true, 'c1-3': true };
const members = Object.keys(nodes).map((name) => ({ name }));

/** A desk over a run with three control-plane blades, and what was done through it, in order. */
function scene(changes: Partial<ClusterDeskOptions> = {}) {
  const run = sampleRun('small');
  onTestFinished(run.close);
  const cluster = stagedCluster({ nodes, members });
  const done: string[] = cluster.done;
  const vault = { wipes: [ok(undefined)] as ReturnType<typeof ok<undefined>>[] | ReturnType<typeof failed>[] };
  const api = cluster.api as ClusterClient;
  const troubles: string[] = [];
  const options: ClusterDeskOptions = {
    plan: { plan: run.plan, text: stringify(run.plan), path: '/rack.yaml', sha256: '', warnings: [], document: undefined as never },
    bundle: {
      directory: '/bundle',
      manifest: manifestWith('os/amd64/lab_production_pxe.vmlinuz'),
      manifestSha256: 'a'.repeat(64),
      signatures: [],
      refused: [],
      problems: [],
      piecesOf: () => [],
    },
    store: run.store,
    runName: 'small-sample-1',
    simulated: false,
    clock: systemClock,
    accept: async () => true,
    print: async () => failed(problem('report-not-printed', { reason: 'no browser', variable: 'X' })),
    onProblem: ({ code }) => void troubles.push(code),
    handle: {
      api: () => api,
      secrets: () => secrets,
      server: 'https://10.20.30.9:6443',
      vault: {
        wipe: () => {
          done.push('wipe');
          return vault.wipes.length > 1 ? vault.wipes.shift()! : vault.wipes[0]!;
        },
      } as ClusterDeskOptions['handle']['vault'],
      async silence(work) {
        done.push('silent');
        try {
          return await work();
        } finally {
          done.push('serving');
        }
      },
      endRun: (how) => void done.push(`end ${how}`),
    },
    ...changes,
  };
  return { ...run, ...cluster, done, vault, options, troubles, desk: clusterDesk(options) };
}

const refusal = (code: string) => ({ problems: [expect.objectContaining({ code })] });

describe('a seal', () => {
  test('takes the token away, is in the journal, wipes the secrets, and closes the record last', async () => {
    const { desk, done, told, store, ...run } = scene();
    allIsDone({ store, told, ...run });
    await desk.seal(false, 'console');
    const { id } = /^(?<id>.{6})/.exec(secrets.reveal().bootstrap.token)!.groups!;
    const token = `remove /api/v1/namespaces/kube-system/secrets/bootstrap-token-${id}`;
    // Once before it counts, and once more: what renews the token may have been on its way.
    expect(done).toEqual([token, token, 'wipe', 'end sealed']);
    expect(told().at(-1)).toBe('sealed');
    expect(store.run().blades.map(({ stage }) => stage)).toEqual(['sealed', 'sealed', 'sealed']);
  });

  test('is refused with what is missing, unless somebody knows better', async () => {
    const { desk, done, store } = scene();
    store.happened({ type: 'armed', slots: ['c1/1'], arming: 1 });
    await expect(desk.seal(false, 'console')).rejects.toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'seal-incomplete' }),
        expect.objectContaining({ code: 'seal-lacks-hand-over' }),
      ]),
    });
    expect(done).toEqual([]);
    await desk.seal(true, 'console');
    expect(store.run().cluster.sealedAt).toBeDefined();
    expect(permissionOf(store.bladeAt('c1/1').blade)).toBe('local');
  });

  test('whose secrets could not be wiped is a seal all the same, and the wiping is done when it is asked for again', async () => {
    const { desk, done, told, store, vault, ...run } = scene();
    allIsDone({ store, told, ...run });
    vault.wipes = [failed(problem('vault-not-wiped', { file: 'x', reason: 'the disk is read-only' })), ok(undefined)] as never;
    await expect(desk.seal(false, 'console')).rejects.toMatchObject(refusal('vault-not-wiped'));
    expect(told().filter((type) => type === 'sealed')).toHaveLength(1);
    expect(done).not.toContain('end sealed');
    await desk.seal(false, 'console');
    expect(done.slice(-2)).toEqual(['wipe', 'end sealed']);
    expect(told().filter((type) => type === 'sealed')).toHaveLength(1);
  });

  test('is the end of everything that may be done with the cluster', async () => {
    const { desk, done, told, store, ...run } = scene();
    allIsDone({ store, told, ...run });
    await desk.seal(false, 'console');
    const before = told().length;
    expect(() => desk.test('console')).toThrow('sealed');
    expect(() => desk.unplug('console')).toThrow('sealed');
    const removal = desk.removeNode({ slot: 'c1/1', why: 'remove' }, 'console');
    await expect(removal).rejects.toMatchObject(refusal('run-sealed'));
    const handed = desk.handOver({ directory: '/nowhere', adminDays: 1, language: 'en' }, 'console');
    await expect(handed).rejects.toMatchObject(refusal('run-sealed'));
    expect(told()).toHaveLength(before);
    expect(done.at(-1)).toBe('end sealed');
  });

  test('waits for a blade that writes its disk', async () => {
    const { desk, store } = scene();
    store.happened({ type: 'armed', slots: ['c1/1'], arming: 1 });
    store.happened({ type: 'agent-started', slot: 'c1/1', bootId: 'b', clockOffsetSeconds: 0 });
    store.happened({ type: 'install-permitted', slot: 'c1/1', bootId: 'b', disk: 'vda', diskSerial: '', wiped: '' });
    await expect(desk.seal(true, 'console')).rejects.toMatchObject(refusal('slot-writing'));
    expect(() => desk.rollBack(true, 'console')).toThrow('writing its disk');
  });
});

describe('a run that is given up', () => {
  test('turns every blade to its disk and leaves no secrets', () => {
    const { desk, done, store } = scene();
    store.happened({ type: 'armed', slots: ['c1/1', 'c1/2'], arming: 1 });
    desk.rollBack(false, 'command line');
    expect(done).toEqual(['wipe', 'end rolledBack']);
    expect(store.run()).toMatchObject({ rolledBack: true, cluster: { sealedAt: undefined } });
    expect(store.run().blades.map(permissionOf)).toEqual(['local', 'local', 'local']);
  });

  test('keeps a cluster that has begun, unless that is given up too', () => {
    const { desk, store } = scene();
    store.happened({ type: 'cluster-step', slot: 'c1/1', verb: 'init', step: 'done', attempt: 1 });
    expect(() => desk.rollBack(false, 'command line')).toThrow('only keys to it');
    expect(store.run().rolledBack).toBe(false);
    desk.rollBack(true, 'command line');
    expect(store.run().rolledBack).toBe(true);
  });
});

describe('tests of the cluster', () => {
  test('come one at a time, and nothing else is done meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { desk } = scene({ accept: () => promise });
    const { ended } = desk.test('console');
    expect(() => desk.test('console')).toThrow('running already');
    expect(() => desk.unplug('console')).toThrow('running already');
    await expect(desk.seal(true, 'console')).rejects.toMatchObject(refusal('cluster-test-running'));
    await expect(desk.removeNode({ slot: 'c1/1', why: 'remove' }, 'console')).rejects.toMatchObject(refusal('cluster-test-running'));
    resolve(true);
    expect(await ended).toBe(true);
    expect(await desk.test('console').ended).toBe(true);
  });

  test('the first is called so, and later ones were asked for', async () => {
    const occasions: string[] = [];
    const { desk, store } = scene({ accept: async (_, { occasion }) => occasions.push(occasion) > 0 });
    await desk.test('console').ended;
    store.happened({ type: 'acceptance-started', occasion: 'first', by: 'console', checks: [] });
    store.happened({ type: 'acceptance-ended', passed: false });
    await desk.test('console').ended;
    expect(occasions).toEqual(['first', 'asked']);
  });

  test('without an API there is nothing to test', () => {
    const { options } = scene();
    const desk = clusterDesk({ ...options, handle: { ...options.handle, api: () => undefined } });
    expect(() => desk.test('console')).toThrow('does not answer yet');
  });

  test('without the laptop: one node of the role restarts in silence; what keeps it from its end is told', async () => {
    const { desk, done, told, store } = scene();
    expect(await desk.unplug('console').ended).toBe(false);
    expect(done).toEqual(['silent', 'serving']);
    expect(told()).toEqual(['unplug-started', 'unplug-ended']);
    expect(store.run().cluster.unplug).toMatchObject({
      slots: ['c1/3'],
      passed: false,
      reason: expect.stringContaining('has no image to look at it with'),
    });
  });

  test('what a kill cut off is ended as not passed, and asks for no hands any more', () => {
    const { options, store, told } = scene();
    store.happened({ type: 'acceptance-started', occasion: 'first', by: 'console', checks: ['vip'] });
    store.happened({ type: 'unplug-started', slots: ['c1/1'], by: 'console' });
    store.happened({ type: 'hands-wanted', slot: 'c1/1', hands: 'cut-power' });
    clusterDesk(options);
    expect(told().slice(3)).toEqual(['acceptance-ended', 'unplug-ended', 'hands-done']);
    expect(store.run().cluster).toMatchObject({ hands: undefined, unplug: { passed: false }, acceptances: [{ passed: false }] });
    clusterDesk(options);
    expect(told()).toHaveLength(6);
  });

  test('end when the appliance stops', async () => {
    const accept: ClusterDeskOptions['accept'] = (_, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const { desk } = scene({ accept });
    const running = await started(desk.part);
    const { ended } = desk.test('console');
    ended.catch(() => {});
    await running.stop();
    await expect(ended).rejects.toThrow('stopping');
  });
});

describe('a node', () => {
  test('is taken out, and its blade is one of which nothing was heard', async () => {
    const { desk, store, left, troubles } = scene();
    for (const [index, slot] of ['c1/1', 'c1/2', 'c1/3'].entries())
      for (const happening of becameNode(slot, index + 1)) store.happened(happening);
    await desk.removeNode({ slot: 'c1/2', why: 'replace' }, 'console');
    expect(store.bladeAt('c1/2').blade).toMatchObject({ node: undefined });
    expect([...left.nodes.keys()]).toEqual(['c1-1', 'c1-3']);
    expect(left.members.map(({ name }) => name)).toEqual(['c1-1', 'c1-3']);
    expect(troubles).toEqual(['node-still-on']);
  });

  test('of no slot of the plan is not touched', async () => {
    const { desk } = scene();
    await expect(desk.removeNode({ slot: 'c9/9', why: 'remove' }, 'console')).rejects.toMatchObject(refusal('slot-unknown'));
  });
});

test('a hand-over writes the kubeconfig of a new administrator, and is in the journal', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-hand-over-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const { desk, store, troubles } = scene();
  const handed = await desk.handOver({ directory, adminDays: 30, language: 'en' }, 'console');
  expect(handed.files).toContain('kubeconfig');
  expect(store.run().cluster.handedOver).toMatchObject({ directory, files: handed.files });
  const text = readFileSync(join(directory, 'kubeconfig'), 'utf8');
  expect(text).toContain('server: "https://10.20.30.9:6443"');
  expect(text).not.toContain(Buffer.from(secrets.reveal().admin.certificate).toString('base64'));
  expect(troubles).toEqual(['report-not-printed']);
});
