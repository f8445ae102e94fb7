// What each source wants of its release server, from small files as those servers have them.

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createMessage, generateKey, sign } from 'openpgp';
import { create } from 'tar';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type WebOfFiles, webOfFiles } from '../../../../test/setup/web-of-files.ts';
import { partPath } from '../../../domain/bundle.ts';
import type { Wanted } from '../source.ts';
import { cniPlugins, containerLinux, fedoraCoreos, flatcar, ipxeArchive, kubernetes, labSystem, loaderDirectories } from './index.ts';
import { loaderFiles } from './loader-files.ts';
import { checksumIn } from './text.ts';

const clock = { now: () => Date.parse('2026-11-21T00:00:00Z') };
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** A key, and a signature by it: what it is of is looked at only when the file comes. */
let key = { fingerprint: '', armoured: '' };
let signature = new Uint8Array();
beforeAll(async () => {
  const date = new Date('2026-01-01T00:00:00Z');
  const { privateKey: made } = await generateKey({ userIDs: [{ name: 'Releases' }], date, format: 'object' });
  key = { fingerprint: made.getFingerprint(), armoured: made.toPublic().armor() };
  const message = await createMessage({ binary: new TextEncoder().encode('a file') });
  signature = new Uint8Array(await sign({ message, signingKeys: made, date, detached: true, format: 'binary' }));
});
/** The signatures of these files. */
const signatures = (...urls: string[]) => Object.fromEntries(urls.map((url) => [`${url}.sig`, signature]));

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
function web(files: Record<string, string | Uint8Array>): WebOfFiles {
  const made = webOfFiles(files);
  open.push(made);
  return made;
}
function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'releases-'));
  open.push({ close: () => rmSync(directory, { recursive: true, force: true }) });
  return directory;
}

const codesOf = (made: Promise<unknown>) =>
  made.then(
    () => 'taken',
    (reason: { problems: readonly { code: string }[] }) => reason.problems.map(({ code }) => code).join(),
  );
const pathsOf = (wanted: readonly Wanted[]) => wanted.map(({ part }) => part.path);

describe('Flatcar', () => {
  const base = 'https://stable.release.flatcar-linux.net';
  const versionText = 'FLATCAR_VERSION=4593.2.5\nFLATCAR_VERSION_ID=4593.2.5\nFLATCAR_BUILD_ID="2026-08-11-2350"\n';
  const keyUrl = 'https://www.flatcar.org/security/image-signing-key/Flatcar_Image_Signing_Key.asc';
  const stable = () =>
    ({ channel: 'stable', version: 'current', arches: ['amd64'], clock, key: { fingerprint: key.fingerprint } }) as const;
  /** What every source reads before it wants anything. */
  const release = (version: string, at = base) => ({
    [keyUrl]: key.armoured,
    ...signatures(
      ...['amd64', 'arm64'].flatMap((arch) =>
        ['pxe.vmlinuz', 'pxe_image.cpio.gz', 'image.bin.bz2'].map((name) => `${at}/${arch}-usr/${version}/flatcar_production_${name}`),
      ),
    ),
  });

  test('takes the newest version from version.txt, and what is in it from its lists of packages', async () => {
    const { fetch, asked } = web({
      ...release('4593.2.5'),
      [`${base}/amd64-usr/current/version.txt`]: versionText,
      [`${base}/amd64-usr/4593.2.5/flatcar_production_image_packages.txt`]: 'sys-apps/ignition-2.24.1-r2::coreos-overlay\n',
      [`${base}/amd64-usr/4593.2.5/rootfs-included-sysexts/containerd-flatcar_packages.txt`]:
        'app-containers/containerd-2.1.6::portage-stable\n',
    });
    const { os, wanted } = await flatcar({ ...stable(), arches: ['amd64', 'arm64'] })(fetch);
    expect(os).toEqual({ family: 'flatcar', version: '4593.2.5', ignition: '2.24.1', containerd: '2.1.6' });
    expect(pathsOf(wanted)).toEqual([
      'os/amd64/flatcar_production_pxe.vmlinuz',
      'os/amd64/flatcar_production_pxe_image.cpio.gz',
      'os/amd64/flatcar_production_image.bin.bz2',
      'os/arm64/flatcar_production_pxe.vmlinuz',
      'os/arm64/flatcar_production_pxe_image.cpio.gz',
      'os/arm64/flatcar_production_image.bin.bz2',
      'keys/flatcar.asc',
    ]);
    expect(wanted[3]!.part.source).toBe(`${base}/arm64-usr/4593.2.5/flatcar_production_pxe.vmlinuz`);
    expect(asked.filter((url) => /vmlinuz$|gz$|bz2$/.test(url))).toEqual([]);
  });

  test('knows what is in the releases it was told of, when a mirror has no lists', async () => {
    const { fetch, asked } = web(release('4081.3.10', 'http://mirror/flatcar'));
    const { os } = await flatcar({ ...stable(), version: '4081.3.10', base: 'http://mirror/flatcar/' })(fetch);
    expect(os).toEqual({ family: 'flatcar', version: '4081.3.10', ignition: '2.19.0', containerd: '1.7.21' });
    expect(asked.every((url) => url === keyUrl || url.startsWith('http://mirror/flatcar/amd64-usr/4081.3.10/'))).toBe(true);
  });

  test('says nothing of what is in a release that nobody tells of', async () => {
    const { os } = await flatcar({ ...stable(), version: '9999.0.0' })(web(release('9999.0.0')).fetch);
    expect(os).toEqual({ family: 'flatcar', version: '9999.0.0' });
  });

  test('refuses an error page in the place of version.txt', async () => {
    const { fetch } = web({ [`${base}/amd64-usr/current/version.txt`]: '<html>FLATCAR_VERSION=$(reboot)</html>' });
    expect(await codesOf(flatcar(stable())(fetch))).toBe('release-version-unreadable');
  });
});

