// A laptop that serves DHCP in a namespace of its own, and machines on its switch.

import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { WireEvent } from '../../services/domain/blade/events.ts';
import type { BootTable, TableBlade } from '../../services/domain/boot-table.ts';
import { cable, makeNamespace, type Namespace, printed } from './namespace.ts';
import type { ServeDhcp } from './serve-dhcp.ts';

export const laptop = '10.20.30.242';
export const macOf = (index: number) => `d0:00:67:13:0d:${index.toString(16).padStart(2, '0')}`;
export const addressOf = (index: number) => `10.20.30.${40 + index}`;

export const bladeAt = (index: number, changes: Partial<TableBlade> = {}): TableBlade => ({
  slot: `c1/${index}`,
  macs: [macOf(index)],
  address: addressOf(index),
  hostname: `node-${index}`,
  permission: 'armed',
  loaders: { 0: 'loaders/undionly.kpxe', 7: 'loaders/x86_64/snponly.efi' },
  forceLoader: false,
  script: `http://${laptop}/blade/${macOf(index).replaceAll(':', '-')}/script.ipxe`,
  documents: {},
  tftp: {},
  tokens: { live: 'live', installed: 'installed' },
  ...changes,
});

export const tableWith = (blades: readonly TableBlade[], dhcp: Partial<BootTable['dhcp']> = {}): BootTable => ({
  revision: 1,
  server: { address: laptop, prefixLength: 24, hostname: 'laptop' },
  httpBase: `http://${laptop}`,
  dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: false, ...dhcp },
  blades,
  files: {},
});

export interface DhcpRack {
  readonly laptop: Namespace;
  /** What the service told so far. */
  readonly events: WireEvent[];
  readonly server: ChildProcess;
  /** A machine on the switch; its NIC is `nic0`. */
  machine(label: string, options: { readonly mac?: string; readonly address?: string }): Namespace;
  remove(): Promise<void>;
}

const serve = fileURLToPath(new URL('serve-dhcp.ts', import.meta.url));

/** Ready to answer on the bridge `rack0`, which has the laptop's address. */
export async function dhcpRack(table: BootTable): Promise<DhcpRack> {
  const here = makeNamespace('laptop');
  const others: Namespace[] = [];
  here.ip('link', 'add', 'rack0', 'type', 'bridge', 'forward_delay', '0', 'mcast_snooping', '0');
  here.ip('address', 'add', `${laptop}/24`, 'dev', 'rack0');
  here.ip('link', 'set', 'rack0', 'up');
  const config: ServeDhcp = { table, options: { device: 'rack0', address: laptop } };
  const server = here.start(process.execPath, [serve, JSON.stringify(config)]);
  const events: WireEvent[] = [];
  createInterface({ input: server.stdout! }).on('line', (line) => line.startsWith('{') && events.push(JSON.parse(line)));
  await printed(server, 'ready');
  return {
    laptop: here,
    events,
    server,
    machine(label, { mac, address }) {
      const namespace = makeNamespace(label);
      others.push(namespace);
      const port = `port${others.length}`;
      cable({ namespace: here, device: port }, { namespace, device: 'nic0', ...(mac && { mac }), ...(address && { address }) });
      here.ip('link', 'set', port, 'master', 'rack0');
      return namespace;
    },
    async remove() {
      await Promise.all([here, ...others].map((namespace) => namespace.remove()));
    },
  };
}
