// The whole policy of the DHCP server: what is said to a request, or why nothing is. It changes nothing; what is to be remembered comes back as notes.

import { type Decision, type Reply, type Silence, silence } from './decision.ts';
import type { DhcpMemory, Note } from './memory.ts';
import { answerAsProxy } from './proxy.ts';
import { refusal } from './reply.ts';
import type { Rules } from './rules.ts';
import { bootOf, destination, give, type Request, type Scene, type Site } from './scene.ts';
import { bladeTenant, poolTenant, type Tenant, wishOf } from './tenant.ts';

/** How long an address stays reserved for a client that was offered it: all of EDK2's retries (4 + 8 + 16 + 32 s). */
const offerMilliseconds = 60_000;
/** How long an address that somebody else uses is left alone. */
export const asideMilliseconds = 600_000;

/** The decision about one request. `now` is monotonic milliseconds. */
export function answer(request: Request, rules: Rules, memory: DhcpMemory, site: Site, now: number): Decision {
  const { client, message, door, blade } = request;
  if (message.op !== 'request') return silence();
  const link = rules.linkOf(client, message.ciaddr);
  if (!link) return silence(`the relay ${client.relay?.link ?? client.relay?.address} is in no network of the plan`);
  const scene: Scene = { site, request, rules, memory, now, link };
  if (door === 'proxy' || rules.table.dhcp.mode === 'proxy') return answerAsProxy(scene);
  if (client.serverId !== undefined && client.serverId !== rules.server) return choseAnother(scene);
  if (client.type === 'release') return released(scene);
  if (client.type === 'decline') return declined(scene);
  const tenant = blade ? bladeTenant(scene, blade) : poolTenant(scene);
  return 'kind' in tenant ? tenant : byType(scene, tenant);
}

function byType(scene: Scene, tenant: Tenant): Decision {
  switch (scene.request.client.type) {
    case 'discover':
      return granted(scene, 'offer', tenant, tenant.address);
    case 'bootp':
      return granted(scene, 'ack', tenant, tenant.address);
    case 'request':
      return requested(scene, tenant);
    case 'inform':
      return informed(scene, tenant);
    default:
      return silence(); // a reply of another server
  }
}

/**
 * A REQUEST names its address in option 50 when it selects an offer or comes back after a reboot, in ciaddr when it renews or rebinds
 * (RFC 2131 section 4.3.2). Whatever the state, the answer is the same: yes to its own address, no to any other. Some clients name none;
 * they mean what they were offered.
 */
function requested(scene: Scene, tenant: Tenant): Decision {
  const wish = wishOf(scene.request) ?? tenant.address;
  if (wish === undefined) return silence('it requests no address');
  if (wish === tenant.address) return granted(scene, 'ack', tenant, wish);
  return refused(scene, tenant.address === undefined ? `${wish} is not free for it` : `${wish} is not its address, ${tenant.address} is`);
}

function refused(scene: Scene, reason: string): Reply {
  const message = refusal(scene.request, reason, scene.rules);
  return { kind: 'reply', type: 'nak', message, to: destination(scene, 'nak'), address: undefined, bootFile: undefined, reason, notes: [] };
}

/** An INFORM's client has its address from elsewhere and asks for the rest: no yiaddr and no lease (RFC 2131 section 4.3.5). */
function informed(scene: Scene, tenant: Tenant): Decision {
  const { ciaddr } = scene.request.message;
  return scene.link.contains(ciaddr)
    ? granted(scene, 'ack', tenant, undefined)
    : silence(`it informs from ${ciaddr}, outside ${scene.link.name}`);
}

/** One complete answer: the address with its lease, and what to boot. */
function granted(scene: Scene, type: 'offer' | 'ack', tenant: Tenant, address: string | undefined): Decision {
  const { link, blade } = tenant;
  const held = address === undefined ? [] : holding(scene, type, address, blade === undefined);
  const target = blade ?? scene.rules.table.menu;
  const { boot, notes } = target ? bootOf(scene, target) : nothingToBoot;
  // A machine that is not planned has its address all the same: what it boots is its own affair.
  if (blade && boot.boot === 'missing') return silence(boot.reason);
  const grant = { link, address, hostname: blade?.hostname, bootFile: boot.boot === 'file' ? boot.name : undefined };
  return give(scene, type, grant, notes.length > 0 ? [...held, ...notes] : held);
}

const nothingToBoot = { boot: { boot: 'nothing' }, notes: [] } as const;

/** An offer reserves a pool address; an acknowledgement leases any. */
function holding({ request, rules, now }: Scene, type: 'offer' | 'ack', address: string, pooled: boolean): Note[] {
  const { mac } = request.client;
  const until = now + (type === 'ack' ? rules.leaseMilliseconds : offerMilliseconds);
  const leased: Note[] = type === 'ack' ? [{ note: 'leased', address, mac, until }] : [];
  return pooled ? [{ note: 'pool', address, mac, state: type === 'ack' ? 'leased' : 'offered', until }, ...leased] : leased;
}

/** What we kept for it is free again. */
function choseAnother({ request: { client }, memory, now }: Scene): Silence {
  const { mac, requested: address, serverId, type } = client;
  const kept = memory.pool.addressOf(mac);
  const notes: Note[] =
    kept !== undefined && memory.pool.stateFor(kept, mac, now) === 'offered' ? [{ note: 'released', address: kept, mac }] : [];
  return silence(type === 'request' ? `it chose the server ${serverId}, and ${address} from it` : undefined, ...notes);
}

function released({ request: { client, message } }: Scene): Silence {
  return silence(undefined, { note: 'released', address: message.ciaddr, mac: client.mac });
}

/** Somebody else uses the address. One of the pool is set aside; a planned one stays planned, for people to sort out. */
function declined({ request: { client }, memory, now }: Scene): Silence {
  const { mac, requested: address } = client;
  if (address === undefined) return silence('it declines no address');
  const had = memory.holder(address, now) === mac;
  const pooled = memory.pool.addressOf(mac) === address;
  const notes: Note[] = [{ note: 'released', address, mac }];
  if (pooled) notes.push({ note: 'pool', address, mac, state: 'aside', until: now + asideMilliseconds });
  return { ...silence(undefined, ...notes), ...((had || pooled) && { declined: address }) };
}
