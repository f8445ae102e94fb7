// Container images: pulled from real registries, packed into a bundle, read by skopeo and imported by a real containerd.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../services/bundle/build/build.ts';
import { clusterParts } from '../../services/bundle/build/cluster.ts';
import { imageParts, type Pulling } from '../../services/bundle/build/registry/parts.ts';
import type { Source } from '../../services/bundle/build/source.ts';
import { blobFile } from '../../services/bundle/layout.ts';
import type { Arch, Manifest } from '../../services/domain/bundle.ts';
import { inWords, type Problem, refusalIn } from '../../services/domain/problem.ts';
import { thisMachine } from '../../services/platform/program.ts';
import { cachedCommand } from '../lab/kubernetes/build.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { type Containerd, startContainerd } from './containerd.ts';
import {
  digestOf,
  login,
  passwordFile,
  push,
  type Running,
  skopeo,
  startFiles,
  startProxy,
  startRealm,
  startRegistry,
  writeLayout,
} from './registry-stage.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-registry-'));
const running: Running[] = [];
/** Stopped when all is over. */
function kept<One extends Running>(one: One): One {
  running.push(one);
  return one;
}
afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  rmSync(directory, { recursive: true, force: true });
});

const licence = 'GPL-2.0-only';
const busybox = () => readFileSync('/bin/busybox');
/** The same lowest layer for all of amd64. */
const image = (arch: string, name: string) => ({
  arch,
  layers: [{ 'bin/busybox': arch === 'amd64' ? busybox() : `made for ${arch}` }, { 'etc/name': name }],
  labels: { 'org.opencontainers.image.licenses': licence },
});

async function build(gather: Source): Promise<{ directory: string; manifest: Manifest }> {
  const place = mkdtempSync(join(directory, 'bundle-'));
  const recipe = {
    name: 'images',
    version: '1',
    gather: async (fetch: Parameters<Source>[0]) => ({ os: { family: 'lab' as const, version: '1' }, wanted: await gather(fetch) }),
  };
  const { manifest } = await buildBundle(recipe, place, { tool: 'rackstrap test', places: { from: [], mirrors: {} } });
  return { directory: place, manifest };
}
const images =
  (names: readonly string[], more: Partial<Pulling> = {}): Source =>
  (fetch) =>
    imageParts(
      fetch,
      names.map((name) => ({ image: name, satisfies: ['kubernetes'] })),
      { arches: ['amd64'], access: {}, logins: {}, ...more },
    );

const problemsOf = async (work: Promise<unknown>) => {
  const reason = await work.then(
    () => undefined,
    (error) => error,
  );
  return refusalIn(reason)?.problems.map(inWords) ?? reason;
};
const archives = (bundle: { directory: string; manifest: Manifest }) =>
  bundle.manifest.parts
    .filter(({ kind }) => kind === 'container-image')
    .map((part) => ({ ...part, image: part.image!, file: blobFile(bundle.directory, part.sha256) }));

const flipped = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)));
const bundles = () => readdirSync(directory).flatMap((name) => (name.startsWith('bundle-') ? [readdirSync(join(directory, name))] : []));

const tools = lacks('docker-registry', 'skopeo', 'containerd', 'ctr', 'openssl', 'busybox');

