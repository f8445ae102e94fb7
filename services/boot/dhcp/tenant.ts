// Which address a client is to have: its blade's by plan, or one of the pool.

import type { TableBlade } from '../../domain/boot-table.ts';
import { nowhere } from '../../protocol/dhcp/index.ts';
import { type Probe, type Silence, silence } from './decision.ts';
import type { Link, Pool } from './rules.ts';
import type { Request, Scene } from './scene.ts';

export interface Tenant {
  readonly link: Link;
  /** Undefined when what it asks for is not to be had: a REQUEST for it is refused. */
  readonly address: string | undefined;
  readonly blade: TableBlade | undefined;
}

/**
 * The blade's one address, for whichever of its NICs asks. Firmware that starts on another NIC takes it over at once: the machine was
 * switched on anew. An operating system's second NIC has to wait: two of them would both use the address.
 */
export function bladeTenant({ request: { client }, link, memory, now }: Scene, blade: TableBlade): Tenant | Silence {
  const { address } = blade;
  if (!link.contains(address)) return silence(`its planned address ${address} is not on ${link.name}, the network it asks from`);
  const holder = memory.holder(address, now);
  const another = holder !== undefined && holder !== client.mac && blade.macs.includes(holder);
  if (another && client.kind === 'os' && client.type !== 'inform')
    return silence(`${address} is in use by ${holder}, another NIC of the same blade`);
  return { link, address, blade };
}

/** The address that a client asks for, if any. */
export const wishOf = ({ client, message }: Request): string | undefined =>
  client.requested ?? (message.ciaddr === nowhere ? undefined : message.ciaddr);

/** The address that a machine outside the plan may have, if the table has a pool. */
export function poolTenant(scene: Scene): Tenant | Silence | Probe {
  const { client } = scene.request;
  const { pool } = scene.rules;
  if (!pool) return silence('it is not in the plan');
  if (client.type === 'bootp') return silence('it speaks BOOTP, which knows no leases');
  if (client.type === 'discover') return poolOffer(scene, pool, wishOf(scene.request));
  const wish = wishOf(scene.request) ?? scene.memory.pool.addressOf(client.mac);
  const free = wish !== undefined && scene.link.contains(wish) && scene.memory.pool.mayHave(pool, wish, client.mac, scene.now);
  return { link: scene.link, address: free ? wish : undefined, blade: undefined };
}

/** A new address is looked for on the wire first, where that can be done. */
function poolOffer(
  { request: { client }, link, memory, site, now }: Scene,
  pool: Pool,
  wish: string | undefined,
): Tenant | Silence | Probe {
  const address = memory.pool.choose(pool, client.mac, wish, now);
  if (address === undefined) return silence('the pool has no address left');
  if (!link.contains(address)) return silence(`the pool is not on ${link.name}, the network it asks from`);
  const state = memory.pool.stateFor(address, client.mac, now);
  if (state === 'probing') return silence(`${address} is being probed`);
  return site.probes && state === 'free' ? { kind: 'probe', address } : { link, address, blade: undefined };
}