describe('Fedora CoreOS', () => {
  const server = 'https://builds.coreos.fedoraproject.org';
  const file = (version: string, name: string) => {
    const location = `${server}/prod/streams/stable/builds/${version}/x86_64/fedora-coreos-${version}-${name}`;
    return { location, signature: `${location}.sig`, sha256: sha256(name) };
  };
  const formats = (version: string) => ({
    pxe: {
      kernel: file(version, 'live-kernel.x86_64'),
      initramfs: file(version, 'live-initramfs.x86_64.img'),
      rootfs: file(version, 'live-rootfs.x86_64.img'),
    },
    'raw.xz': { disk: file(version, 'metal.x86_64.raw.xz') },
    iso: { disk: file(version, 'live-iso.x86_64.iso') },
  });
  const streamOf = (version: string) =>
    JSON.stringify({
      stream: 'stable',
      architectures: { x86_64: { artifacts: { metal: { release: version, formats: formats(version) } } } },
    });
  const keysUrl = 'https://fedoraproject.org/fedora.gpg';
  const stable = () => ({ stream: 'stable', version: 'current', arches: ['amd64'], clock, key: { fingerprint: key.fingerprint } }) as const;
  /** What every source reads before it wants anything. */
  const release = (version: string) => ({
    [keysUrl]: key.armoured,
    ...signatures(...[...Object.values(formats(version).pxe), formats(version)['raw.xz'].disk].map(({ location }) => location)),
  });
  const newest = '44.20260802.3.1';

  test('takes the newest release from the metadata of its stream', async () => {
    const { fetch } = web({ ...release(newest), [`${server}/streams/stable.json`]: streamOf(newest) });
    const { os, wanted } = await fedoraCoreos(stable())(fetch);
    expect(os).toEqual({ family: 'fedora-coreos', version: newest, ignition: '2.26.0' });
    expect(pathsOf(wanted)).toEqual([
      `os/amd64/fedora-coreos-${newest}-live-kernel.x86_64`,
      `os/amd64/fedora-coreos-${newest}-live-initramfs.x86_64.img`,
      `os/amd64/fedora-coreos-${newest}-live-rootfs.x86_64.img`,
      'keys/fedora-coreos.asc',
    ]);
  });

  test('takes an exact release from its own metadata, with its disk image, from a mirror', async () => {
    const metadata = { release: newest, architectures: { x86_64: { media: { metal: { artifacts: formats(newest) } } } } };
    const own = Object.entries(release(newest)).map(([url, content]) => [url.replace(server, 'http://mirror'), content]);
    const { fetch } = web({
      ...Object.fromEntries(own),
      [`http://mirror/prod/streams/stable/builds/${newest}/release.json`]: JSON.stringify(metadata),
    });
    const { wanted } = await fedoraCoreos({ ...stable(), version: newest, image: true, base: 'http://mirror' })(fetch);
    expect(wanted.map(({ part }) => part.kind)).toEqual(['kernel', 'initrd', 'rootfs', 'image', 'signing-key']);
    expect(wanted[0]!.part.source).toBe(
      `http://mirror/prod/streams/stable/builds/${newest}/x86_64/fedora-coreos-${newest}-live-kernel.x86_64`,
    );
  });

  test('refuses an architecture that the stream does not have', async () => {
    const { fetch } = web({ ...release(newest), [`${server}/streams/stable.json`]: streamOf(newest) });
    expect(await codesOf(fedoraCoreos({ ...stable(), arches: ['arm64'] })(fetch))).toBe('release-file-unlisted');
  });

  test('asks for the key of a Fedora that is not known, and takes the one it is told', async () => {
    const unheard = '99.20990101.3.0';
    const { fetch } = web({ ...release(unheard), [`${server}/streams/stable.json`]: streamOf(unheard) });
    expect(await codesOf(fedoraCoreos({ ...stable(), key: {} })(fetch))).toBe('release-key-unknown');
    const told = await fedoraCoreos(stable())(fetch);
    expect(told.os.version).toBe(unheard);
  });

  test('refuses metadata that is none', async () => {
    const listing = (text: string) => codesOf(fedoraCoreos(stable())(web({ [`${server}/streams/stable.json`]: text }).fetch));
    expect(await listing('<html>')).toBe('release-list-unreadable');
    expect(await listing('{"architectures":{"x86_64":{}}}')).toBe('release-list-unreadable');
    expect(await listing('{"architectures":{}}')).toBe('release-version-unreadable');
  });
});

