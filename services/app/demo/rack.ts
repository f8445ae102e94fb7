// The demo's rack: a plan of N slots on loopback, a bundle of made-up bytes, and virtual blades of every firmware. All of it simulated.

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Manifest, Part } from '../../domain/bundle.ts';
import { plus } from '../../domain/network/address.ts';
import type { VirtualBladeOptions } from '../../simulator/rack.ts';

const mebibyte = 2 ** 20;
export const laptop = '127.20.30.242';
const firstBlade = '127.20.30.1';
const chassisSlots = 16;
/** The subnet has room for this many beside the laptop. */
export const mostBlades = 200;

/** A part of a bundle that has its size, and nothing else to it. */
export type MadeUpPart = Pick<Part, 'path' | 'kind' | 'size'>;

/** Sizes in the proportions of a real bundle, small enough for a minute on a small laptop. */
const demoParts: readonly MadeUpPart[] = [
  { path: 'loaders/undionly.kpxe', kind: 'loader', size: 72 * 1024 },
  { path: 'loaders/x86_64/snponly.efi', kind: 'loader', size: 240 * 1024 },
  { path: 'os/lab_production_pxe.vmlinuz', kind: 'kernel', size: 8 * mebibyte },
  { path: 'os/lab_production_pxe_image.cpio.gz', kind: 'initrd', size: 24 * mebibyte },
  { path: 'os/lab_production_image.bin.bz2', kind: 'image', size: 32 * mebibyte },
];

/** Writes a bundle whose files hold random bytes; a virtual blade checks their sizes and hashes, and runs none of them. */
export async function writeBundle(directory: string, parts: readonly MadeUpPart[] = demoParts): Promise<void> {
  const written = await Promise.all(
    parts.map(async ({ size, ...part }) => {
      const bytes = randomBytes(size);
      await mkdir(dirname(join(directory, part.path)), { recursive: true });
      await writeFile(join(directory, part.path), bytes);
      return {
        ...part,
        arch: 'amd64' as const,
        size,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        licence: 'none: random bytes',
      };
    }),
  );
  const manifest: Manifest = {
    apiVersion: 'rackstrap/bundle/v1',
    name: 'demo',
    version: 'simulated',
    created: new Date().toISOString(),
    os: { family: 'lab', version: 'simulated' },
    parts: written,
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest, null, 2));
}

interface DemoSlot {
  readonly slot: string;
  readonly mac: string;
}

const demoSlots = (blades: number): DemoSlot[] =>
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
    network: { subnet: '127.20.30.0/24', laptop },
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

/** Bytes per second of blade time: slow enough to be seen at the demo's speed. */
const slowDisk = 4 * mebibyte;

/** Firmware, cable and disk of each blade: mixed, but the same at every start. */
export const virtualBlades = (blades: number): VirtualBladeOptions[] =>
  demoSlots(blades).map(({ slot, mac }, index) => ({
    slot,
    mac,
    firmware: firmwares[index % firmwares.length]!,
    diskBytesPerSecond: slowDisk,
    disks: [
      {
        serial: `SIM${String(index + 1).padStart(5, '0')}`,
        sizeBytes: 64 * 1024 * mebibyte,
        contents: index % 4 === 3 ? usedDisk : { kind: 'blank' },
      },
    ],
    ...(index % 3 === 2 ? { impairment: badCable } : {}),
  }));
