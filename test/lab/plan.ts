// The plan of a lab rack: one chassis with a blade in each slot, on the network of the first Rackstrap racks.

import { stringify } from 'yaml';
import type { LoaderChoice } from '../../services/domain/plan/v1.ts';

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

/** The first blade is the control plane. */
export const roleOf = (index: number) => (index === 0 ? 'control-plane' : 'worker');

export interface PlanWish {
  readonly loader: LoaderChoice;
  readonly kubernetes: boolean;
}

/** The plan file's text. The disk is chosen by its serial, so that a wrong disk would be refused. */
export const labPlan = (blades: readonly LabBlade[], { loader, kubernetes }: PlanWish): string =>
  stringify({
    apiVersion: 'rackstrap/v1',
    name: 'lab',
    architecture: 'development',
    bundle: 'lab',
    network: { subnet: `10.20.30.0/${prefixLength}`, laptop, gateway: '10.20.30.1' },
    chassis: [{ name: 'c1', slots: blades.length, firstIp: `10.20.30.${firstHost}` }],
    blades: blades.map(({ slot, mac, serial }, index) => ({
      slot,
      macs: [mac],
      role: roleOf(index),
      disk: { serial },
    })),
    access: { autologin: true, consoles: ['tty0', 'ttyS0,115200'] },
    loader,
    ...(kubernetes ? { kubernetes: {} } : {}),
  });
