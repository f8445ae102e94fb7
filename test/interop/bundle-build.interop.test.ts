// A whole bundle from the command line: signed releases behind nginx, images in a real registry, a specification; and the same from a directory
// where there is no network at all.

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../services/platform/free-port.ts';
import { cachedCommand } from '../lab/kubernetes/build.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { type Gpg, openGpg } from './gpg.ts';
import { push, type Running as Registry, startRegistry, writeLayout } from './registry-stage.ts';
import {
  flatcarHost,
  flatcarKey,
  putCniPlugins,
  putFlatcar,
  putIpxe,
  putKubernetes,
  type ReleaseTree,
  releaseTree,
  type Signature,
} from './release-tree.ts';
import { nginx, type Running } from './web-servers.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-whole-'));
const cli = new URL('../../services/cli.ts', import.meta.url).pathname;
const kubernetes = '1.37.1';
const flatcarVersion = '4593.2.5';
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** As kubeadm 1.37.1 lists them; asked of the real one where it is there. */
const ofKubeadm = [
  ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((name) => `registry.k8s.io/${name}:v${kubernetes}`),
  'registry.k8s.io/coredns/coredns:v1.14.6',
  'registry.k8s.io/pause:3.10.2',
  'registry.k8s.io/etcd:3.7.0-0',
];
/** Of Flatcar's containerd, the pod network, the virtual address, an add-on, and by itself. */
const others = [
  'registry.k8s.io/pause:3.10',
  'ghcr.io/flannel-io/flannel:v0.28.9',
  'ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3',
  'ghcr.io/kube-vip/kube-vip:v1.2.3',
  'registry.k8s.io/e2e-test-images/agnhost:2.66.1',
  'registry.k8s.io/metrics-server/metrics-server:v0.8.1',
  'docker.io/library/busybox:1.37',
];
const pod = (...images: string[]) =>
  `kind: DaemonSet\nspec: { template: { spec: { containers: [${images.map((image) => `{ name: a, image: "${image}" }`).join(', ')}] } } }\n`;

const realKubeadm = cachedCommand('kubeadm', { version: kubernetes });
const haveKubeadm = existsSync(realKubeadm);

let gpg: Gpg;
let signature: Signature;
let buildbot: string;
let tree: ReleaseTree;
let web: Running;
let registry: Registry;
let ipxeSum: string;

async function fillTree(): Promise<void> {
  putFlatcar(tree, flatcarVersion, signature);
  tree.put(flatcarKey, gpg.export(buildbot));
  putKubernetes(tree, kubernetes);
  if (haveKubeadm) {
    const content = readFileSync(realKubeadm);
    const address = `dl.k8s.io/release/v${kubernetes}/bin/linux/amd64/kubeadm`;
    tree.put(address, content);
    tree.put(`${address}.sha256`, sha256(content));
  }
  putCniPlugins(tree, '1.9.1');
  ipxeSum = await putIpxe(tree, '2.0.0');
  const flannel = pod('ghcr.io/flannel-io/flannel:v0.28.9', 'ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3');
  tree.put('github.com/flannel-io/flannel/releases/download/v0.28.9/kube-flannel.yml', flannel);
}

async function fillRegistry(): Promise<void> {
  const image = (arch: string) => ({ arch, layers: [{ 'bin/one': `for ${arch}` }, { 'etc/two': arch }] });
  const layout = writeLayout(scratch, [image('amd64'), image('arm64')]);
  for (const name of [...ofKubeadm, ...others]) await push(layout, `${registry.host}/${name.slice(name.indexOf('/') + 1)}`);
}