test('Container Linux comes from a mirror only, with its key', async () => {
  const from = 'file:///srv/coreos';
  const files = ['pxe.vmlinuz', 'pxe_image.cpio.gz', 'image.bin.bz2'].map(
    (name) => `${from}/amd64-usr/2605.12.0/coreos_production_${name}`,
  );
  const { fetch } = web({ ...signatures(...files), [`${from}/CoreOS_Image_Signing_Key.asc`]: key.armoured });
  const options = { version: '2605.12.0', from, arches: ['amd64'], clock } as const;
  const { os, wanted } = await containerLinux({ ...options, key: { fingerprint: key.fingerprint } })(fetch);
  expect(os).toEqual({ family: 'container-linux', version: '2605.12.0' });
  expect(wanted.map(({ part }) => part.source)).toEqual([...files, `${from}/CoreOS_Image_Signing_Key.asc`]);
  const bringing = (content: string) => wanted[0]!.bring(web({ [files[0]!]: content }).fetch);
  expect((await bringing('a file')).provenance).toMatchObject({ by: 'openpgp', signed: '2026-01-01T00:00:00Z' });
  expect(await codesOf(bringing('another'))).toBe('openpgp-signature-wrong');
  // The key of this mirror is not the one that the project's releases were signed with.
  expect(await codesOf(containerLinux(options)(fetch))).toBe('openpgp-key-mismatch');
});

