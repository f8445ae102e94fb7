// One virtual blade while its power is on: what every program that runs on it has at hand.

import type { VirtualDisk } from './disk.ts';
import type { Hand } from './ipxe/commands.ts';
import type { Identity } from './net/dhcp-programs.ts';
import type { Cable } from './net/impairment.ts';
import type { Nic } from './net/wire.ts';
import type { Pace } from './pace.ts';
import type { Random } from './random.ts';

/** What a blade's network boot is done by. What comes after it, the server's answers decide. */
export type Firmware = 'bios-ipxe' | 'bios-pxe' | 'uefi-pxe' | 'uefi-http';

/** What has the machine now. `stuck` waits for someone at the power button; its last console line says why. */
export type Running = 'nothing' | 'firmware' | 'iPXE' | 'PXELINUX' | 'live system' | 'installed system' | 'old system' | 'stuck';

/** A virtual blade as its rack shows it. Changes while it runs. */
export interface BladeState {
  readonly slot: string;
  readonly mac: string;
  readonly firmware: Firmware;
  readonly disks: readonly VirtualDisk[];
  running: Running;
  /** Address it has now; the installed system's own once that is up. */
  address?: string;
  hostname?: string;
  /** How far its clock is ahead of the laptop's, seconds. Kept while the power is off, as by a real-time clock. */
  clockOffsetSeconds: number;
  /** How often its firmware started. */
  starts: number;
  /** Payload taken by TFTP and HTTP. */
  receivedBytes: number;
  /** The last lines of its console; each begins with `[simulated]`. */
  readonly console: string[];
}

/** Where services listen that real firmware finds by well-known port; HTTP has its port in every URL. */
export interface ServicePorts {
  readonly tftp: number;
  readonly ntp: number;
}

export interface Machine {
  readonly state: BladeState;
  readonly identity: Identity;
  /** SMBIOS UUID as text. */
  readonly uuid: string;
  readonly disks: readonly VirtualDisk[];
  readonly nic: Nic;
  /** What UDP datagrams other than DHCP's go through. */
  readonly cable: Cable;
  readonly ports: ServicePorts;
  readonly pace: Pace;
  readonly random: Random;
  readonly memoryBytes: number;
  /** Bytes per second of blade time. */
  readonly diskBytesPerSecond: number;
  /** Who is at its keyboard, if anybody. */
  readonly hand?: Hand;
  /** Aborts when the power goes. */
  readonly power: AbortSignal;
}

/** Enough to see how a boot ended; a rack of 512 blades keeps as many of these. */
const CONSOLE_LINES = 100;

export function print({ state }: Machine, line: string): void {
  state.console.push(`[simulated] ${line}`);
  if (state.console.length > CONSOLE_LINES) state.console.shift();
}

export const untilPowerGoes = ({ power }: Machine): Promise<void> =>
  new Promise((resolve) => {
    if (power.aborted) resolve();
    else power.addEventListener('abort', () => resolve(), { once: true });
  });

/** What a machine does that nobody can help but at its power button. */
export async function hang(machine: Machine, why: string): Promise<void> {
  print(machine, why);
  machine.state.running = 'stuck';
  await untilPowerGoes(machine);
}