/** A registry as files below a mirror, as resources/bundles/README.md says: what each tag leads to, under its tag and its digests. */
async function mirrorImages(): Promise<void> {
  const accept = ['application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.manifest.v1+json'].join(', ');
  for (const name of [...ofKubeadm, ...others]) {
    const [host, repository, tag] = [
      name.slice(0, name.indexOf('/')),
      name.slice(name.indexOf('/') + 1, name.lastIndexOf(':')),
      name.split(':')[1]!,
    ];
    const place = `${host === 'docker.io' ? 'registry-1.docker.io' : host}/v2/${repository}`;
    const copy = async (path: string) => {
      const answer = await fetch(`http://${registry.host}/v2/${repository}/${path}`, { headers: { accept } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      tree.put(`${place}/${path}`, bytes);
      return bytes;
    };
    const index = JSON.parse(String(await copy(`manifests/${tag}`)));
    for (const { digest } of index.manifests) {
      const { config, layers } = JSON.parse(String(await copy(`manifests/${digest}`)));
      for (const blob of [config, ...layers]) await copy(`blobs/${blob.digest}`);
    }
  }
}

const origins = () => [flatcarHost, dirname(flatcarKey).split('/')[0]!, 'dl.k8s.io', 'github.com'];
const specification = (version: string, more = '') => `apiVersion: rackstrap/bundle-spec/v1
name: whole
version: "${version}"
arch: [amd64, arm64]
os:
  family: flatcar
  version: current
  key: { fingerprint: ${buildbot} }
kubernetes:
  version: ${kubernetes}
${haveKubeadm ? '' : `  images: [${ofKubeadm.map((name) => `"${name}"`).join(', ')}]`}
cni: { flannel: 0.28.9, plugins: 1.9.1 }
vip: { kubeVip: 1.2.3 }
loaders: { ipxe: 2.0.0, sha256: ${ipxeSum} }
addons:
- name: metrics-server
  manifest: metrics-server.yaml
images: ["docker.io/library/busybox:1.37"]
licences: { loaders/undionly.kpxe: GPL-2.0-or-later WITH UBDL-exception }
${more}`;
const mirrored = () => `sources:
${origins()
  .map((host) => `  https://${host}: http://127.0.0.1:${web.port}/${host}`)
  .join('\n')}
registries:
${['registry.k8s.io', 'ghcr.io', 'docker.io'].map((host) => `  ${host}: { mirrors: ["http://${registry.host}"] }`).join('\n')}
`;

const written = (name: string, text: string): string => {
  const file = join(scratch, name);
  writeFileSync(file, text);
  return file;
};

interface Ran {
  readonly status: number | null;
  readonly data: { readonly ok?: boolean; readonly problems?: readonly { readonly code: string; readonly what: string }[] } & Record<
    string,
    unknown
  >;
  readonly notes: string;
}

/** Slow machines start Node slowly; a build of small files takes seconds. */
const longestMilliseconds = 240_000;

const ran = (command: string, ...words: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(command, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestMilliseconds,
      env: { ...process.env, HOME: scratch },
    });
    const out = { printed: '', notes: '' };
    child.stdout.on('data', (chunk) => (out.printed += chunk));
    child.stderr.on('data', (chunk) => (out.notes += chunk));
    child.once('close', (status) => {
      const line = out.printed.trim().split('\n').at(-1)!;
      resolve({ status, data: line.startsWith('{') ? JSON.parse(line) : {}, notes: out.notes });
    });
  });
const rackstrap = (...words: string[]) => ran(process.execPath, cli, ...words, '--json');
const bundle = join(scratch, 'bundle');
const manifestOf = (directory: string) => JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
const pathsOf = (directory: string): string[] => manifestOf(directory).parts.map(({ path }: { path: string }) => path);

const lacking = lacks('nginx', 'gpg', 'docker-registry', 'skopeo', 'unshare');

describe.skipIf(skip('a whole bundle', lacking))('a whole bundle', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    gpg = openGpg();
    buildbot = gpg.primary('2018-01-01', 'Buildbot', 'cert');
    signature = { gpg, day: '2026-08-11', key: gpg.subkey('2025-03-07', buildbot, 'sign', '2027-03-08') };
    tree = releaseTree(join(scratch, 'tree'));
    await fillTree();
    registry = await startRegistry(scratch);
    await fillRegistry();
    const port = await freePort('tcp', '127.0.0.1');
    web = await nginx(join(scratch, 'nginx'), port, `server { listen 127.0.0.1:${port}; root ${tree.directory}; }`);
    written('metrics-server.yaml', pod('registry.k8s.io/metrics-server/metrics-server:v0.8.1'));
    const { status } = await rackstrap('bundle', 'keygen', '--out', join(scratch, 'site.key'));
    expect(status).toBe(0);
  }, 300_000);
  afterAll(async () => {
    await web?.stop();
    await registry?.stop();
    gpg?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const build = (spec: string, directory: string, ...more: string[]) =>
    rackstrap('bundle', 'build', '--spec', spec, '--out', directory, '--key', join(scratch, 'site.key'), ...more);
  const asked = () => web.log().split('\n');

  it('refuses a release that somebody changed, and is none then', async () => {
    const file = join(tree.directory, flatcarHost, 'arm64-usr', flatcarVersion, 'flatcar_production_image.bin.bz2');
    const good = readFileSync(file);
    writeFileSync(file, 'changed');
    const { status, data } = await build(written('whole.yaml', specification('1', mirrored())), bundle);
    writeFileSync(file, good);
    expect([status, data.ok]).toEqual([1, false]);
    expect(data.problems).toHaveLength(1);
    expect(data.problems![0]!.what).toContain('os/arm64/flatcar_production_image.bin.bz2');
    expect(existsSync(join(bundle, 'manifest.json'))).toBe(false);
  });
  it('is built from what is there already and the rest, every part proved and for its need', async () => {
    const before = asked().length;
    const { status, data, notes } = await build(join(scratch, 'whole.yaml'), bundle);
    expect([status, notes]).toEqual([0, '']);
    expect(data).toMatchObject({
      ok: true,
      changed: true,
      signed: true,
      os: { family: 'flatcar', version: flatcarVersion, containerd: '2.1.5' },
    });
    const again = asked().slice(before);
    expect(again.filter((line) => line.includes('pxe_image.cpio.gz ') || line.includes('/kubelet '))).toEqual([]);
    expect(again.filter((line) => line.includes('/arm64-usr/') && line.includes('image.bin.bz2 '))).toHaveLength(1);
    const { parts } = manifestOf(bundle);
    const of = (path: string) => parts.find((one: { path: string }) => one.path === path);
    for (const arch of ['amd64', 'arm64']) {
      expect(of(`os/${arch}/flatcar_production_pxe.vmlinuz`)).toMatchObject({
        provenance: { by: 'openpgp', key: buildbot, subkey: signature.key },
      });
      expect(of(`bin/${arch}/kubelet`)).toMatchObject({ provenance: { by: 'sha256' }, satisfies: ['kubernetes'] });
      expect(of(`images/${arch}/kube-vip_v1.2.3.tar`)).toMatchObject({ provenance: { by: 'digest' }, satisfies: ['vip/kube-vip'] });
      expect(of(`images/${arch}/pause_3.10.tar`)).toMatchObject({ satisfies: ['kubernetes'] });
      expect(of(`cni/${arch}/cni-plugins.tgz`)).toMatchObject({ satisfies: ['cni/flannel'] });
    }
    expect(of('loaders/undionly.kpxe')).toMatchObject({ licence: 'GPL-2.0-or-later WITH UBDL-exception' });
    expect(of('manifests/metrics-server.yaml')).toMatchObject({ satisfies: ['addon/metrics-server'] });
    expect(of('keys/flatcar.asc')).toMatchObject({ kind: 'signing-key' });
    const images = parts.flatMap(({ image }: { image?: { reference: string } }) => image?.reference ?? []);
    expect([...new Set(images)].toSorted()).toEqual([...ofKubeadm, ...others].toSorted());
    expect((await rackstrap('bundle', 'verify', bundle)).data).toMatchObject({ ok: true, problems: [] });
  });
  it('is not built again when nothing changed', async () => {
    const before = [asked().length, readFileSync(join(bundle, 'manifest.json')), statSync(join(bundle, 'manifest.json')).mtimeMs] as const;
    const { status, data } = await build(join(scratch, 'whole.yaml'), bundle);
    expect([status, data.changed]).toEqual([0, false]);
    expect(readFileSync(join(bundle, 'manifest.json'))).toEqual(before[1]);
    expect(statSync(join(bundle, 'manifest.json')).mtimeMs).toBe(before[2]);
    // the archive of loaders is unpacked to see what there is; it is no part itself
    expect(
      asked()
        .slice(before[0])
        .filter((line) => /(cpio\.gz|vmlinuz|bz2|kubelet|kubectl|kubeadm|\.tgz) /.test(line)),
    ).toEqual([]);
  });
  it('of a newer version keeps what it can, and has no trace of the rest', async () => {
    const spec = specification('2', mirrored()).replace(/^addons:\n.*\n.*\n/m, '');
    const before = asked().length;
    const { status, data } = await build(written('newer.yaml', spec), bundle);
    expect([status, data]).toMatchObject([0, { changed: true, version: '2' }]);
    expect(data.removed).toBeGreaterThan(0);
    expect(pathsOf(bundle).filter((path) => path.includes('metrics-server'))).toEqual([]);
    expect(
      asked()
        .slice(before)
        .filter((line) => /(cpio\.gz|vmlinuz|bz2|kubelet) /.test(line)),
    ).toEqual([]);
    expect((await rackstrap('bundle', 'verify', bundle)).data).toMatchObject({ ok: true, problems: [] });
  });
  it('comes from a directory where there is no network at all', async () => {
    await mirrorImages();
    const [spec, enclave] = [written('enclave.yaml', specification('2').replace(/^addons:\n.*\n.*\n/m, '')), join(scratch, 'enclave')];
    mkdirSync(enclave);
    const words = [cli, 'bundle', 'build', '--spec', spec, '--out', enclave, '--from', tree.directory, '--json'];
    const { status, data, notes } = await ran('unshare', '--net', process.execPath, ...words);
    expect([status, notes]).toEqual([0, '']);
    expect(data).toMatchObject({ changed: true, signed: false });
    expect(pathsOf(enclave)).toEqual(pathsOf(bundle));
    const digests = (directory: string) => manifestOf(directory).parts.map(({ sha256: digest }: { sha256: string }) => digest);
    expect(digests(enclave)).toEqual(digests(bundle));
  });
  it('says everything that a mirror lacks, each with where it was looked for', async () => {
    const [spec, lacking] = [
      written('lacking.yaml', specification('3').replaceAll('0.28.9', '0.28.10').replace('1.9.1', '1.9.2')),
      join(scratch, 'lacking'),
    ];
    const { status, data } = await rackstrap('bundle', 'build', '--spec', spec, '--out', lacking, '--from', tree.directory);
    expect(status).toBe(1);
    const what = data.problems!.map((one) => one.what).join('\n');
    for (const place of [
      'github.com/containernetworking/plugins/releases/download/v1.9.2/',
      'github.com/flannel-io/flannel/releases/download/v0.28.10/',
    ])
      expect(what).toContain(`${tree.directory}/${place}`);
    expect(existsSync(join(lacking, 'manifest.json'))).toBe(false);
  });
  it('is signed so that openssl verifies it as well', () => {
    const { signatures } = JSON.parse(readFileSync(join(bundle, 'manifest.sig'), 'utf8'));
    const file = join(scratch, 'signature');
    writeFileSync(file, Buffer.from(signatures[0].signature, 'base64'));
    const words = [
      'pkeyutl',
      '-verify',
      '-inkey',
      join(scratch, 'site.key'),
      '-rawin',
      '-in',
      join(bundle, 'manifest.json'),
      '-sigfile',
      file,
    ];
    expect(String(execFileSync('openssl', words))).toContain('Signature Verified Successfully');
  });
});