describe.skipIf(skip('images of real registries', tools))('images of a real registry', { timeout: 300_000 }, () => {
  let registry: Running;
  let containerd: Containerd;
  beforeAll(async () => {
    registry = kept(await startRegistry(directory));
    containerd = await startContainerd();
    await push(writeLayout(directory, [image('amd64', 'one'), image('arm64', 'one')]), `${registry.host}/library/many:1.0`);
    await push(writeLayout(directory, [image('amd64', 'two')]), `${registry.host}/docker:2.0`, '--format', 'v2s2');
    await push(writeLayout(directory, [image('amd64', 'three')]), `${registry.host}/deep/er/three:3.0`);
  }, 120_000);
  afterAll(() => containerd?.stop());

  const both: readonly Arch[] = ['amd64', 'arm64'];
  const digestAt = async (name: string) =>
    digestOf(await skopeo('inspect', '--raw', '--tls-verify=false', `docker://${registry.host}/${name}`));

  it('lie in the bundle once for each architecture, read by skopeo and imported by containerd under name and digest', async () => {
    const bundle = await build(images([`${registry.host}/library/many:1.0`], { arches: both }));
    const found = archives(bundle);
    expect(found.map(({ path, arch, licence: told }) => [path, arch, told])).toEqual([
      ['images/amd64/many_1.0.tar', 'amd64', licence],
      ['images/arm64/many_1.0.tar', 'arm64', licence],
    ]);
    for (const {
      arch,
      image: { reference, digest },
      file,
    } of found) {
      const seen = JSON.parse(await skopeo('inspect', `--override-arch=${arch}`, `oci-archive:${file}`));
      expect([seen.Architecture, seen.Digest, seen.Layers.length]).toEqual([arch, digest, 2]);
      containerd.ctr('images', 'import', '--snapshotter', 'native', '--platform', `linux/${arch}`, file);
      const line = containerd
        .ctr('images', 'ls')
        .split('\n')
        .find((one) => one.startsWith(`${reference} `));
      expect(line).toContain(digest);
      expect(line).toContain(`linux/${arch}`);
      containerd.ctr('images', 'check', `name==${reference}`);
      containerd.ctr('images', 'rm', '--sync', reference);
    }
  });

  it('in the format of Docker, or named by digest, are imported as well', async () => {
    const digest = await digestAt('docker:2.0');
    const names = [`${registry.host}/docker:2.0`, `${registry.host}/deep/er/three@${await digestAt('deep/er/three:3.0')}`];
    const bundle = await build(images(names));
    const [docker, byDigest] = archives(bundle);
    expect(docker!.image).toEqual({ reference: names[0], digest });
    expect(await skopeo('inspect', '--raw', `oci-archive:${docker!.file}`)).toContain('docker.distribution.manifest.v2');
    for (const {
      file,
      image: { reference },
    } of [docker!, byDigest!]) {
      containerd.ctr('images', 'import', '--snapshotter', 'native', file);
      expect(containerd.ctr('images', 'ls', '-q').split('\n')).toContain(reference);
    }
  });

  it('are the same bytes from every build, and their common layer is asked for once', async () => {
    const proxy = kept(await startProxy(registry.host));
    const names = ['library/many:1.0', 'deep/er/three:3.0'].map((name) => `${proxy.host}/${name}`);
    const one = archives(await build(images(names)));
    const blobs = proxy.asked.map(({ url }) => url).filter((url) => url.includes('/blobs/'));
    const asked = blobs.map((url) => url.replace(/.*\//, ''));
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toHaveLength(5);
    expect(archives(await build(images(names))).map(({ sha256 }) => sha256)).toEqual(one.map(({ sha256 }) => sha256));
  });

  it('come from a mirror where it has them, and else from the registry', async () => {
    const mirror = kept(await startProxy(registry.host, (url, body) => (url.includes('three') ? { redirect: '/none' } : body)));
    const access = { [registry.host]: { mirrors: [`http://${mirror.host}`] } };
    const bundle = await build(images([`${registry.host}/docker:2.0`, `${registry.host}/deep/er/three:3.0`], { access }));
    expect(archives(bundle).map(({ source }) => source!.split('@')[0])).toEqual([
      `docker://${mirror.host}/docker`,
      `docker://${registry.host}/deep/er/three`,
    ]);
    expect(archives(bundle).map(({ image: { reference } }) => reference)).toEqual([
      `${registry.host}/docker:2.0`,
      `${registry.host}/deep/er/three:3.0`,
    ]);
  });

  it('spoiled on the way are refused by name, and no bundle is written', async () => {
    const spoil = (part: string) => (url: string, body: Buffer) => (url.includes(part) ? flipped(body) : body);
    for (const [part, told] of [
      ['/manifests/', 'than its digest says'],
      ['/blobs/', 'than its digest says'],
    ] as const) {
      const { host } = kept(await startProxy(registry.host, spoil(part)));
      const words = await problemsOf(build(images([`${host}/docker:2.0`])));
      expect(words).toEqual([expect.stringContaining(`${host}/docker:2.0`)]);
      expect(words[0]).toContain(told);
    }
    const layers = kept(
      await startProxy(registry.host, (url, body) => (url.includes('/blobs/') && body.length > 10_000 ? flipped(body) : body)),
    );
    expect(await problemsOf(build(images([`${layers.host}/docker:2.0`])))).toEqual([
      expect.stringContaining('images/amd64/docker_2.0.tar'),
    ]);
    const unfinished = bundles().filter((names) => !names.includes('manifest.json'));
    expect(unfinished).toHaveLength(3);
  });
});

const version = '1.37.1';
const kubeadm = cachedCommand('kubeadm', { version });
const noKubeadm = existsSync(kubeadm) ? undefined : 'needs a kubeadm: node test/lab/kubernetes/build.ts kubeadm';

describe.skipIf(skip('a cluster asked of a real kubeadm', tools ?? noKubeadm))(
  'a cluster asked of a real kubeadm',
  { timeout: 300_000 },
  () => {
    const listed = [
      ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((name) => `${name}:v${version}`),
      'coredns/coredns:v1.14.6',
      'pause:3.10.2',
      'etcd:3.7.0-0',
    ];
    const others = [
      'flannel-io/flannel:v0.28.9',
      'flannel-io/flannel-cni-plugin:v1.9.1-flannel3',
      'kube-vip/kube-vip:v1.2.3',
      'e2e-test-images/agnhost:2.66.1',
      'pause:3.10',
    ];
    const flannel = `kind: DaemonSet
spec:
  template:
    spec:
      initContainers: [{ name: install, image: "ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3" }]
      containers: [{ name: flannel, image: "ghcr.io/flannel-io/flannel:v0.28.9" }]
`;

    it('is programs, manifests and every image that they name, from an enclave that has them all', async () => {
      const registry = kept(await startRegistry(directory));
      const layout = writeLayout(directory, [image('amd64', 'any')]);
      for (const name of [...listed, ...others]) await push(layout, `${registry.host}/${name}`);
      const programs = Object.entries({ kubeadm: readFileSync(kubeadm), kubelet: 'kubelet', kubectl: 'kubectl' }).flatMap(
        ([name, content]) => {
          const path = `/release/v${version}/bin/linux/amd64/${name}`;
          return [[path, content] as const, [`${path}.sha256`, digestOf(content).slice('sha256:'.length)] as const];
        },
      );
      const releases = kept(await startFiles(Object.fromEntries(programs)));
      const manifest = join(directory, 'kube-flannel.yml');
      writeFileSync(manifest, flannel);
      const mirrors = [`http://${registry.host}`];
      const warnings: Problem[] = [];
      const bundle = await build(
        clusterParts({
          arches: ['amd64'],
          access: { 'registry.k8s.io': { mirrors }, 'ghcr.io': { mirrors } },
          logins: {},
          kubernetes: { version, base: `http://${releases.host}` },
          containerd: '2.1.5',
          flannel: { version: '0.28.9', manifest },
          kubeVip: { version: '1.2.3' },
          agnhost: '2.66.1',
          addons: [],
          others: [{ image: 'ghcr.io/flannel-io/flannel:v0.28.9', satisfies: [] }],
          machine: thisMachine,
          warn: (found) => warnings.push(found),
        }),
      );
      const carried = (need: string) =>
        archives(bundle).flatMap(({ satisfies, image: { reference } }) => (satisfies?.includes(need) ? [reference] : []));
      expect(carried('kubernetes')).toEqual([...listed, 'pause:3.10'].map((name) => `registry.k8s.io/${name}`));
      expect(carried('cni/flannel').toSorted()).toEqual(
        others
          .slice(0, 2)
          .map((name) => `ghcr.io/${name}`)
          .toSorted(),
      );
      expect(carried('acceptance')).toEqual(['registry.k8s.io/e2e-test-images/agnhost:2.66.1']);
      expect(carried('vip/kube-vip')).toEqual(['ghcr.io/kube-vip/kube-vip:v1.2.3']);
      const told = bundle.manifest.parts.find(({ path }) => path === 'bin/amd64/kubeadm');
      expect(told!.images).toEqual(listed.map((name) => `registry.k8s.io/${name}`));
      expect(warnings).toEqual([]);
    });
  },
);

describe.skipIf(skip('registries that ask who we are', tools))('a registry that asks who we are', { timeout: 300_000 }, () => {
  const layout = () => writeLayout(directory, [image('amd64', 'secret')]);
  const creds = ['--dest-creds', `${login.username}:${login.password}`];

  it('by tokens gives its images to whoever has a login, which only the realm sees', async () => {
    const realm = kept(await startRealm(directory));
    const registry = kept(await startRegistry(directory, realm.auth));
    await push(layout(), `${registry.host}/secret:1`, ...creds);
    const proxy = kept(await startProxy(registry.host));
    const name = `${proxy.host}/secret:1`;
    expect(archives(await build(images([name], { logins: { [proxy.host]: login } })))).toHaveLength(1);
    expect(proxy.asked.filter(({ authorization }) => authorization?.startsWith('Basic'))).toEqual([]);
    expect(proxy.asked.filter(({ authorization }) => authorization?.startsWith('Bearer')).length).toBeGreaterThan(2);
    expect(await problemsOf(build(images([name])))).toEqual([expect.stringContaining(`gives secret only to users it knows`)]);
    const wrong = { [proxy.host]: { ...login, password: 'wrong' } };
    expect(await problemsOf(build(images([name], { logins: wrong })))).toEqual([expect.stringContaining('refuses this user for secret')]);
  });

  it('keeps its token to itself when it sends a layer from elsewhere', async () => {
    const realm = kept(await startRealm(directory));
    const registry = kept(await startRegistry(directory, realm.auth));
    await push(layout(), `${registry.host}/secret:1`, ...creds);
    const open = kept(await startRegistry(directory));
    await push(layout(), `${open.host}/secret:1`);
    const elsewhere = kept(await startProxy(open.host, undefined, '127.0.0.2'));
    const sending = kept(
      await startProxy(registry.host, (url, body) => (url.includes('/blobs/') ? { redirect: `http://${elsewhere.host}${url}` } : body)),
    );
    await build(images([`${sending.host}/secret:1`], { logins: { [sending.host]: login } }));
    expect(elsewhere.asked.length).toBeGreaterThan(2);
    expect(elsewhere.asked.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  it('by name and password gives its images to whoever has them', async () => {
    const registry = kept(await startRegistry(directory, passwordFile(directory)));
    await push(layout(), `${registry.host}/secret:1`, ...creds);
    const name = `${registry.host}/secret:1`;
    const access = { [registry.host]: login };
    expect(archives(await build(images([name], { access })))).toHaveLength(1);
    expect(await problemsOf(build(images([name])))).toEqual([expect.stringContaining('gives secret only to users it knows')]);
  });
});
