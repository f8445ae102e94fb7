// The images of the lab's cluster in a real containerd: imported from the bundle's own archives, each runs its program as its pods will call it.

import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBundle } from '../../services/bundle/index.ts';
import { orRefuse } from '../../services/domain/problem.ts';
import { versions } from '../lab/kubernetes/versions.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { type Containerd, startContainerd } from './containerd.ts';
import { until } from './registry-stage.ts';

/** The one built last: what a lab of these sources takes. */
const made = (path: string): number => statSync(path).mtimeMs;
const bundles = globSync(join(import.meta.dirname, '../../.cache/lab/built-*-kubernetes-*/bundle'));
const [directory] = bundles.toSorted((one, other) => made(other) - made(one));
const reason = lacks('containerd', 'runc') ?? (directory ? undefined : 'needs a bundle: node test/lab/bundle.ts --kubernetes');

const ofKubernetes = `v${versions.kubernetes}`;

/**
 * The image's name without its registry; what is called in it, as kubeadm's and flannel's manifests do; what it says
 * on standard output.
 */
const calls: readonly (readonly [image: string, words: readonly string[], says: string])[] = [
  [`kube-apiserver:${ofKubernetes}`, ['kube-apiserver', '--version'], ofKubernetes],
  [`kube-controller-manager:${ofKubernetes}`, ['kube-controller-manager', '--version'], ofKubernetes],
  [`kube-scheduler:${ofKubernetes}`, ['kube-scheduler', '--version'], ofKubernetes],
  [`kube-scheduler:${ofKubernetes}`, ['/go-runner', 'kube-scheduler', '--version'], ofKubernetes],
  [`kube-proxy:${ofKubernetes}`, ['/usr/local/bin/kube-proxy', '--version'], ofKubernetes],
  [`kube-proxy:${ofKubernetes}`, ['iptables-restore', '--version'], 'nf_tables'],
  [`kube-proxy:${ofKubernetes}`, ['conntrack', '--version'], 'conntrack'],
  [`etcd:${versions.etcd}-0`, ['etcd', '--version'], versions.etcd],
  [`etcd:${versions.etcd}-0`, ['etcdctl', 'version'], versions.etcd],
  [`coredns:v${versions.coredns}`, ['/coredns', '-version'], versions.coredns],
  [`pause:${versions.pause}`, ['/pause', '-v'], versions.pause],
  [`flannel:v${versions.flannel}`, ['/opt/bin/flanneld', '--version'], ''],
  [`flannel:v${versions.flannel}`, ['ip', '-V'], 'iproute2'],
  [`flannel:v${versions.flannel}`, ['/opt/bin/install-conf', '/etc/passwd', '/etc/copied'], ''],
  [`flannel-cni-plugin:v${versions.flannelCniPlugin}`, ['cp', '-f', '/flannel', '/etc/flannel'], ''],
  [`agnhost:${versions.agnhost}`, ['/agnhost', '--version'], versions.agnhost],
  [`agnhost:${versions.agnhost}`, ['sh', '-c', 'printf x | sha256sum'], '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'],
  [`kube-vip:v${versions.kubeVip}`, ['/kube-vip', 'version'], versions.kubeVip],
];

describe.skipIf(skip("the lab cluster's images", reason))("the lab cluster's images", { timeout: 600_000 }, () => {
  let containerd: Containerd;
  const references: string[] = [];
  const referenceOf = (name: string) => references.find((reference) => reference.endsWith(`/${name}`))!;
  beforeAll(async () => {
    containerd = await startContainerd();
    const { manifest, piecesOf } = orRefuse(await readBundle(directory!));
    for (const { path, image } of manifest.parts) {
      if (!image) continue;
      const [archive] = piecesOf(path);
      containerd.ctr('images', 'import', archive!.file);
      references.push(image.reference);
    }
  }, 300_000);
  afterAll(() => containerd?.stop());

  it.each(calls.map((call, index) => [...call, index] as const))('%s runs %j', (image, words, says, index) => {
    expect(containerd.ctr('run', '--rm', referenceOf(image), `call-${index}`, ...words)).toContain(says);
  });

  it('CoreDNS opens port 53 without being root and without gaining rights, as kubeadm deploys it', async () => {
    containerd.ctr('run', '--detach', referenceOf(`coredns:v${versions.coredns}`), 'dns');
    const [, pid] = /^dns\s+(\d+)\s+RUNNING/m.exec(containerd.ctr('tasks', 'ls')) ?? [];
    await until('CoreDNS listens', () => readFileSync(`/proc/${pid}/net/tcp6`, 'utf8').includes(':0035 '));
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\t65532\t.*^NoNewPrivs:\t1$/ms);
    containerd.ctr('tasks', 'delete', '--force', 'dns');
  });
});
