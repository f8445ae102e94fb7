// Who asks for a file, by the address it asks from.

import type { IndexedTable, TableBlade } from '../domain/boot-table.ts';
import { distance, isIpv4 } from '../domain/network/address.ts';

export interface Asker {
  readonly address: string;
  /** The planned blade with this address. */
  readonly blade?: TableBlade;
  /** May have what any client of this network may have: it is planned, has an address of the pool, or is the laptop itself. */
  readonly known: boolean;
}

export function askerAt(address: string, table: IndexedTable): Asker {
  const blade = table.byAddress.get(address);
  if (blade) return { address, blade, known: true };
  return { address, known: address === table.server.address || leased(address, table) };
}

const leased = (address: string, { dhcp: { pool } }: IndexedTable): boolean =>
  pool !== undefined && isIpv4(address) && distance(pool.first, address) >= 0 && distance(address, pool.last) >= 0;

/** What an event says about who asked. */
export const identity = ({ address, blade }: Asker) => ({
  address,
  ...(blade ? { slot: blade.slot, ...(blade.macs[0] ? { mac: blade.macs[0] } : {}) } : {}),
});
