// A virtual disk: what is on it, how often it was written and by which config. It keeps its state as long as the rack stands.

import type { Disk } from '../domain/blade/events.ts';

export type DiskContents =
  | { readonly kind: 'blank' }
  /** Data from before; `boots` when it holds a system that starts. */
  | { readonly kind: 'foreign'; readonly words: string; readonly boots: boolean }
  /** The power went, or the writer failed, in the middle. */
  | { readonly kind: 'half-written' }
  /** `system` once its first boot has applied the Ignition config. */
  | { readonly kind: 'installed'; readonly imageSha256: string; readonly ignition: string; readonly system?: InstalledSystem };

/** What the installed system's Ignition made of it. */
export interface InstalledSystem {
  readonly hostname: string;
  readonly address: string;
  readonly machineId: string;
  /** Until the laptop has heard it: then nothing of the laptop is left on the blade. */
  readonly home?: { readonly url: string; readonly token: string };
  /** Container images that it brings in before that; none on a blade that becomes no node. */
  readonly images?: number;
}

export interface VirtualDiskOptions {
  readonly serial: string;
  readonly sizeBytes: number;
  /** `sda` unless given. */
  readonly name?: string;
  readonly transport?: 'nvme' | 'sata' | 'sas' | 'virtio' | 'usb';
  readonly contents?: DiskContents;
}

export interface VirtualDisk {
  readonly name: string;
  readonly serial: string;
  readonly sizeBytes: number;
  readonly transport: string;
  contents: DiskContents;
  /** How often writing began. */
  writes: number;
  /** The Ignition config of every write that began, in order. */
  readonly writtenBy: string[];
}

export const virtualDisk = (options: VirtualDiskOptions): VirtualDisk => ({
  name: options.name ?? 'sda',
  serial: options.serial,
  sizeBytes: options.sizeBytes,
  transport: options.transport ?? 'sata',
  contents: options.contents ?? { kind: 'blank' },
  writes: 0,
  writtenBy: [],
});

export const boots = ({ contents }: VirtualDisk): boolean =>
  contents.kind === 'installed' || (contents.kind === 'foreign' && contents.boots);

const words: Readonly<Record<DiskContents['kind'], string>> = {
  blank: '',
  foreign: '',
  'half-written': 'gpt; half-written',
  installed: 'gpt; ext4 OEM; ext4 ROOT',
};

/** The disk as the live system's inventory tells it. */
export const inventoryDisk = (disk: VirtualDisk): Disk => ({
  name: disk.name,
  serial: disk.serial,
  wwn: '',
  model: 'Simulated disk',
  sizeBytes: disk.sizeBytes,
  transport: disk.transport,
  removable: false,
  readOnly: false,
  blank: disk.contents.kind === 'blank',
  contents: disk.contents.kind === 'foreign' ? disk.contents.words : words[disk.contents.kind],
});

/** Writing begins: whatever was there is gone from the first byte on. */
export function beginWrite(disk: VirtualDisk, ignition: string): void {
  disk.writes += 1;
  disk.writtenBy.push(ignition);
  disk.contents = { kind: 'half-written' };
}

export function finishWrite(disk: VirtualDisk, imageSha256: string, ignition: string): void {
  disk.contents = { kind: 'installed', imageSha256, ignition };
}
