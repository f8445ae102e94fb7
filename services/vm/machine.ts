// The machine as it is ordered, and how it is.

import type { Problem } from '../domain/problem.ts';
import type { AcceleratorName } from './accelerator.ts';
import type { PlannedNetwork } from './cable.ts';
import type { Place, Settings } from './place.ts';
import type { Needs } from './ready.ts';
import type { Size } from './size.ts';
import type { BootFrom } from './words.ts';
import type { World } from './world.ts';

/** Where one machine lies, and the laptop it lies on. */
export interface Home {
  readonly place: Place;
  readonly world: World;
}

/** What the plan says of the machine. */
export interface PlannedMachine {
  readonly name: string;
  readonly mac: string;
  readonly address: string;
  readonly network: PlannedNetwork;
  /** The URL of its iPXE script. */
  readonly script: string;
  /** The serial number that its disk has; the plan may choose the disk by it. */
  readonly diskSerial: string;
  readonly diskGiB: number;
}

export interface StartOrder {
  readonly machine: PlannedMachine;
  readonly boot: BootFrom;
  readonly needs: Needs;
  /** Whether it reaches more than the boot service. */
  readonly outside: boolean;
  readonly wanted: Partial<Size>;
  /** The kernel in the bundle that it is installed from; kept, so that later starts need no bundle. */
  readonly kernel?: string;
  /** What a network boot is for; told again by `status`. */
  readonly purpose?: string;
}

export interface Started {
  readonly settings: Settings;
  readonly accelerator: AcceleratorName;
  readonly warnings: readonly Problem[];
  /** QEMU's exit code or signal. */
  readonly ended: Promise<number | string>;
}

export type Status =
  | { readonly state: 'none' }
  | { readonly state: 'off' | 'running' | 'silent'; readonly settings: Settings }
  /** `status` in QEMU's word: `io-error`, `internal-error`, `paused`, … */
  | { readonly state: 'paused'; readonly status: string; readonly settings: Settings };

/** `cut`: it did not shut down by itself; `killed`: QEMU did not answer either. */
export type Stopped = 'was-off' | 'shut-down' | 'cut' | 'killed';
