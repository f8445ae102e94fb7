// The plan of a lab rack: one chassis with a blade in each slot, on the network of the first Rackstrap racks.

import { stringify } from 'yaml';
import type { ArchitectureName, LoaderChoice } from '../../services/domain/plan/v1.ts';

export interface LabBlade {
  readonly slot: string;
  readonly mac: string;
  readonly hostname: string;
  readonly address: string;
  readonly serial: string;
  readonly uuid: string;
}

export const laptop = '10.20.30.242';
export const prefixLength = 24;
/** Slot n has this plus n − 1. */
const firstHost = 40;
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');

export const labBlades = (count: number): LabBlade[] =>
  Array.from({ length: count }, (_, index) => ({
    slot: `c1/${index + 1}`,
    mac: `d0:00:67:13:0d:${hex(index, 2)}`,
    hostname: `c1-${index + 1}`,
    address: `10.20.30.${firstHost + index}`,
    serial: `LAB-${String(index + 1).padStart(4, '0')}`,
    uuid: `2f0a7c52-1b5e-4c39-9d46-d00067130d${hex(index, 2)}`,
  }));

/** The control-plane blades come first in the rack. */
const centralBlades: Readonly<Record<ArchitectureName, number>> = {
  laptop: 1,
  small: Number.POSITIVE_INFINITY,
  development: 1,
  production: 3,
};

/** Without an architecture: the first blade is the control plane. */
export const roleOf = (index: number, architecture: ArchitectureName = 'development') =>
  index < centralBlades[architecture] ? 'control-plane' : 'worker';

/** Where several blades hold the control plane. */
export const hasVip = (architecture: ArchitectureName): boolean => centralBlades[architecture] > 1;
const vip = '10.20.30.9';

/** Of the virtual machine, as a new plan names it: QEMU answers there and leads nowhere. A rack without a way out has no router at all. */
const routerInside = '10.20.30.1';

const network = (architecture: ArchitectureName) => ({
  subnet: `10.20.30.0/${prefixLength}`,
  laptop,
  ...(architecture === 'laptop' ? { gateway: routerInside } : {}),
  ...(hasVip(architecture) ? { vip } : {}),
});

export interface PlanWish {
  readonly architecture: ArchitectureName | undefined;
  readonly loader: LoaderChoice;
  readonly kubernetes: boolean;
}

/** Emulated blades share two cores. P-256: they take a minute for each of the RSA keys that kubeadm makes. */
const cluster = { keyAlgorithm: 'ECDSA-P256', patience: 5, addons: ['metrics-server'] };

/** The plan file's text. The disk is chosen by its serial, so that a wrong disk would be refused. */
export const labPlan = (blades: readonly LabBlade[], { architecture: asked, loader, kubernetes }: PlanWish): string => {
  const architecture = asked ?? 'development';
  return stringify({
    apiVersion: 'rackstrap/v1',
    name: 'lab',
    architecture,
    bundle: 'lab',
    network: network(architecture),
    chassis: [{ name: 'c1', slots: blades.length, firstIp: `10.20.30.${firstHost}` }],
    // One rack, one chassis: that all fail with it is no matter here.
    placement: { controlPlane: 'anywhere' },
    blades: blades.map(({ slot, mac, serial }, index) => ({
      slot,
      macs: [mac],
      role: roleOf(index, architecture),
      disk: { serial },
    })),
    access: { autologin: true, consoles: ['tty0', 'ttyS0,115200'] },
    loader,
    ...(kubernetes ? { kubernetes: asked ? cluster : {} } : {}),
  });
};
