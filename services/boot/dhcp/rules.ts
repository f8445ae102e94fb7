// What the boot table means for DHCP, worked out once per table: networks, option bytes, the pool.

import type { IndexedTable, TableSubnet } from '../../domain/boot-table.ts';
import { addressBytes, type ClientInfo, maskOf, nowhere, numberOfAddress, terminated, uint32 } from '../../protocol/dhcp/index.ts';

/** A network that blades ask from: the laptop's own, or one behind a relay. */
export interface Link {
  readonly name: string;
  readonly mask: Uint8Array;
  readonly router?: Uint8Array;
  contains(address: string): boolean;
}

export interface Rules {
  readonly table: IndexedTable;
  /** The laptop's address: option 54, siaddr, and where loaders come from. */
  readonly server: string;
  readonly serverBytes: Uint8Array;
  /** Option 66. */
  readonly serverName: Uint8Array;
  readonly leaseMilliseconds: number;
  readonly leaseBytes: Uint8Array;
  readonly dns?: Uint8Array;
  readonly pool?: Pool;
  /** The network a client asks from: its relay's (undefined when the table knows none such), its own address's, else the laptop's. */
  linkOf(client: ClientInfo, ciaddr: string): Link | undefined;
}

export interface Pool {
  readonly first: number;
  readonly last: number;
  /** In the range, and nobody's by plan. */
  has(address: string): boolean;
}

const known = new WeakMap<IndexedTable, Rules>();

/** The rules of this table: the same object for the same table. */
export function rulesOf(table: IndexedTable): Rules {
  const before = known.get(table);
  if (before) return before;
  const made = makeRules(table);
  known.set(table, made);
  return made;
}

function makeRules(table: IndexedTable): Rules {
  const { server, dhcp } = table;
  const own = linkFrom({ ...server, ...(dhcp.router !== undefined && { router: dhcp.router }) });
  const links = [own, ...dhcp.relayed.map(linkFrom)];
  const pool = dhcp.pool && poolFrom(table, dhcp.pool);
  return {
    table,
    server: server.address,
    serverBytes: addressBytes(server.address),
    serverName: terminated(server.address),
    leaseMilliseconds: dhcp.leaseSeconds * 1000,
    leaseBytes: uint32(dhcp.leaseSeconds),
    ...(dhcp.dns.length > 0 && { dns: Uint8Array.from(dhcp.dns.flatMap((address) => [...addressBytes(address)])) }),
    ...(pool && { pool }),
    linkOf: ({ relay }, ciaddr) =>
      relay ? linkWith(links, relay.link ?? relay.address) : ciaddr === nowhere ? own : (linkWith(links, ciaddr) ?? own),
  };
}

const linkWith = (links: readonly Link[], address: string) => links.find((link) => link.contains(address));

function linkFrom({ address, prefixLength, router }: TableSubnet): Link {
  const mask = maskOf(prefixLength);
  const network = (numberOfAddress(address) & mask) >>> 0;
  return {
    name: `${address}/${prefixLength}`,
    mask: uint32(mask),
    ...(router !== undefined && { router: addressBytes(router) }),
    contains: (other) => (numberOfAddress(other) & mask) >>> 0 === network,
  };
}

function poolFrom(table: IndexedTable, range: { readonly first: string; readonly last: string }): Pool {
  const [first, last] = [numberOfAddress(range.first), numberOfAddress(range.last)];
  const within = (value: number) => value >= first && value <= last;
  return {
    first,
    last,
    has: (address) => within(numberOfAddress(address)) && !table.byAddress.has(address) && address !== table.server.address,
  };
}
