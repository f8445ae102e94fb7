// A directory laid out as the release servers are, `<host>/<path>`: small files with their real names, signed by the real gpg.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import type { Gpg } from './gpg.ts';

export interface ReleaseTree {
  readonly directory: string;
  /** Puts a file at this address, without `https://`; over what is there. */
  put(address: string, content: string | Uint8Array): void;
  /** The same with its signature beside it. */
  putSigned(address: string, content: string, sign: (bytes: Uint8Array) => Uint8Array): void;
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

export function releaseTree(directory: string): ReleaseTree {
  const put: ReleaseTree['put'] = (address, content) => {
    const file = join(directory, address);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  return {
    directory,
    put,
    putSigned(address, content, sign) {
      put(address, content);
      put(`${address}.sig`, sign(new TextEncoder().encode(content)));
    },
  };
}

/** Of a release that is signed: by which subkey, on which day. */
export interface Signature {
  readonly gpg: Gpg;
  readonly day: string;
  readonly key: string;
}

const signing =
  ({ gpg, day, key }: Signature) =>
  (bytes: Uint8Array) =>
    gpg.sign(day, key, bytes);

/** A release in the layout of Flatcar and of Container Linux before it. */
export function putLineage(tree: ReleaseTree, directory: string, names: readonly string[], signature: Signature): void {
  for (const name of names) tree.putSigned(`${directory}/${name}`, `${directory}/${name}`, signing(signature));
}

export const flatcarHost = 'stable.release.flatcar-linux.net';
export const flatcarKey = 'www.flatcar.org/security/image-signing-key/Flatcar_Image_Signing_Key.asc';

export function putFlatcar(tree: ReleaseTree, version: string, signature: Signature): void {
  const versionText = `FLATCAR_VERSION=${version}\nFLATCAR_VERSION_ID=${version}\nFLATCAR_BUILD_ID="2026-08-11-2350"\nFLATCAR_SDK_VERSION=${version}\n`;
  for (const board of ['amd64-usr', 'arm64-usr']) {
    const directory = `${flatcarHost}/${board}/${version}`;
    const names = ['flatcar_production_pxe.vmlinuz', 'flatcar_production_pxe_image.cpio.gz', 'flatcar_production_image.bin.bz2'];
    putLineage(tree, directory, names, signature);
    tree.put(`${directory}/version.txt`, versionText);
    tree.put(`${flatcarHost}/${board}/current/version.txt`, versionText);
    tree.put(`${directory}/flatcar_production_image_packages.txt`, 'sys-apps/ignition-2.24.0-r1::coreos-overlay\n');
    const extension = `${directory}/rootfs-included-sysexts/containerd-flatcar_packages.txt`;
    tree.put(extension, 'app-containers/containerd-2.1.5::portage-stable\n');
  }
}

const fedoraHost = 'builds.coreos.fedoraproject.org';

/** The newest release of its stream, for x86_64. */
export function putFedoraCoreos(tree: ReleaseTree, version: string, signature: Signature): void {
  const artifact = (name: string) => {
    const address = `${fedoraHost}/prod/streams/stable/builds/${version}/x86_64/fedora-coreos-${version}-${name}`;
    tree.putSigned(address, address, signing(signature));
    return { location: `https://${address}`, signature: `https://${address}.sig`, sha256: sha256(address) };
  };
  const formats = {
    pxe: {
      kernel: artifact('live-kernel.x86_64'),
      initramfs: artifact('live-initramfs.x86_64.img'),
      rootfs: artifact('live-rootfs.x86_64.img'),
    },
    'raw.xz': { disk: { ...artifact('metal.x86_64.raw.xz'), 'uncompressed-sha256': sha256('raw') } },
  };
  const stream = {
    stream: 'stable',
    metadata: {},
    architectures: { x86_64: { artifacts: { metal: { release: version, formats } }, images: {} } },
  };
  tree.put(`${fedoraHost}/streams/stable.json`, JSON.stringify(stream));
}

export function putKubernetes(tree: ReleaseTree, version: string): void {
  for (const arch of ['amd64', 'arm64'])
    for (const name of ['kubeadm', 'kubelet', 'kubectl']) {
      const address = `dl.k8s.io/release/v${version}/bin/linux/${arch}/${name}`;
      tree.put(address, address);
      tree.put(`${address}.sha256`, sha256(address));
    }
}

export function putCniPlugins(tree: ReleaseTree, version: string): void {
  for (const arch of ['amd64', 'arm64']) {
    const name = `cni-plugins-linux-${arch}-v${version}.tgz`;
    const address = `github.com/containernetworking/plugins/releases/download/v${version}/${name}`;
    tree.put(address, name);
    tree.put(`${address}.sha256`, `${sha256(name)}  ${name}\n`);
  }
}

/** iPXE's archive of loaders; its SHA-256. */
export async function putIpxe(tree: ReleaseTree, version: string): Promise<string> {
  const parts = join(tree.directory, 'unpacked');
  const files = releaseTree(join(parts, 'ipxeboot'));
  for (const name of [
    'x86_64/undionly.kpxe',
    'x86_64/snponly.efi',
    'x86_64/ipxe.efi',
    'arm64/snponly.efi',
    'arm64/ipxe.efi',
    'i386/ipxe.efi',
  ])
    files.put(name, name);
  for (const name of ['shimx64.efi', 'snponly.efi', 'ipxe.efi']) files.put(`x86_64-sb/${name}`, `signed ${name}`);
  for (const name of ['snponly', 'ipxe']) symlinkSync('shimx64.efi', join(files.directory, `x86_64-sb/${name}-shim.efi`));
  const address = `github.com/ipxe/ipxe/releases/download/v${version}/ipxeboot.tar.gz`;
  const file = join(tree.directory, address);
  mkdirSync(dirname(file), { recursive: true });
  await create({ gzip: true, cwd: parts, portable: true, file }, ['ipxeboot']);
  return sha256(readFileSync(file));
}
