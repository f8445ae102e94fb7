// The machine as QEMU is told of it: the words of one command line.

import type { SocketPlace } from '../platform/local-socket.ts';
import { type AcceleratorName, accelerators } from './accelerator.ts';
import type { Cable } from './cable.ts';
import type { Size } from './size.ts';

export interface Ports {
  /** On 127.0.0.1, to the Kubernetes API. */
  readonly api: number;
  /** On 127.0.0.1, to the machine's SSH. */
  readonly ssh: number;
}

/** What it tries first, and then the other: a blade that is armed asks the network; one that is installed has its disk. */
export type BootFrom = 'network' | 'disk';

export interface MachineWords {
  readonly name: string;
  readonly accelerator: AcceleratorName;
  readonly size: Size;
  readonly cable: Cable;
  readonly ports: Ports;
  readonly boot: BootFrom;
  /** The URL of its iPXE script. */
  readonly script: string;
  /** Whether anything but the boot service is reached from inside. */
  readonly outside: boolean;
  /** The program, and its words, that carries a connection to the boot service. */
  readonly relay: readonly string[];
  readonly disk: { readonly file: string; readonly serial: string };
  readonly uuid: string;
  readonly control: SocketPlace;
  readonly console: string;
  readonly processFile: string;
}

const apiPort = 6443;
const sshPort = 22;
const httpPort = 80;
const loopback = '127.0.0.1';

/** A comma would end the value. */
const value = (text: string): string => text.replaceAll(',', ',,');

/** QEMU splits a command as a shell does. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * The machine's cable. Its DHCP answers with the plan's address and, by iPXE's URL as boot file, with the blade's own script. `restrict` closes
 * every way out; the forwarded ports, and the boot service under the laptop's address, stay open.
 */
function cableWords({ cable, ports, script, outside, relay }: MachineWords): string {
  const command = relay.map(quoted).join(' ');
  return [
    'user',
    'id=cable',
    `net=${cable.subnet}`,
    `host=${cable.router}`,
    `dns=${cable.resolver}`,
    `dhcpstart=${cable.address}`,
    'ipv6=off',
    `restrict=${outside ? 'off' : 'on'}`,
    `bootfile=${value(script)}`,
    `guestfwd=${value(`tcp:${cable.laptop}:${httpPort}-cmd:${command}`)}`,
    `hostfwd=tcp:${loopback}:${ports.api}-${cable.address}:${apiPort}`,
    `hostfwd=tcp:${loopback}:${ports.ssh}-${cable.address}:${sshPort}`,
  ].join(',');
}

const nic = ({ cable, boot }: MachineWords): string =>
  `virtio-net-pci,netdev=cable,mac=${cable.mac},bootindex=${boot === 'network' ? 1 : 2}`;

const diskDevice = ({ disk, boot }: MachineWords): string =>
  `virtio-blk-pci,drive=disk0,serial=${value(disk.serial)},bootindex=${boot === 'disk' ? 1 : 2}`;

const controlWords = (place: SocketPlace): string =>
  typeof place === 'number' ? `tcp:${loopback}:${place},server=on,wait=off` : `unix:${value(place)},server=on,wait=off`;

/** Everything behind the program's name. */
export function machineWords(machine: MachineWords): string[] {
  const { name, accelerator, size, disk, uuid, control, console, processFile } = machine;
  return [
    ['-name', value(name), '-nodefaults', '-no-user-config', '-display', 'none', '-vga', 'std', '-machine', 'pc'],
    ['-m', String(size.memoryMiB), '-smp', String(size.cpus)],
    accelerators[accelerator],
    ['-rtc', 'base=utc', '-device', 'virtio-rng-pci'],
    ['-netdev', cableWords(machine), '-device', nic(machine)],
    ['-drive', `if=none,id=disk0,file=${value(disk.file)},format=qcow2,discard=unmap,detect-zeroes=unmap`],
    ['-device', diskDevice(machine)],
    ['-smbios', `type=1,manufacturer=Rackstrap,product=laptop,serial=${value(name)}`, '-uuid', uuid],
    ['-chardev', `file,id=console,append=on,path=${value(console)}`, '-serial', 'chardev:console'],
    ['-qmp', controlWords(control), '-pidfile', processFile],
  ].flat();
}
