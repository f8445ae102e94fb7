// A laptop that serves TFTP, NTP and router advertisements in a namespace of its own, cabled to one machine, and to a second one that it must
// leave alone.

import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { WireEvent } from '../../services/domain/blade/events.ts';
import type { BootTable, TableFile } from '../../services/domain/boot-table.ts';
import { cable, makeNamespace, type Namespace, printed } from './namespace.ts';

export const laptopAddress = '10.20.30.242';
export const machineAddress = '10.20.30.40';
const serveTable = fileURLToPath(new URL('../bench/serve-table.ts', import.meta.url));

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A file of this many random bytes, as the table has it. */
export function randomFile(directory: string, name: string, size: number): TableFile {
  const bytes = randomBytes(size);
  const file = join(directory, name);
  writeFileSync(file, bytes);
  return { pieces: [{ file, size }], size, sha256: sha256(bytes), kind: 'loader' };
}

/** A plan of one blade. */
export const bootTable = (server: string, blade: string, files: BootTable['files']): BootTable => ({
  revision: 1,
  server: { address: server, prefixLength: 24, hostname: 'laptop' },
  httpBase: `http://${server}`,
  dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: true },
  blades: [
    {
      slot: 'c1/1',
      macs: ['d0:00:67:13:0d:00'],
      address: blade,
      hostname: 'node-1',
      permission: 'armed',
      loaders: {},
      forceLoader: false,
      script: '',
      documents: {},
      tftp: { 'pxelinux.cfg/01-d0-00-67-13-0d-00': 'DEFAULT local\nLABEL local\n  LOCALBOOT 0\n' },
      tokens: { live: 'live', installed: 'installed' },
    },
  ],
  files,
});

export interface BootLaptop {
  readonly laptop: Namespace;
  /** On the served link; its NIC is `nic0`. */
  readonly machine: Namespace;
  /** On another link of the laptop; its NIC is `nic0` too. */
  readonly outsider: Namespace;
  readonly events: WireEvent[];
  remove(): Promise<void>;
}

/** Ready to answer on `rack0`; `other0` goes to the outsider. */
export async function bootLaptop(files: BootTable['files'] = {}): Promise<BootLaptop> {
  const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-laptop-'));
  const table = join(scratch, 'table.json');
  writeFileSync(table, JSON.stringify(bootTable(laptopAddress, machineAddress, files)));
  const [laptop, machine, outsider] = ['laptop', 'machine', 'outsider'].map(makeNamespace) as [Namespace, Namespace, Namespace];
  cable(
    { namespace: laptop, device: 'rack0', address: `${laptopAddress}/24` },
    { namespace: machine, device: 'nic0', address: `${machineAddress}/24` },
  );
  cable({ namespace: laptop, device: 'other0', address: '10.99.0.1/24' }, { namespace: outsider, device: 'nic0', address: '10.99.0.2/24' });
  outsider.ip('route', 'add', 'default', 'via', '10.99.0.1');
  const server = laptop.start(process.execPath, [serveTable, table, 'tftp,ntp,ra', '--device', 'rack0', '--events']);
  const events: WireEvent[] = [];
  createInterface({ input: server.stdout! }).on('line', (line) => line.startsWith('{') && events.push(JSON.parse(line)));
  await printed(server, 'ready');
  return {
    laptop,
    machine,
    outsider,
    events,
    async remove() {
      await Promise.all([laptop, machine, outsider].map((namespace) => namespace.remove()));
      rmSync(scratch, { recursive: true });
    },
  };
}
