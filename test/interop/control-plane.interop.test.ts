// A real API server with the audit policy and the encryption that the plan asks for, and a real kube-vip that raises the address of the plan.

import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, kubeadmNode } from '../../services/render/kubeadm/index.ts';
import { clusterPlanOf, sampleCluster } from '../../services/render/kubeadm/sample.ts';
import { cachedCommand } from '../lab/kubernetes/build.ts';
import { versions } from '../lab/kubernetes/versions.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { type ControlPlaneStage, stagePrograms, startControlPlane } from './control-plane-stage.ts';
import { until } from './registry-stage.ts';

const notCached = stagePrograms.filter((name) => !existsSync(cachedCommand(name)));
const missing = notCached.length > 0 ? `needs ${notCached.join(', ')}: node test/lab/kubernetes/build.ts` : lacks('ip', 'unshare', 'curl');

const vip = '10.20.30.9';
const cluster: Cluster = sampleCluster(clusterPlanOf('small', { kubernetes: { audit: true, encryptSecrets: true } }), {
  version: versions.kubernetes,
});
const manifests = kubeadmNode(cluster.blades[0]!, cluster).vip!;

const timeout = 400_000;
/** Longer than a lease, a renewal and a retry: what has not happened by then waits for something else. */
const patience = 25;

describe.skipIf(skip('a real control plane', missing))('on a control-plane blade', { timeout }, () => {
  let stage: ControlPlaneStage;
  beforeAll(async () => {
    stage = await startControlPlane(cluster);
  }, timeout);
  afterAll(() => stage?.stop(), timeout);

  test('a Secret is enciphered in etcd, and can be read by who may', async () => {
    await stage.kubectl('super-admin', 'create', 'secret', 'generic', 'door', '--from-literal=code=four-seven-one-one');
    const bytes = stage.stored('/registry/secrets/default/door');
    expect(bytes).toMatch(/^k8s:enc:secretbox:v1:first:/);
    expect(bytes).not.toContain('four-seven-one-one');
    const read = await stage.kubectl('super-admin', 'get', 'secret', 'door', '-o', 'jsonpath={.data.code}');
    expect(Buffer.from(read.output, 'base64').toString()).toBe('four-seven-one-one');
  });

  test('the audit log has who made it and what changed, and never what is in it', async () => {
    await stage.kubectl('super-admin', 'create', 'namespace', 'told');
    const entries = () =>
      stage
        .auditLog()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const made = (resource: string, name: string) =>
      entries().find(
        ({ verb, objectRef }) => verb === 'create' && objectRef?.resource === resource && [objectRef.name, undefined].includes(name),
      );
    await until('both are in the log', () => made('secrets', 'door') && made('namespaces', 'told'));
    expect(made('secrets', 'door')).toMatchObject({ level: 'Metadata', user: { username: 'kubernetes-super-admin' } });
    expect(made('namespaces', 'told')).toMatchObject({ level: 'Request', requestObject: { metadata: { name: 'told' } } });
    expect(entries().some(({ objectRef, verb }) => verb === 'get' && objectRef?.resource === 'secrets')).toBe(true);
    expect(stage.auditLog()).not.toContain(Buffer.from('four-seven-one-one').toString('base64'));
    expect(entries().filter(({ objectRef }) => objectRef?.resource === 'leases')).toEqual([]);
  });

  test('with an administrator’s rights only, kube-vip never raises the address before kubeadm has given them', async () => {
    const running = stage.startVip(manifests.lasting);
    await until('it asks and is refused', () => running.output().includes('forbidden'), patience * 4);
    expect(stage.addresses()).not.toContain(vip);
    await running.stop();
  });

  test('without its own node’s address, kube-vip waits for the address that it is to raise', async () => {
    const running = stage.startVip(manifests.during.replace(/ {8}- name: "kubernetes_addr"\n.*\n/, ''));
    await until(
      'it asks at that address',
      () => running.output().includes(`dial tcp ${vip}:6443: connect: no route to host`),
      patience * 4,
    );
    expect(stage.addresses()).not.toContain(vip);
    await running.stop();
  });

  test('while the cluster begins it raises the address, without a default route, and the API answers there', async () => {
    const running = stage.startVip(manifests.during);
    await until('the address is there', () => stage.addresses().includes(`${vip}/32`), patience * 4);
    await until('the API answers at it', async () => (await stage.answerAt(vip)).output === 'ok', patience);
    await running.stop();
    await until('the address is given back', () => !stage.addresses().includes(vip), patience);
  });

  test('and from then on with the rights that kubeadm gives administrators', async () => {
    const binding = ['clusterrolebinding', 'kubeadm:cluster-admins', '--clusterrole=cluster-admin', '--group=kubeadm:cluster-admins'];
    await stage.kubectl('super-admin', 'create', ...binding);
    const running = stage.startVip(manifests.lasting);
    await until('the address is there', () => stage.addresses().includes(`${vip}/32`), patience * 4);
    expect((await stage.answerAt(vip)).output).toBe('ok');
    await running.stop();
  });
});
