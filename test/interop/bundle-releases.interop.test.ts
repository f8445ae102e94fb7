// Releases over HTTP, laid out as their servers have them and signed by the real gpg, into a bundle; and every reason to refuse one.

import { createReadStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildBundle } from '../../services/bundle/build/build.ts';
import {
  cniPlugins,
  containerLinux,
  fedoraCoreos,
  flatcar,
  ipxeArchive,
  kubernetes,
  type OsSource,
} from '../../services/bundle/build/releases/index.ts';
import type { Source } from '../../services/bundle/build/source.ts';
import { type Bundle, readBundle, verifyBundle } from '../../services/bundle/index.ts';
import { blobFile } from '../../services/bundle/layout.ts';
import { signingKeyPath } from '../../services/domain/os/facts.ts';
import { orRefuse, type Problem, Refusal } from '../../services/domain/problem.ts';
import { type Gpg, gpgVerdict, openGpg } from './gpg.ts';
import {
  flatcarHost,
  flatcarKey,
  putCniPlugins,
  putFedoraCoreos,
  putFlatcar,
  putIpxe,
  putKubernetes,
  putLineage,
  type ReleaseTree,
  releaseTree,
} from './release-tree.ts';

const work = mkdtempSync(join(tmpdir(), 'releases-'));
const version = '4593.2.5';
const clock = { now: () => Date.parse('2026-11-21T00:00:00Z') };

let gpg: Gpg;
let buildbot = '';
let inForce = '';
let server: Server;
let base = '';
/** What the server has; a new one for each test. */
let tree: ReleaseTree;
let built = 0;

