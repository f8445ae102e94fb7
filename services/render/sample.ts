// A small rack and a bundle for the tests beside this file: one blade of every kind that is written differently.

import type { Permission } from '../domain/boot-table.ts';
import { type Arch, type Manifest, manifestV1, type Part } from '../domain/bundle.ts';
import { osPaths } from '../domain/os/facts.ts';
import { osFacts } from '../domain/os/index.ts';
import type { OsFamilyName } from '../domain/os/names.ts';
import { anatomyOf } from '../domain/plan/bundle-fit/system.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { planV1 } from '../domain/plan/v1.ts';
import type { RenderInput } from './boot-table.ts';
import type { ClusterKeys } from './kubernetes/keys.ts';

export const sampleKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII3bnOE3gCqjtwxl49+IyW+4rwQipMfZjIfVv29n4x1Z technician@laptop';

export const samplePlan: Plan = planV1.parse({
  apiVersion: 'rackstrap/v1',
  name: 'sample',
  architecture: 'development',
  bundle: 'lab',
  network: {
    subnet: '10.20.30.0/24',
    laptop: '10.20.30.242',
    gateway: '10.20.30.1',
    dns: ['10.20.30.2', '10.20.30.3'],
    searchDomains: ['rack.example'],
    ntp: ['time.rack.example'],
    dhcp: { relayed: [{ subnet: '10.20.40.0/25', gateway: '10.20.40.1' }] },
  },
  chassis: [{ name: 'c1', slots: 8, firstIp: '10.20.30.40' }],
  blades: [
    { slot: 'c1/1', macs: ['d0:00:67:13:0d:00'], hostname: 'master', role: 'control-plane' },
    { slot: 'c1/2', macs: ['d0:00:67:13:0d:01', 'd0:00:67:13:0d:11'], loader: 'pxelinux' },
    { slot: 'c1/3', macs: ['d0:00:67:13:0d:02'], ip: '10.20.40.9', loader: 'undionly' },
  ],
  access: { sshKeys: [sampleKey], autologin: true, consoles: ['tty0', 'ttyS0,115200'] },
});

const kinds = { loaders: 'loader', vmlinuz: 'kernel', gz: 'initrd', bz2: 'image' } as const;
const kindOf = (path: string) => (path.startsWith('loaders/') ? 'loader' : kinds[path.split('.').at(-1) as keyof typeof kinds]);

/** A part as a test names it; what is left out is made up from its place in the list. */
type SamplePart = Pick<Part, 'path'> & Partial<Part>;

const samplePart = (part: SamplePart, index: number) => ({
  size: 1000 + index,
  sha256: String(index + 10)
    .repeat(32)
    .slice(0, 64),
  kind: kindOf(part.path),
  arch: 'amd64',
  ...part,
});

/** A bundle of this system with these parts. */
export const manifestOf = (
  family: OsFamilyName,
  version: string,
  parts: readonly SamplePart[],
  kubernetes: Pick<Manifest, 'kubernetes'> = {},
): Manifest =>
  manifestV1.parse({
    apiVersion: 'rackstrap/bundle/v1',
    name: 'lab',
    version: '1',
    created: '2026-11-20T10:00:00Z',
    tool: 'rackstrap test',
    os: { family, version },
    ...kubernetes,
    parts: parts.map(samplePart),
  });

/** A bundle of the lab's system with these paths. */
export const manifestWith = (...paths: readonly string[]): Manifest =>
  manifestOf(
    'lab',
    '12',
    paths.map((path) => ({ path })),
  );

export const systemParts = [
  'os/amd64/lab_production_pxe.vmlinuz',
  'os/amd64/lab_production_pxe_image.cpio.gz',
  'os/amd64/lab_production_image.bin.bz2',
] as const;
export const loaderParts = [
  'loaders/undionly.kpxe',
  'loaders/x86_64/snponly.efi',
  'loaders/x86_64/ipxe.efi',
  'loaders/pxelinux.0',
  'loaders/ldlinux.c32',
] as const;

/** Everything of one release for one architecture, as a bundle has it. */
function releaseParts(family: OsFamilyName, version: string, arch: Arch): SamplePart[] {
  const { kernel, initrds, rootfs, images } = osPaths(osFacts[family], version, arch);
  return [
    { path: kernel, kind: 'kernel', arch },
    ...initrds.map((path) => ({ path, kind: 'initrd' as const, arch })),
    ...(rootfs ? [{ path: rootfs, kind: 'rootfs' as const, arch }] : []),
    ...(anatomyOf({ name: family, os: { family, version }, parts: [] }).bringsImage
      ? []
      : [{ path: images[0]!, kind: 'image' as const, arch }]),
  ];
}

