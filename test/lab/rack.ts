// The lab's rack: QEMU blades on a switch, and what a run of the lab has to put away again.

import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Accelerator } from './accelerator.ts';
import type { LabBundle } from './bundle.ts';
import type { Switch } from './namespace.ts';
import type { Options } from './options.ts';
import type { LabBlade } from './plan.ts';
import { type Blade, diskFile } from './qemu.ts';

/** RAM of a blade: the live system, and the disk image that is fetched into it. Flatcar asks for 3 GiB as well. */
const memoryMiB = 3072;
const diskGiB = 16;
const started = Date.now();
export const say = (line: string) => console.error(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`);

/** What a run of the lab has to clean up, newest last; everything in it is undone in reverse. */
export type Undo = (() => unknown)[];

export interface Lab {
  readonly options: Options;
  readonly bundle: LabBundle;
  readonly accelerator: Accelerator;
  readonly switch: Switch;
  readonly directory: string;
  readonly blades: readonly LabBlade[];
  readonly undo: Undo;
}

/** The machine that stands in a slot. */
export const hardware = ({ options, directory, switch: { ports } }: Lab, blade: LabBlade, index: number): Blade => ({
  name: blade.hostname,
  firmware: options.firmware,
  mac: blade.mac,
  port: ports[index]!,
  memoryMiB,
  diskGiB,
  serial: blade.serial,
  uuid: blade.uuid,
  directory: join(directory, blade.hostname),
});

/** The first blade's disk held something: an old system's partition table. The others are blank. */
export function fillDisk(blade: Blade): void {
  const raw = diskFile(blade);
  mkdirSync(blade.directory, { recursive: true });
  writeFileSync(raw, '');
  truncateSync(raw, diskGiB * 1024 ** 3);
  execFileSync('sgdisk', ['--new=1:0:+1G', '--change-name=1:old-data', raw], { stdio: 'ignore' });
}
