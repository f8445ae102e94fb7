// Manifests of a bundle as the cluster gets them: fitted whatever they are cut into, and refused with images that nobody carries.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Bundle } from '../../bundle/index.ts';
import { wholeBundle } from '../../domain/plan/bundle-fit/sample.ts';
import { refusalIn } from '../../domain/problem.ts';
import { clusterPlanOf } from '../../render/kubeadm/sample.ts';
import { addonsOf } from './manifests.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-manifests-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const config = `apiVersion: v1
kind: ConfigMap
metadata: { name: kube-flannel-cfg, namespace: kube-flannel }
data: { net-conf.json: '{"Network": "10.0.0.0/8", "Backend": {"Type": "vxlan"}}' }
`;
const daemons = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: kube-flannel-ds, namespace: kube-flannel }
spec: { template: { spec: { containers: [{ image: "ghcr.io/flannel-io/flannel:v0.28.9", command: [/opt/bin/flanneld], args: [--kube-subnet-mgr] }] } } }
`;
const metrics = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: metrics-server, namespace: kube-system }
spec: { template: { spec: { containers: [{ image: "${image}" }] } } }
`;
const carried = 'registry.k8s.io/metrics-server/metrics-server:v0.8.0';
const plan = clusterPlanOf('small', { kubernetes: { addons: ['metrics-server'] }, network: { dns: ['10.20.30.2'] } });

/** A bundle with everything, whose manifests are these texts: a path → text, what it is for. */
function bundleWith(texts: Readonly<Record<string, readonly [text: string, need: string]>>): Bundle {
  const others = wholeBundle('amd64').parts.filter(({ kind }) => kind !== 'manifest');
  const manifests = Object.entries(texts).map(([path, [, need]]) => ({ path, kind: 'manifest', arch: 'any', satisfies: [need], size: 1 }));
  const piecesOf = (path: string) => {
    const file = join(directory, path);
    writeFileSync(file, texts[path]![0]);
    return [{ file, size: texts[path]![0].length }];
  };
  const manifest = { ...wholeBundle('amd64'), parts: [...others, ...manifests] };
  return { manifest, piecesOf } as unknown as Bundle;
}

const usual = { 'a.yaml': [config, 'cni/flannel'], 'b.yaml': [daemons, 'cni/flannel'] } as const;
const problems = (bundle: Bundle) => {
  try {
    return addonsOf(plan, bundle).addons.length;
  } catch (reason) {
    return refusalIn(reason)?.problems.map(({ code, params }) => `${code} ${params?.part ?? params?.reason}`);
  }
};

it('takes the pod network as one, whatever it is cut into, and fits it', () => {
  const { network, addons } = addonsOf(plan, bundleWith({ ...usual, 'c.yaml': [metrics(carried), 'addon/metrics-server'] }));
  expect(network.objects.map(({ kind }) => kind)).toEqual(['ConfigMap', 'DaemonSet']);
  expect(JSON.stringify(network.objects)).toContain('--iface=$(NODE_IP)');
  expect(addons.map(({ name, objects }) => [name, objects.length])).toEqual([['metrics-server', 1]]);
});

it('refuses an image that the text asks for and the bundle has not, where its manifest does not tell of it', () => {
  const other = 'registry.k8s.io/metrics-server/metrics-server:v0.9.9';
  const bundle = bundleWith({ ...usual, 'c.yaml': [metrics(other), 'addon/metrics-server'] });
  expect(problems(bundle)).toEqual([`cluster-part-absent ${other}`]);
});

it('refuses what has no manifest', () => {
  expect(problems(bundleWith({ 'a.yaml': [config, 'cni/flannel'] }))).toEqual([
    'cni-manifest-unknown it has 0 DaemonSets that run flanneld, not one',
  ]);
  expect(problems(bundleWith(usual))).toEqual(['addon-manifest-unreadable it is empty']);
});

it('gives CoreDNS nobody to ask where the plan has no resolver, and leaves kubeadm’s settings where it has', () => {
  const bundle = bundleWith({ ...usual, 'c.yaml': [metrics(carried), 'addon/metrics-server'] });
  const settings = (dns: string[]) =>
    addonsOf({ ...plan, network: { ...plan.network, dns } }, bundle).network.objects.find(({ metadata }) => metadata.name === 'coredns');
  const { Corefile } = settings([])!.data as { Corefile: string };
  expect(Corefile).toContain('kubernetes cluster.local');
  expect(Corefile).not.toMatch(/forward|loop/);
  expect(settings(['10.20.30.2'])).toBeUndefined();
});
