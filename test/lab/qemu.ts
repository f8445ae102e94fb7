// A blade: a QEMU machine with real firmware that always tries the network first and its disk second, the order that makes install loops.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askQemu } from '../../services/platform/qmp.ts';
import type { Accelerator } from './accelerator.ts';
import { ended, endsWithUs } from './spawn.ts';

export const firmwares = ['bios', 'uefi', 'uefi-http'] as const;
export type Firmware = (typeof firmwares)[number];

export interface Blade {
  readonly name: string;
  readonly firmware: Firmware;
  readonly mac: string;
  /** The switch's port it is plugged into. */
  readonly port: string;
  readonly nic?: 'virtio-net-pci' | 'e1000';
  readonly memoryMiB: number;
  readonly diskGiB: number;
  /** SMBIOS system serial number and the disk's. */
  readonly serial: string;
  readonly uuid: string;
  /** Its disk, firmware settings, console log and control socket lie here. */
  readonly directory: string;
}

export interface Machine {
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly poweredOn: number;
  /** The reset button. */
  reset(): Promise<void>;
  /** Writes what the screen shows as a PPM picture. */
  screenshot(file: string): Promise<void>;
  /** Pulls the plug: nothing is flushed. */
  cutPower(): Promise<void>;
  /** Resolves when it is off. */
  readonly off: Promise<number | string>;
}

export const consoleLog = (blade: Blade) => join(blade.directory, 'console.log');
export const diskFile = (blade: Blade) => join(blade.directory, 'disk.raw');

const ovmf = '/usr/share/OVMF';

function firmwareWords(blade: Blade): string[] {
  if (blade.firmware === 'bios') return ['-machine', 'pc'];
  const settings = join(blade.directory, 'settings.fd');
  if (!existsSync(settings)) copyFileSync(join(ovmf, 'OVMF_VARS_4M.fd'), settings);
  const noPxe = ['IPv4PXESupport', 'IPv6PXESupport'].flatMap((name) => ['-fw_cfg', `name=opt/org.tianocore/${name},string=n`]);
  return [
    ['-machine', 'q35'],
    ['-drive', `if=pflash,format=raw,unit=0,readonly=on,file=${join(ovmf, 'OVMF_CODE_4M.fd')}`],
    ['-drive', `if=pflash,format=raw,unit=1,file=${settings}`],
    // OVMF's network stack waits for entropy that nothing else gives an emulated machine.
    ['-object', 'rng-random,id=entropy,filename=/dev/urandom', '-device', 'virtio-rng-pci,rng=entropy'],
    blade.firmware === 'uefi-http' ? noPxe : [],
  ].flat();
}

function nicWords(blade: Blade): string[] {
  // Without an option ROM on the NIC, OVMF uses its own PXE stack instead of iPXE's.
  const rom = blade.firmware === 'bios' ? '' : ',romfile=';
  return [
    ['-netdev', `tap,id=net0,ifname=${blade.port},script=no,downscript=no`],
    ['-device', `${blade.nic ?? 'virtio-net-pci'},netdev=net0,mac=${blade.mac},bootindex=1${rom}`],
  ].flat();
}

function diskWords(blade: Blade): string[] {
  const file = diskFile(blade);
  if (!existsSync(file)) execFileSync('qemu-img', ['create', '-q', '-f', 'raw', file, `${blade.diskGiB}G`]);
  return [
    // What the blade has flushed is in this machine's memory, where pulling the blade's plug leaves it; the disk of this machine is not waited for.
    ['-drive', `if=none,id=disk0,file=${file},format=raw,discard=unmap,cache=unsafe`],
    ['-device', `virtio-blk-pci,drive=disk0,serial=${blade.serial},bootindex=2`],
  ].flat();
}

const wordsOf = (blade: Blade, accelerator: Accelerator): string[] =>
  [
    ['-name', blade.name, '-nodefaults', '-display', 'none', '-vga', 'std', '-m', String(blade.memoryMiB), '-smp', '2'],
    accelerator,
    firmwareWords(blade),
    nicWords(blade),
    diskWords(blade),
    ['-smbios', `type=1,manufacturer=Rackstrap,product=lab,serial=${blade.serial}`, '-uuid', blade.uuid],
    ['-chardev', `file,id=console,append=on,path=${consoleLog(blade)}`, '-serial', 'chardev:console'],
    ['-qmp', `unix:${join(blade.directory, 'qmp')},server=on,wait=off`],
  ].flat();

/** How long QEMU may take to open its control socket on a busy machine. */
const socketTries = 100;
const socketPause = 100;

/** One command. @throws Error with QEMU's words, or when it is off */
async function control(blade: Blade, command: string, parameters: object = {}): Promise<void> {
  const path = join(blade.directory, 'qmp');
  for (let attempt = 0; !existsSync(path) && attempt < socketTries; attempt++) await sleep(socketPause);
  const answer = await askQemu(path, command, parameters);
  if (answer.kind !== 'answer') throw new Error(`${blade.name}: ${command}: ${answer.kind === 'refused' ? answer.reason : answer.kind}`);
}

/** Switches the blade on inside the namespace, with the disk and the firmware settings it was left with. */
export function powerOn(blade: Blade, options: { inside: readonly string[]; accelerator: Accelerator }): Machine {
  mkdirSync(blade.directory, { recursive: true });
  const [command = '', ...words] = [...options.inside, ...endsWithUs, 'qemu-system-x86_64', ...wordsOf(blade, options.accelerator)];
  const log = openSync(join(blade.directory, 'qemu.log'), 'a');
  const child: ChildProcess = spawn(command, words, { stdio: ['ignore', log, log] });
  const off = ended(child);
  return {
    pid: child.pid ?? 0,
    poweredOn: Date.now(),
    reset: () => control(blade, 'system_reset'),
    screenshot: (file) => control(blade, 'screendump', { filename: file }),
    off,
    cutPower: async () => {
      child.kill('SIGKILL');
      await off;
    },
  };
}
