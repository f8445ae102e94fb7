// Bundles as an engineer brings them: small ones with every kind of part, signed or not, and large ones that are mostly holes.

import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleWriter, type NewPart, wordsOf } from '../../services/bundle/index.ts';
import type { Arch, Manifest, Part } from '../../services/domain/bundle.ts';
import { generateKey } from '../../services/platform/ed25519.ts';

const release = '4593.2.5';
const kubernetes = '1.36.4';

const system = (arch: Arch, kind: Part['kind'], name: string): NewPart => ({
  path: `os/${arch}/${name}`,
  kind,
  arch,
  version: release,
  licence: 'GPL-2.0-only AND Apache-2.0',
  source: `https://releases.example.org/${arch}-usr/${release}/${name}`,
  provenance: { by: 'openpgp', key: 'F88CFEDEFF29A5B4D9523864E25D9AED0593B34A', signed: '2026-10-01T10:00:00Z' },
});

const program = (arch: Arch, name: string): NewPart => ({
  path: `bin/${arch}/${name}`,
  kind: 'binary',
  arch,
  version: kubernetes,
  licence: 'Apache-2.0',
  provenance: { by: 'sha256' },
  satisfies: ['kubernetes'],
});

const image = (arch: Arch, reference: string, need: string): NewPart => ({
  path: `images/${arch}/${reference.slice(reference.lastIndexOf('/') + 1).replace(':', '_')}.tar`,
  kind: 'container-image',
  arch,
  licence: 'Apache-2.0',
  provenance: { by: 'digest' },
  satisfies: [need],
  image: { reference, digest: `sha256:${'ab'.repeat(32)}` },
});

const partsFor = (arch: Arch): NewPart[] => [
  { path: `loaders/${arch === 'amd64' ? 'x86_64' : 'arm64'}/snponly.efi`, kind: 'loader', arch, licence: 'GPL-2.0-or-later' },
  system(arch, 'kernel', 'flatcar_production_pxe.vmlinuz'),
  system(arch, 'initrd', 'flatcar_production_pxe_image.cpio.gz'),
  system(arch, 'image', 'flatcar_production_image.bin.bz2'),
  ...['kubeadm', 'kubelet', 'kubectl'].map((name) => program(arch, name)),
  { path: `cni/${arch}/cni-plugins.tgz`, kind: 'cni-plugins', arch, version: '1.8.0', licence: 'Apache-2.0', satisfies: ['cni/flannel'] },
  image(arch, `registry.k8s.io/kube-apiserver:v${kubernetes}`, 'kubernetes'),
  image(arch, 'ghcr.io/flannel-io/flannel:v0.28.9', 'cni/flannel'),
  image(arch, 'registry.k8s.io/metrics-server/metrics-server:v0.8.0', 'addon/metrics-server'),
];

const forAll: readonly NewPart[] = [
  { path: 'loaders/undionly.kpxe', kind: 'loader', arch: 'i386', licence: 'GPL-2.0-or-later' },
  { path: 'manifests/flannel.yaml', kind: 'manifest', arch: 'any', version: 'v0.28.9', licence: 'Apache-2.0', satisfies: ['cni/flannel'] },
  { path: 'keys/flatcar.asc', kind: 'signing-key', arch: 'any' },
];

export interface SiteBundle {
  readonly directory: string;
  readonly manifest: Manifest;
  /** Of the key that signed it, as people compare them. */
  readonly words: string;
}

export interface SiteBundleOptions {
  readonly name?: string;
  readonly version?: string;
  readonly arches?: readonly Arch[];
  readonly isSigned?: boolean;
  /** One more part of so many bytes, which takes no room on the disk. */
  readonly holes?: number;
}

const head = (name: string, version: string) => ({
  name,
  version,
  created: '2026-11-20T08:00:00Z',
  tool: 'rackstrap 0.1.0',
  os: { family: 'flatcar' as const, version: release, ignition: '2.24.0', containerd: '2.1.5' },
  kubernetes: { version: kubernetes },
});

function fileOfHoles(directory: string, bytes: number): string {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'holes');
  const handle = openSync(file, 'w');
  ftruncateSync(handle, bytes);
  closeSync(handle);
  return file;
}

/** Made with the bytes of no other one. */
export async function siteBundle(
  directory: string,
  { name = 'site-7', version = '2026.11', arches = ['amd64', 'arm64'], isSigned = true, holes }: SiteBundleOptions = {},
): Promise<SiteBundle> {
  const [writer, key] = [bundleWriter(directory), generateKey()];
  for (const part of [...forAll, ...arches.flatMap(partsFor)]) writer.addBytes(part, randomBytes(2000));
  const large: NewPart = { path: 'other/large.img', kind: 'other', arch: 'any' };
  if (holes !== undefined) await writer.addFile(large, fileOfHoles(`${dirname(directory)}/.holes`, holes));
  return { directory, manifest: writer.finish(head(name, version), isSigned ? key : undefined), words: wordsOf(key.publicKey) };
}

/** One byte of this part is another one from now on; or, `short`, its last one is missing. */
export function damage({ directory, manifest }: SiteBundle, path: string, how: 'wrong' | 'short' = 'wrong'): void {
  const { sha256 } = manifest.parts.find((part) => part.path === path)!;
  const file = join(directory, 'blobs/sha256', sha256);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, how === 'short' ? bytes.subarray(0, -1) : bytes);
}
