// All that a decision is made from: the request, the rules of the moment, what is remembered, where the server stands, and the time.

import type { TableBlade } from '../../domain/boot-table.ts';
import type { Endpoint } from '../../platform/udp.ts';
import { type Message, nowhere } from '../../protocol/dhcp/index.ts';
import type { Ports } from '../wiring.ts';
import { type Boot, type Bootable, bootFor } from './boot-file.ts';
import { type Reply, type Silence, silence } from './decision.ts';
import type { DhcpMemory, Note } from './memory.ts';
import { type Asked, type Grant, grantReply } from './reply.ts';
import type { Link, Rules } from './rules.ts';

/** A request as it came in. */
export interface Request extends Asked {
  /** The blade it comes from, if it is in the plan. */
  readonly blade: TableBlade | undefined;
  readonly from: Endpoint;
  /** Which of our ports it came to: the DHCP server's, or 4011 where PXE clients ask a proxy for their boot file. */
  readonly door: 'server' | 'proxy';
}

/** Where this server stands. */
export interface Site {
  readonly ports: Pick<Ports, 'dhcpServer' | 'dhcpClient'>;
  /** Where clients without an address hear us. */
  readonly broadcastAddress: string;
  /** Whether addresses of the pool can be probed on the wire before they are offered. */
  readonly probes: boolean;
}

export interface Scene {
  readonly site: Site;
  readonly request: Request;
  readonly rules: Rules;
  readonly memory: DhcpMemory;
  /** Milliseconds, monotonic. */
  readonly now: number;
  readonly link: Link;
}

/** Where a reply goes (RFC 2131 section 4.1). Clients without an address are reached by broadcast: every one seen takes it, and no ARP entry must be forged. */
export function destination({ request, site }: Scene, type: Reply['type']): Endpoint {
  const { message, client, from, door } = request;
  if (client.relay) return { address: client.relay.address, port: site.ports.dhcpServer };
  if (door === 'proxy') return from;
  const reachable = message.ciaddr !== nowhere && type !== 'nak';
  return { address: reachable ? message.ciaddr : site.broadcastAddress, port: site.ports.dhcpClient };
}

/** What the client is to boot now, and what to remember of a forced loader's chain. */
export function bootOf({ request, rules, memory, now }: Scene, blade: Bootable): { readonly boot: Boot; readonly notes: readonly Note[] } {
  const { client, message } = request;
  const boot = bootFor(client, blade, rules, () => memory.chain.isLoaded(client.mac, message.xid, now));
  if (!blade.forceLoader) return { boot, notes: [] };
  if (boot.boot === 'file' && boot.isScript) return { boot, notes: [{ note: 'script-given', mac: client.mac, xid: message.xid }] };
  const firmware = client.kind !== 'ipxe' && client.type === 'discover';
  return { boot, notes: firmware ? [{ note: 'start-over', mac: client.mac }] : [] };
}

/** The reply that gives this; silence when it does not fit into what the client takes. */
export function give(scene: Scene, type: 'offer' | 'ack', grant: Grant, notes: readonly Note[]): Reply | Silence {
  const message: Message | undefined = grantReply(scene.request, type, grant, scene.rules);
  if (!message) return silence(`the reply does not fit into the ${scene.request.client.maximumSize} bytes it takes`);
  return {
    kind: 'reply',
    type,
    message,
    to: destination(scene, type),
    address: grant.address,
    bootFile: grant.bootFile,
    notes,
  };
}