const image = (arch: Arch, reference: string, ...satisfies: string[]): SamplePart => ({
  path: `images/${arch}/${reference.split('/').at(-1)!.replace(':', '_')}.tar`,
  kind: 'container-image',
  arch,
  image: { reference, digest: `sha256:${'ab'.repeat(32)}` },
  satisfies,
});

/** What a small cluster needs of Kubernetes 1.37. */
const clusterParts = (arch: Arch): SamplePart[] => [
  ...['kubeadm', 'kubelet', 'kubectl'].map((name) => ({
    path: `bin/${arch}/${name}`,
    kind: 'binary' as const,
    arch,
    satisfies: ['kubernetes'],
  })),
  { path: `cni/${arch}/cni-plugins.tgz`, kind: 'cni-plugins', arch },
  ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((name) =>
    image(arch, `registry.k8s.io/${name}:v1.37.1`, 'kubernetes'),
  ),
  image(arch, 'registry.k8s.io/coredns/coredns:v1.14.6', 'kubernetes'),
  image(arch, 'registry.k8s.io/pause:3.10.2', 'kubernetes'),
  image(arch, 'registry.k8s.io/etcd:3.7.0-0', 'kubernetes'),
  image(arch, 'ghcr.io/flannel-io/flannel:v0.28.9', 'cni/flannel'),
  image(arch, 'ghcr.io/kube-vip/kube-vip:v1.2.3', 'vip/kube-vip'),
  image(arch, 'registry.example/metrics-server:v0.8.0', 'addon/metrics-server'),
  { path: 'manifests/flannel.yaml', kind: 'manifest', arch: 'any', satisfies: ['cni/flannel'] },
  image(arch, 'registry.k8s.io/e2e-test-images/agnhost:2.66.1', 'acceptance'),
];

const releases: Readonly<Record<OsFamilyName, string>> = {
  flatcar: '4593.2.5',
  'fedora-coreos': '44.20260802.3.1',
  'container-linux': '2512.3.0',
  lab: '12',
};

/** A whole bundle of this family: loaders, the system, and a cluster. */
export const wholeManifest = (family: OsFamilyName, arch: Arch): Manifest =>
  manifestOf(
    family,
    releases[family],
    [
      ...loaderParts.map((path) => ({ path })),
      { path: 'loaders/arm64/snponly.efi', arch: 'arm64' },
      ...releaseParts(family, releases[family], arch),
      ...clusterParts(arch),
    ],
    { kubernetes: { version: '1.37.1' } },
  );

/** The sample plan with a cluster on it, for blades of this architecture. */
export const clusterPlan = (arch: Arch): Plan => ({
  ...samplePlan,
  arch,
  network: { ...samplePlan.network, vip: '10.20.30.9' },
  kubernetes: { cni: 'flannel', addons: [] },
});

/** Secrets that anybody may know. */
export const sampleKeys: ClusterKeys = {
  bootstrap: { token: 'abcdef.0123456789abcdef', lifeSeconds: 86_400 },
  authorityHash: `sha256:${'0a'.repeat(32)}`,
  keyAlgorithm: 'ECDSA-P256',
  encryptionKey: 'bm90IGEga2V5IGF0IGFsbCwgYnV0IDMyIGJ5dGVzISE=',
  filesFor: (role) =>
    role === 'control-plane'
      ? [
          { path: '/etc/kubernetes/pki/ca.crt', mode: 0o644, text: 'the certificate of the authority\n' },
          { path: '/etc/kubernetes/pki/ca.key', mode: 0o600, text: 'the key of the authority\n' },
        ]
      : [],
  begun: false,
};

/** Everything the renderer is given, with the sample's answers for what is not in `changes`. */
export const sampleInput = (changes: Partial<RenderInput> = {}): RenderInput => ({
  plan: samplePlan,
  manifest: manifestWith(...systemParts, ...loaderParts),
  piecesOf: (path) => [{ file: `/bundles/lab/${path}`, size: 1000 }],
  permissions: (): Permission => 'armed',
  tokens: (slot) => ({ live: `live-token-of-${slot}`, installed: `installed-token-of-${slot}` }),
  releases: () => true,
  keys: sampleKeys,
  httpBase: 'http://10.20.30.242',
  revision: 7,
  programs: {
    agent: '#!/bin/sh\n# the agent\n',
    home: '#!/bin/sh\n# the call home\n',
    images: '#!/bin/sh\n# the import of images\n',
    cluster: '#!/bin/sh\n# the way to a node\n',
    vip: '#!/bin/sh\n# the moving address\n',
  },
  ...changes,
});
