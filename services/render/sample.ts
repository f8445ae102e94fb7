// A small rack and a bundle for the tests beside this file: one blade of every kind that is written differently.

import type { Permission } from '../domain/boot-table.ts';
import { type Manifest, manifestV1 } from '../domain/bundle.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { planV1 } from '../domain/plan/v1.ts';
import type { RenderInput } from './boot-table.ts';

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

/** A bundle with these paths. */
export const manifestWith = (...paths: readonly string[]): Manifest =>
  manifestV1.parse({
    apiVersion: 'rackstrap/bundle/v1',
    name: 'lab',
    version: '1',
    created: '2026-11-20T10:00:00Z',
    tool: 'rackstrap test',
    os: { family: 'lab', version: '12' },
    parts: paths.map((path, index) => ({
      path,
      size: 1000 + index,
      sha256: String(index).repeat(64).slice(0, 64),
      kind: kindOf(path),
      arch: 'amd64',
    })),
  });

export const systemParts = [
  'os/lab_production_pxe.vmlinuz',
  'os/lab_production_pxe_image.cpio.gz',
  'os/lab_production_image.bin.bz2',
] as const;
export const loaderParts = [
  'loaders/undionly.kpxe',
  'loaders/x86_64/snponly.efi',
  'loaders/x86_64/ipxe.efi',
  'loaders/pxelinux.0',
  'loaders/ldlinux.c32',
] as const;

/** Everything the renderer is given, with the sample's answers for what is not in `changes`. */
export const sampleInput = (changes: Partial<RenderInput> = {}): RenderInput => ({
  plan: samplePlan,
  manifest: manifestWith(...systemParts, ...loaderParts),
  fileOf: (path) => `/bundles/lab/${path}`,
  permissions: (): Permission => 'armed',
  tokens: (slot) => ({ live: `live-token-of-${slot}`, installed: `installed-token-of-${slot}` }),
  httpBase: 'http://10.20.30.242',
  revision: 7,
  agent: '#!/bin/sh\n# the agent\n',
  home: '#!/bin/sh\n# the call home\n',
  ...changes,
});