beforeAll(async () => {
  gpg = openGpg();
  buildbot = gpg.primary('2018-01-01', 'Buildbot', 'cert');
  inForce = gpg.subkey('2025-03-07', buildbot, 'sign', '2027-03-08');
  server = createServer((request, response) => {
    const file = createReadStream(join(tree.directory, decodeURIComponent(request.url!)));
    file.on('error', () => response.writeHead(404).end('<html>not here</html>'));
    file.on('open', () => file.pipe(response));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  gpg.close();
  rmSync(work, { recursive: true, force: true });
});
beforeEach(() => {
  tree = releaseTree(join(work, `tree-${built}`));
  built += 1;
});

/** Builds from the server alone: `base` stands for every origin. */
async function build(os: OsSource, ...others: readonly Source[]) {
  const directory = join(work, `bundle-${built}`);
  mkdirSync(directory, { recursive: true });
  const recipe = {
    name: 'site',
    version: '1',
    async gather(fetch: Parameters<OsSource>[0]) {
      const [release, ...rest] = await Promise.all([os(fetch), ...others.map((source) => source(fetch))]);
      return { os: release.os, wanted: [...release.wanted, ...rest.flat()] };
    },
  };
  await buildBundle(recipe, directory, { tool: 'rackstrap test', places: { from: [base], mirrors: {} } });
  return orRefuse(await readBundle(directory));
}

/** Why nothing was built. */
async function refused(os: OsSource, ...others: readonly Source[]): Promise<readonly Problem[]> {
  try {
    await build(os, ...others);
  } catch (reason) {
    if (reason instanceof Refusal) return reason.problems;
    throw reason;
  }
  throw new Error('it was built');
}
/** The bytes of a part. */
function carried({ directory, manifest }: Bundle, path: string): Uint8Array {
  return readFileSync(blobFile(directory, manifest.parts.find((part) => part.path === path)!.sha256));
}
const codesOf = (problems: readonly Problem[]) => [...new Set(problems.map(({ code }) => code))];

const stable = (more: object = {}) =>
  flatcar({ channel: 'stable', version: 'current', arches: ['amd64'], clock, key: { fingerprint: buildbot }, ...more });
const signed = (day: string, key: string) => ({ gpg, day, key });

describe('a bundle', () => {
  test('of Flatcar for two architectures, Kubernetes, CNI plugins and loaders is whole, and says how each part was proved', async () => {
    putFlatcar(tree, version, signed('2026-08-12', inForce));
    tree.put(flatcarKey, gpg.export(buildbot));
    putKubernetes(tree, '1.37.1');
    putCniPlugins(tree, '1.9.1');
    const sha256 = await putIpxe(tree, '2.0.0');
    const arches = ['amd64', 'arm64'] as const;
    const bundle = await build(
      stable({ arches }),
      kubernetes({ version: '1.37.1', arches }),
      cniPlugins({ version: '1.9.1', arches, cnis: ['flannel'] }),
      ipxeArchive({ version: '2.0.0', sha256 }),
    );
    const { manifest } = bundle;
    expect(manifest.os).toEqual({ family: 'flatcar', version, ignition: '2.24.0', containerd: '2.1.5' });
    const proved = Object.fromEntries(manifest.parts.map(({ path, provenance }) => [path, provenance]));
    const openpgp = { by: 'openpgp', key: buildbot, subkey: inForce, signed: '2026-08-12T12:00:00Z' };
    expect(proved['os/arm64/flatcar_production_image.bin.bz2']).toEqual(openpgp);
    expect(proved['bin/amd64/kubelet']).toEqual({ by: 'sha256' });
    expect(proved['cni/arm64/cni-plugins.tgz']).toEqual({ by: 'sha256' });
    expect(proved['loaders/x86_64-sb/snponly-shim.efi']).toEqual({ by: 'sha256' });
    expect((await verifyBundle(bundle)).problems).toEqual([]);
    expect(manifest.parts).toHaveLength(6 + 1 + 6 + 2 + 10);
  });

  test('carries the key that gpg checks its release with on site', async () => {
    putFlatcar(tree, version, signed('2026-08-12', inForce));
    tree.put(flatcarKey, gpg.exportBinary(gpg.primary('2019-01-01', 'Other', 'cert,sign'), buildbot));
    const bundle = await build(stable());
    const kernel = 'flatcar_production_pxe.vmlinuz';
    const key = carried(bundle, signingKeyPath('flatcar'));
    const signature = readFileSync(join(tree.directory, `${flatcarHost}/amd64-usr/${version}/${kernel}.sig`));
    expect(gpgVerdict('2026-11-21', key, signature, carried(bundle, `os/amd64/${kernel}`))).toBe(0);
    expect(new TextDecoder().decode(key)).toContain('BEGIN PGP PUBLIC KEY BLOCK');
  });

  test('of Fedora CoreOS has what the metadata of its stream names', async () => {
    const fedora = gpg.primary('2024-01-01', 'Fedora', 'cert,sign');
    putFedoraCoreos(tree, '44.20260802.3.1', signed('2026-08-20', fedora));
    tree.put('fedoraproject.org/fedora.gpg', gpg.exportBinary(buildbot, fedora));
    const source = fedoraCoreos({
      stream: 'stable',
      version: 'current',
      arches: ['amd64'],
      image: true,
      clock,
      key: { fingerprint: fedora },
    });
    const { manifest } = await build(source);
    expect(manifest.os).toMatchObject({ family: 'fedora-coreos', version: '44.20260802.3.1' });
    expect(manifest.parts.map(({ kind, provenance }) => [kind, provenance?.by])).toEqual([
      ['kernel', 'openpgp'],
      ['initrd', 'openpgp'],
      ['rootfs', 'openpgp'],
      ['image', 'openpgp'],
      ['signing-key', 'digest'],
    ]);
  });

  test('of Container Linux says that the key which signed it has expired since', async () => {
    const old = gpg.primary('2013-09-06', 'CoreOS', 'cert');
    const subkey = gpg.subkey('2019-01-01', old, 'sign', '2021-01-01');
    const names = ['coreos_production_pxe.vmlinuz', 'coreos_production_pxe_image.cpio.gz', 'coreos_production_image.bin.bz2'];
    putLineage(tree, 'mirror.example.org/coreos/amd64-usr/2605.12.0', names, signed('2020-05-20', subkey));
    tree.put('mirror.example.org/coreos/CoreOS_Image_Signing_Key.asc', gpg.export(old));
    const from = 'https://mirror.example.org/coreos';
    const { manifest } = await build(containerLinux({ version: '2605.12.0', from, arches: ['amd64'], clock, key: { fingerprint: old } }));
    expect(manifest.parts[0]!.provenance).toEqual({
      by: 'openpgp',
      key: old,
      subkey,
      signed: '2020-05-20T12:00:00Z',
      keyExpired: '2021-01-01T12:00:00Z',
    });
  });
});

describe('nothing is built', () => {
  const kernel = `${flatcarHost}/amd64-usr/${version}/flatcar_production_pxe.vmlinuz`;
  const putRelease = (day: string, key: string, keyFile: Uint8Array = gpg.export(buildbot)) => {
    putFlatcar(tree, version, signed(day, key));
    tree.put(flatcarKey, keyFile);
  };

  test('of a kernel that was changed: it is named, and nothing else', async () => {
    putRelease('2026-08-12', inForce);
    tree.put(kernel, 'another kernel');
    const problems = await refused(stable());
    expect(problems).toMatchObject([{ code: 'openpgp-signature-wrong', params: { part: 'os/amd64/flatcar_production_pxe.vmlinuz' } }]);
  });

  test('with the signature of another file, an error page, or none', async () => {
    putRelease('2026-08-12', inForce);
    tree.put(`${kernel}.sig`, readFileSync(join(tree.directory, kernel.replace('pxe.vmlinuz', 'image.bin.bz2.sig'))));
    expect(codesOf(await refused(stable()))).toEqual(['openpgp-signature-wrong']);
    tree.put(`${kernel}.sig`, '<html>');
    expect(codesOf(await refused(stable()))).toEqual(['openpgp-signature-unreadable']);
    rmSync(join(tree.directory, `${kernel}.sig`));
    expect(codesOf(await refused(stable()))).toEqual(['download-absent']);
  });

  test('with a key file from before the subkey, of another primary, or that is none', async () => {
    const old = gpg.export(buildbot);
    const newer = gpg.subkey('2026-09-01', buildbot, 'sign');
    putRelease('2026-10-01', newer, old);
    expect(codesOf(await refused(stable()))).toEqual(['openpgp-key-old']);
    tree.put(flatcarKey, gpg.export(gpg.primary('2020-01-01', 'Stranger', 'cert,sign')));
    expect(codesOf(await refused(stable()))).toEqual(['openpgp-key-mismatch']);
    tree.put(flatcarKey, '<html>');
    expect(codesOf(await refused(stable()))).toEqual(['openpgp-key-unreadable']);
  });

  test("with our own pinned key when the key file is somebody else's", async () => {
    putRelease('2026-08-12', inForce);
    const problems = await refused(stable({ key: {} }));
    expect(codesOf(problems)).toEqual(['openpgp-key-mismatch']);
    expect(problems[0]!.params).toMatchObject({ wanted: 'F88CFEDEFF29A5B4D9523864E25D9AED0593B34A' });
  });

  test('of what was signed after its subkey had expired, or with one that was revoked', async () => {
    const short = gpg.subkey('2025-01-01', buildbot, 'sign', '2026-01-01');
    const old = gpg.export(buildbot);
    gpg.run('2025-12-01', ['--quick-set-expire', buildbot, '2030-01-01', short]);
    putRelease('2026-06-01', short, old);
    const [expired] = await refused(stable());
    expect(expired).toMatchObject({ code: 'openpgp-key-expired', params: { signer: `subkey ${short}`, expired: '2026-01-01T12:00:00Z' } });
    gpg.revokeSubkey('2026-07-01', buildbot, short);
    tree.put(flatcarKey, gpg.export(buildbot));
    expect(codesOf(await refused(stable()))).toEqual(['openpgp-key-revoked']);
  });

  test('by a machine whose clock is before the release', async () => {
    putRelease('2026-08-12', inForce);
    const problems = await refused(stable({ clock: { now: () => Date.parse('2025-06-01T00:00:00Z') } }));
    expect(codesOf(problems)).toEqual(['openpgp-clock']);
  });

  test('where version.txt is a page, or a program has another sum than is published', async () => {
    putRelease('2026-08-12', inForce);
    putKubernetes(tree, '1.37.1');
    tree.put('dl.k8s.io/release/v1.37.1/bin/linux/amd64/kubelet', 'another kubelet');
    const [changed] = await refused(stable(), kubernetes({ version: '1.37.1', arches: ['amd64'] }));
    expect(changed).toMatchObject({ code: 'download-hash', params: { part: 'bin/amd64/kubelet' } });
    tree.put(`${flatcarHost}/amd64-usr/current/version.txt`, '<html>');
    expect(codesOf(await refused(stable()))).toEqual(['release-version-unreadable']);
  });

  test('of a Fedora whose key nobody told us', async () => {
    const fedora = gpg.primary('2024-01-01', 'Rawhide', 'cert,sign');
    putFedoraCoreos(tree, '99.20990101.3.0', signed('2026-08-20', fedora));
    const source = fedoraCoreos({ stream: 'stable', version: 'current', arches: ['amd64'], clock });
    expect(codesOf(await refused(source))).toEqual(['release-key-unknown']);
  });
});
