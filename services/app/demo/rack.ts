// A virtual rack: a plan of N slots on loopback, and virtual blades of every firmware. All of it simulated.

import { stringify } from 'yaml';
import { plus } from '../../domain/network/address.ts';
import type { VirtualBladeOptions } from '../../simulator/rack.ts';

export const laptop = '127.20.30.242';
/** Of the simulated network: room for 512 blades. */
export const prefixLength = 16;
/** Room for every one of them at 256 pods a node. */
const pods = '10.128.0.0/12';
const firstBlade = '127.20.0.1';
const chassisSlots = 16;
/** As many as one run has, in 32 chassis. */
export const mostBlades = 512;

export interface DemoSlot {
  readonly slot: string;
  readonly mac: string;
}

/** Slot by slot, 16 in a chassis. */
export const demoSlots = (blades: number): DemoSlot[] =>
  Array.from({ length: blades }, (_, index) => ({
    slot: `c${Math.floor(index / chassisSlots) + 1}/${(index % chassisSlots) + 1}`,
    mac: `d0:00:67:13:${Math.floor(index / 256)
      .toString(16)
      .padStart(2, '0')}:${(index % 256).toString(16).padStart(2, '0')}`,
  }));

export const planText = (blades: number): string =>
  stringify({
    apiVersion: 'rackstrap/v1',
    name: 'demo',
    architecture: 'development',
    bundle: 'demo',
    network: { subnet: `127.20.0.0/${prefixLength}`, laptop, pods },
    chassis: Array.from({ length: Math.ceil(blades / chassisSlots) }, (_, index) => ({
      name: `c${index + 1}`,
      slots: chassisSlots,
      firstIp: plus(firstBlade, index * chassisSlots),
    })),
    blades: demoSlots(blades).map(({ slot, mac }, index) => ({ slot, macs: [mac], ...(index === 0 ? { role: 'control-plane' } : {}) })),
    access: { autologin: true },
  });

const firmwares = ['bios-ipxe', 'bios-pxe', 'uefi-pxe', 'uefi-http'] as const;
/** Every third blade hangs on a bad cable. */
const badCable = { loss: 0.05, duplicate: 0.02, reorder: 0.02 };
/** Every fourth blade was used before. */
const usedDisk = { kind: 'foreign', words: 'gpt; ntfs Data', boots: false } as const;

const diskBytes = 64 * 2 ** 30;
/** Bytes per second of blade time: slow enough to be seen at the demo's speed. */
const slowDisk = 4 * 2 ** 20;

/** Firmware, cable and disk of the blade at this place in the rack: mixed, but the same at every start. */
export const virtualBlade = ({ slot, mac }: DemoSlot, index: number): VirtualBladeOptions => ({
  slot,
  mac,
  firmware: firmwares[index % firmwares.length]!,
  diskBytesPerSecond: slowDisk,
  disks: [
    {
      serial: `SIM${String(index + 1).padStart(5, '0')}`,
      sizeBytes: diskBytes,
      contents: index % 4 === 3 ? usedDisk : { kind: 'blank' },
    },
  ],
  ...(index % 3 === 2 ? { impairment: badCable } : {}),
});

export const virtualBlades = (blades: number): VirtualBladeOptions[] => demoSlots(blades).map(virtualBlade);
