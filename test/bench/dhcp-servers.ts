// The DHCP servers that are compared, each with an empty lease database, on one network, in one namespace, on CPU 0.

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BootTable } from '../../services/domain/boot-table.ts';
import { type Namespace, printed } from '../interop/namespace.ts';
import { macOf } from './dhcp-load.ts';

export const serverAddress = '10.20.0.1';
export const clientAddress = '10.20.0.2';
export const prefixLength = 16;
const [first, last] = [0x0a141000, 0x0a14fffa];
/** Clients that there is an address for. */
export const mostClients = last - first;
const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

export interface Server {
  readonly pid: number;
  stop(): Promise<void>;
}
export type StartServer = (namespace: Namespace, device: string, scratch: string) => Promise<Server>;

const pinned = ['-c', '0'];
/** The peers do not say when they answer. */
const startMilliseconds = 1_500;

const table = (planned: boolean): BootTable => ({
  revision: 1,
  server: { address: serverAddress, prefixLength, hostname: 'laptop' },
  httpBase: `http://${serverAddress}`,
  dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: false },
  blades: Array.from({ length: planned ? mostClients : 0 }, (_, index) => ({
    slot: `c${index >> 4}/${index & 15}`,
    macs: [macOf(index)],
    address: dotted(first + index),
    hostname: `node-${index}`,
    permission: 'armed',
    loaders: { 7: 'loaders/x86_64/snponly.efi' },
    forceLoader: false,
    script: `http://${serverAddress}/script.ipxe`,
    documents: {},
    tftp: {},
    tokens: { live: 'live', installed: 'installed' },
  })),
  files: {},
});

/** Ours; every client a planned blade, or none of them. */
export const startOurs =
  (planned: boolean): StartServer =>
  async (namespace, device, scratch) => {
    const file = join(scratch, `table-${planned}.json`);
    writeFileSync(file, JSON.stringify(table(planned)));
    const script = fileURLToPath(new URL('serve-table.ts', import.meta.url));
    const child = namespace.start('taskset', [...pinned, process.execPath, script, file, 'dhcp', '--device', device]);
    await printed(child, 'ready');
    return serverOf(child);
  };

export const startDnsmasq: StartServer = async (namespace, device, scratch) => {
  const directory = mkdtempSync(join(scratch, 'dnsmasq-'));
  const range = `--dhcp-range=${dotted(first)},${dotted(last)},255.255.0.0,120s`;
  const place = [
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--port=0',
    `--interface=${device}`,
    '--except-interface=lo',
    '--bind-interfaces',
  ];
  const leases = ['--no-ping', '--dhcp-lease-max=100000', '--dhcp-authoritative', `--dhcp-leasefile=${join(directory, 'leases')}`];
  const quiet = ['--quiet-dhcp', '--user=root', `--pid-file=${join(directory, 'pid')}`, `--log-facility=${join(directory, 'log')}`];
  const child = namespace.start('taskset', [...pinned, 'dnsmasq', ...place, range, ...leases, '--dhcp-boot=snponly.efi', ...quiet]);
  await sleep(startMilliseconds);
  return serverOf(child);
};

export const startDhcpd: StartServer = async (namespace, device, scratch) => {
  const directory = mkdtempSync(join(scratch, 'dhcpd-'));
  const [config, leases] = [join(directory, 'conf'), join(directory, 'leases')];
  const options = `authoritative; default-lease-time 120; max-lease-time 120; ping-check false; ddns-update-style none;`;
  const range = `range ${dotted(first)} ${dotted(last)}; next-server ${serverAddress}; filename "snponly.efi";`;
  writeFileSync(config, `${options} subnet 10.20.0.0 netmask 255.255.0.0 { ${range} }\n`);
  writeFileSync(leases, '');
  const child = namespace.start('taskset', [...pinned, 'dhcpd', '-4', '-f', '-q', '-cf', config, '-lf', leases, '--no-pid', device]);
  await sleep(startMilliseconds);
  return serverOf(child);
};

export const startKea: StartServer = async (namespace, device, scratch) => {
  const directory = mkdtempSync(join(scratch, 'kea-'));
  const config = join(directory, 'conf');
  const subnet4 = [{ subnet: '10.20.0.0/16', pools: [{ pool: `${dotted(first)} - ${dotted(last)}` }] }];
  const Dhcp4 = {
    'interfaces-config': { interfaces: [device] },
    'lease-database': { type: 'memfile', persist: false },
    'valid-lifetime': 120,
    'next-server': serverAddress,
    'boot-file-name': 'snponly.efi',
    subnet4,
    loggers: [{ name: 'kea-dhcp4', severity: 'ERROR', output_options: [{ output: join(directory, 'log') }] }],
  };
  writeFileSync(config, JSON.stringify({ Dhcp4 }));
  const own = ['env', `KEA_PIDFILE_DIR=${directory}`, `KEA_LOCKFILE_DIR=${directory}`];
  const child = namespace.start('taskset', [...pinned, ...own, 'kea-dhcp4', '-c', config]);
  await sleep(startMilliseconds);
  return serverOf(child);
};

function serverOf(child: ChildProcess): Server {
  if (child.exitCode !== null)
    throw new Error(`${child.spawnargs.join(' ')} ended at once with ${child.exitCode}: ${child.stderr?.read()}`);
  child.stdout?.resume();
  child.stderr?.resume();
  const ended = once(child, 'exit');
  return {
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