test("the lab's system comes from the directory that it was built into", async () => {
  const directory = 'file:///lab/amd64/12.34/lab_production';
  const [kernel, initrd, image] = [`${directory}_pxe.vmlinuz`, `${directory}_pxe_image.cpio.gz`, `${directory}_image.bin`];
  const files = { [kernel]: 'kernel', [initrd]: 'initrd', [image]: 'image' };
  const sums = Object.entries(files).map(([url, content]) => [`${url}.sha256`, sha256(content)]);
  const options = { version: '12.34', arches: ['amd64'], from: 'file:///lab' } as const;
  const { fetch } = web({ ...files, ...Object.fromEntries(sums) });
  const { os, wanted } = await labSystem(options)(fetch);
  expect(os).toMatchObject({ family: 'lab', version: '12.34', ignition: '2.14.0' });
  expect(wanted.map(({ part }) => [part.kind, part.path])).toEqual([
    ['kernel', 'os/amd64/lab_production_pxe.vmlinuz'],
    ['initrd', 'os/amd64/lab_production_pxe_image.cpio.gz'],
    ['image', 'os/amd64/lab_production_image.bin'],
  ]);
  const { file, provenance } = await wanted[2]!.bring(fetch);
  expect([readFileSync(file, 'utf8'), provenance]).toEqual(['image', { by: 'sha256' }]);
});

describe('files with a checksum beside them', () => {
  const server = 'https://dl.k8s.io/release/v1.37.1/bin/linux/arm64';
  const programs = ['kubeadm', 'kubelet', 'kubectl'];
  const files = Object.fromEntries(
    programs.flatMap((name) => [
      [`${server}/${name}`, name],
      [`${server}/${name}.sha256`, sha256(name)],
    ]),
  );

  test("are Kubernetes' programs", async () => {
    const { fetch } = web(files);
    const wanted = await kubernetes({ version: '1.37.1', arches: ['arm64'] })(fetch);
    expect(pathsOf(wanted)).toEqual(['bin/arm64/kubeadm', 'bin/arm64/kubelet', 'bin/arm64/kubectl']);
    const { file, provenance } = await wanted[1]!.bring(fetch);
    expect(readFileSync(file, 'utf8')).toBe('kubelet');
    expect(provenance).toEqual({ by: 'sha256' });
  });

  test('are the CNI plugins, for the networks that call them', async () => {
    const url = 'https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz';
    const { fetch } = web({ [`${url}.sha256`]: `${sha256('plugins')}  cni-plugins-linux-amd64-v1.9.1.tgz\n` });
    const [plugins] = await cniPlugins({ version: '1.9.1', arches: ['amd64'], cnis: ['flannel'] })(fetch);
    expect(plugins!.part).toMatchObject({ path: 'cni/amd64/cni-plugins.tgz', kind: 'cni-plugins', satisfies: ['cni/flannel'] });
  });

  test('are refused when the checksum is an error page, each of them', async () => {
    const { fetch } = web({ ...files, [`${server}/kubeadm.sha256`]: '<html>', [`${server}/kubectl.sha256`]: '' });
    expect(await codesOf(kubernetes({ version: '1.37.1', arches: ['arm64'] })(fetch))).toBe(
      'release-checksum-unreadable,release-checksum-unreadable',
    );
  });

  test('are found in every form in which sums are published, and in no other', () => {
    const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(digest, digest, (own, other) => {
        for (const text of [own, `${own}\n`, `${own}  a.tgz\n`, `${own} *./a.tgz`, `${other}  b.tgz\n${own}  a.tgz\r\n`])
          expect(checksumIn(text, 'a.tgz')).toBe(own);
        for (const text of [`${other}  b.tgz`, own.slice(1), `${own}0`, '']) expect(checksumIn(text, 'a.tgz')).toBeUndefined();
      }),
    );
  });
});

