// A rack of each architecture and a bundle to install it from, as a plan and a manifest have them: for tests of what is handed over.

import { type Manifest, manifestV1 } from '../../domain/bundle.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { type ArchitectureName, planV1 } from '../../domain/plan/v1.ts';

const mac = (index: number, port: number) => `d0:00:67:13:${(16 + index).toString(16)}:0${port}`;
const names = (count: number, chassis: string) =>
  Array.from({ length: count }, (_, index) => ({ slot: `${chassis}/${index + 1}`, macs: [mac(index, 0)] }));

const network = {
  subnet: '10.20.30.0/24',
  laptop: '10.20.30.242',
  gateway: '10.20.30.1',
  dns: ['10.20.30.53'],
  ntp: ['10.20.30.123'],
};

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGIl2vof8e4CSlSQZj+5i2w43hqTx08tSKvIDexPcgfh';
const common = { apiVersion: 'rackstrap/v1', bundle: 'site-2026.11', access: { sshKeys: [key] } };
const kubernetes = { addons: ['metrics-server'], audit: true, encryptSecrets: true };

const plans: Readonly<Record<ArchitectureName, unknown>> = {
  laptop: {
    ...common,
    name: 'try-it',
    architecture: 'laptop',
    kubernetes: {},
    network: { subnet: '10.0.2.0/24', laptop: '10.0.2.2' },
    chassis: [{ name: 'vm', model: 'laptop', slots: 1, firstIp: '10.0.2.15' }],
    blades: [{ slot: 'vm/1', macs: ['52:54:00:00:00:01'], hostname: 'try-it' }],
  },
  small: {
    ...common,
    name: 'branch-7',
    architecture: 'small',
    kubernetes: { ...kubernetes, addons: ['metrics-server', 'ingress-nginx'] },
    network: { ...network, vip: '10.20.30.9' },
    chassis: [{ name: 'c1', model: '2u4n', slots: 4, firstIp: '10.20.30.40' }],
    blades: names(3, 'c1'),
  },
  development: {
    ...common,
    name: 'three-nodes',
    architecture: 'development',
    kubernetes: { addons: ['metrics-server'] },
    network: { ...network, ntp: [] },
    chassis: [{ name: 'c1', model: 'servers', slots: 3, firstIp: '10.20.30.40' }],
    blades: [
      { slot: 'c1/1', macs: ['d0:00:67:13:0d:00'], hostname: 'master', role: 'control-plane' },
      { slot: 'c1/2', macs: ['d0:00:67:13:0d:01', 'd0:00:67:13:0d:11'], hostname: 'slave-1' },
      { slot: 'c1/3', macs: ['d0:00:67:13:0d:02'], hostname: 'slave-2' },
    ],
    access: { sshKeys: [], autologin: true },
  },
  production: {
    ...common,
    name: 'plant-east',
    architecture: 'production',
    kubernetes,
    network: { ...network, vip: '10.20.30.9', pods: '10.100.0.0/16', services: '10.101.0.0/20', siteRoutes: ['10.20.0.0/16'] },
    chassis: [
      { name: 'left', model: 'hpe-c7000', slots: 16, firstIp: '10.20.30.40', labels: { 'example.org/cabinet': 'A6' } },
      { name: 'right', model: 'cisco-5108', slots: 8, firstIp: '10.20.30.60', labels: { 'example.org/cabinet': 'A7' } },
    ],
    blades: [
      ...names(12, 'left').map((blade, index) => (index < 3 ? { ...blade, role: 'control-plane' } : blade)),
      {
        slot: 'right/1',
        macs: [mac(40, 0), mac(40, 1)],
        hostname: 'storage-with-a-long-name-1',
        labels: { 'example.org/disk': 'nvme' },
        taints: ['dedicated=storage:NoSchedule'],
      },
      { slot: 'right/2', macs: [mac(41, 0)], hostname: 'storage-2' },
    ],
  },
};

export const samplePlanOf = (architecture: ArchitectureName): Plan => planV1.parse(plans[architecture]);

const image = (reference: string, ...satisfies: string[]) => ({
  path: `images/${reference.split('/').at(-1)!.replace(':', '_')}.tar`,
  size: 40_000_000,
  sha256: 'ab'.repeat(32),
  kind: 'container-image',
  arch: 'amd64',
  image: { reference, digest: `sha256:${'5f'.repeat(32)}` },
  satisfies,
});

export const sampleManifest: Manifest = manifestV1.parse({
  apiVersion: 'rackstrap/bundle/v1',
  name: 'site',
  version: '2026.11',
  created: '2026-11-12T08:30:00Z',
  tool: 'rackstrap 0.1.0',
  os: { family: 'flatcar', version: '4757.1.0', ignition: '2.24.0', containerd: '2.2.5' },
  kubernetes: { version: '1.37.1' },
  parts: [
    { path: 'cni/amd64/cni-plugins.tgz', size: 50_000_000, sha256: 'cd'.repeat(32), kind: 'cni-plugins', arch: 'amd64', version: 'v1.9.1' },
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((name) =>
      image(`registry.k8s.io/${name}:v1.37.1`, 'kubernetes'),
    ),
    image('registry.k8s.io/coredns/coredns:v1.14.6', 'kubernetes'),
    image('registry.k8s.io/pause:3.10.2', 'kubernetes'),
    image('registry.k8s.io/etcd:3.7.0-0', 'kubernetes'),
    image('ghcr.io/flannel-io/flannel:v0.28.10', 'cni/flannel'),
    image('ghcr.io/kube-vip/kube-vip:v1.2.2', 'vip/kube-vip'),
    image('registry.k8s.io/metrics-server/metrics-server:v0.9.0', 'addon/metrics-server'),
  ],
});
export const sampleManifestSha256 = '3b'.repeat(32);
