// A bundle that has everything of a cluster, as plain data: for tests of what one lacks.

import type { Arch } from '../../bundle.ts';
import type { PartAtHand, PartsAtHand } from './at-hand.ts';

const release = '4757.1.0';
const kubernetes = '1.36.4';
const sizes = { size: 1_000_000 };

const os = (arch: Arch, kind: string, name: string): PartAtHand => ({ path: `os/${arch}/${name}`, kind, arch, version: release, ...sizes });

const program = (arch: Arch, name: string): PartAtHand => ({
  path: `bin/${arch}/${name}`,
  kind: 'binary',
  arch,
  version: kubernetes,
  satisfies: ['kubernetes'],
  ...sizes,
});

const image = (arch: Arch, reference: string, ...satisfies: string[]): PartAtHand => ({
  path: `images/${arch}/${reference.slice(reference.lastIndexOf('/') + 1).replace(':', '_')}.tar`,
  kind: 'container-image',
  arch,
  image: { reference },
  satisfies,
  ...sizes,
});

const yaml = (name: string, ...satisfies: string[]): PartAtHand => ({
  path: `manifests/${name}.yaml`,
  kind: 'manifest',
  arch: 'any',
  satisfies,
  ...sizes,
});

export const kubeadmImagesOf = (version: string): string[] => [
  ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((name) => `registry.k8s.io/${name}:v${version}`),
  'registry.k8s.io/coredns/coredns:v1.14.6',
  'registry.k8s.io/pause:3.10.2',
  'registry.k8s.io/etcd:3.7.0-0',
];

/** Everything that blades of one architecture take. */
export const partsOf = (arch: Arch): PartAtHand[] => [
  os(arch, 'kernel', 'flatcar_production_pxe.vmlinuz'),
  os(arch, 'initrd', 'flatcar_production_pxe_image.cpio.gz'),
  os(arch, 'image', 'flatcar_production_image.bin.bz2'),
  { ...program(arch, 'kubeadm'), images: kubeadmImagesOf(kubernetes) },
  program(arch, 'kubelet'),
  program(arch, 'kubectl'),
  { path: `cni/${arch}/cni-plugins.tgz`, kind: 'cni-plugins', arch, ...sizes },
  ...kubeadmImagesOf(kubernetes).map((reference) => image(arch, reference, 'kubernetes')),
  // What containerd 2.2 starts pods with.
  image(arch, 'registry.k8s.io/pause:3.10.1', 'kubernetes'),
  image(arch, 'ghcr.io/flannel-io/flannel:v0.28.9', 'cni/flannel'),
  image(arch, 'ghcr.io/kube-vip/kube-vip:v1.2.3', 'vip/kube-vip'),
  image(arch, 'registry.k8s.io/e2e-test-images/agnhost:2.66.1', 'acceptance'),
  image(arch, 'registry.k8s.io/metrics-server/metrics-server:v0.8.0', 'addon/metrics-server'),
];

const loader = (path: string, arch: string): PartAtHand => ({ path: `loaders/${path}`, kind: 'loader', arch, ...sizes });

/** A bundle with these architectures, for a plan with flannel, kube-vip and metrics-server. */
export const wholeBundle = (...arches: Arch[]): PartsAtHand => ({
  name: 'lab',
  created: '2026-10-01T00:00:00Z',
  os: { family: 'flatcar', version: release, ignition: '2.24.0', containerd: '2.2.5' },
  kubernetes: { version: kubernetes },
  parts: [
    ...arches.flatMap(partsOf),
    loader('undionly.kpxe', 'i386'),
    loader('x86_64/snponly.efi', 'amd64'),
    ...(arches.includes('arm64') ? [loader('arm64/snponly.efi', 'arm64')] : []),
    { path: 'keys/flatcar.asc', kind: 'signing-key', arch: 'any', ...sizes },
    yaml('flannel', 'cni/flannel'),
    yaml('metrics-server', 'addon/metrics-server'),
  ],
});