describe('loaders', () => {
  const archived = [
    'x86_64/snponly.efi',
    'x86_64/ipxe.efi',
    'x86_64/undionly.kpxe',
    'arm64/ipxe.efi',
    'x86_64-sb/ipxe.efi',
    'x86_64-sb/shimx64.efi',
  ];
  /** As iPXE's release is: one directory, links to the shim, and an architecture that nothing here asks for. */
  async function archive(): Promise<Uint8Array> {
    const directory = temporary();
    for (const name of [...archived, 'riscv64/ipxe.efi']) {
      mkdirSync(join(directory, 'ipxeboot', name, '..'), { recursive: true });
      writeFileSync(join(directory, 'ipxeboot', name), name);
    }
    symlinkSync('shimx64.efi', join(directory, 'ipxeboot/x86_64-sb/ipxe-shim.efi'));
    symlinkSync('/etc/passwd', join(directory, 'ipxeboot/undionly.kpxe'));
    await create({ gzip: true, cwd: directory, file: join(directory, 'ipxeboot.tar.gz') }, ['ipxeboot']);
    return readFileSync(join(directory, 'ipxeboot.tar.gz'));
  }
  const url = 'https://github.com/ipxe/ipxe/releases/download/v9.0.0/ipxeboot.tar.gz';

  test("are taken out of iPXE's archive, the set for Secure Boot with its shims", async () => {
    const bytes = await archive();
    const { fetch } = web({ [url]: bytes });
    const wanted = await ipxeArchive({ version: '9.0.0', sha256: sha256(bytes) })(fetch);
    const brought = await Promise.all(wanted.map(async (one) => [one.part.path, readFileSync((await one.bring(fetch)).file, 'utf8')]));
    expect(Object.fromEntries(brought)).toEqual({
      'loaders/undionly.kpxe': 'x86_64/undionly.kpxe',
      'loaders/x86_64/snponly.efi': 'x86_64/snponly.efi',
      'loaders/x86_64/ipxe.efi': 'x86_64/ipxe.efi',
      'loaders/arm64/ipxe.efi': 'arm64/ipxe.efi',
      'loaders/x86_64-sb/snponly-shim.efi': 'x86_64-sb/shimx64.efi',
      'loaders/x86_64-sb/ipxe-shim.efi': 'x86_64-sb/shimx64.efi',
      'loaders/x86_64-sb/ipxe.efi': 'x86_64-sb/ipxe.efi',
    });
    expect((await wanted[0]!.bring(fetch)).provenance).toEqual({ by: 'sha256' });
  });

  test('of an archive without a pinned sum say that nothing proves them', async () => {
    const { fetch } = web({ [url]: await archive() });
    const [first] = await ipxeArchive({ version: '9.0.0' })(fetch);
    expect((await first!.bring(fetch)).provenance).toEqual({ by: 'none' });
  });

  test('are refused from an archive that is cut, and from one that is none', async () => {
    const bytes = await archive();
    const from = (content: string | Uint8Array) => codesOf(ipxeArchive({ version: '9.0.0' })(web({ [url]: content }).fetch));
    expect(await from(bytes.subarray(0, bytes.length >> 1))).toBe('loaders-archive-damaged');
    expect(await from('<html>')).toBe('loaders-archive-damaged');
  });

  test('are found in directories laid out as those of Debian', async () => {
    const directory = temporary();
    for (const name of ['undionly.kpxe', 'snponly.efi', 'ipxe.lkrn', 'ipxe.iso']) writeFileSync(join(directory, name), name);
    const wanted = await loaderDirectories({ directories: [join(directory, 'no'), directory], version: '1.21' })(web({}).fetch);
    expect(pathsOf(wanted)).toEqual(['loaders/undionly.kpxe', 'loaders/x86_64/snponly.efi', 'loaders/ipxe.lkrn']);
    expect(wanted[2]!.part).toMatchObject({ kind: 'loader', version: '1.21', satisfies: ['menu'] });
    expect(await codesOf(loaderDirectories({ directories: ['/nowhere'] })(web({}).fetch))).toBe('loaders-none');
  });
});

test('every path of a loader is one that a manifest takes, and its own', () => {
  const paths = loaderFiles.map(({ part }) => part.path);
  expect(paths.every((path) => partPath.safeParse(path).success)).toBe(true);
  expect(new Set(paths).size).toBe(paths.length);
});
