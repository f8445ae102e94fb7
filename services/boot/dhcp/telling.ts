// What the DHCP service tells of what it heard and said, so that the console can show it without drowning in it.

import type { DhcpClient, WireEvent } from '../../domain/blade/events.ts';
import type { TableBlade } from '../../domain/boot-table.ts';
import type { ClientInfo, MessageType } from '../../protocol/dhcp/index.ts';
import { BoundedMap } from './bounded-map.ts';
import type { Reply } from './decision.ts';

/** A stranger is told of once in this time, and so is garbage. */
const strangerMilliseconds = 60_000;
/** The same silence to the same blade is told once in this time: less than it takes to switch it off and on. */
const silenceMilliseconds = 5_000;
/** Machines remembered for that; the one told of longest ago is forgotten first. */
const mostRemembered = 4_096;
type Heard = Extract<WireEvent, { type: 'dhcp-heard' }>['message'];
const requests = new Set<MessageType | 'bootp'>(['discover', 'request', 'decline', 'release', 'inform', 'bootp']);

export class Telling {
  readonly #emit: (event: WireEvent) => void;
  readonly #now: () => number;
  readonly #told = new BoundedMap<string, number>(mostRemembered);

  constructor(emit: (event: WireEvent) => void, now: () => number) {
    this.#emit = emit;
    this.#now = now;
  }

  /** A blade of the plan is told of every time, a stranger as a sighting. */
  heard(client: ClientInfo, blade: TableBlade | undefined, otherServer: string | undefined): void {
    if (!requests.has(client.type)) return;
    if (!blade) {
      if (this.#isNews(`${client.mac} ${otherServer ?? ''}`, strangerMilliseconds))
        this.#emit({ type: 'sighting', ...about(client), ...(otherServer !== undefined && { otherServer }) });
      return;
    }
    this.#emit({
      type: 'dhcp-heard',
      slot: blade.slot,
      message: client.type as Heard,
      ...about(client),
      ...(client.requested !== undefined && { requested: client.requested }),
      ...(otherServer !== undefined && { otherServer }),
    });
  }

  answered(client: ClientInfo, blade: TableBlade | undefined, { type, address, bootFile, reason }: Reply): void {
    this.#emit({
      type: 'dhcp-answered',
      mac: client.mac,
      message: type,
      client: client.kind,
      ...(blade && { slot: blade.slot }),
      ...(address !== undefined && { address }),
      ...(bootFile !== undefined && { bootFile }),
      ...(reason !== undefined && { reason }),
    });
  }

  /** Not of strangers: that they get no answer is what a sighting says. */
  silent(mac: string, blade: TableBlade | undefined, reason: string): void {
    if (blade && this.#isNews(`${mac} ${reason}`, silenceMilliseconds)) this.#emit({ type: 'dhcp-silent', slot: blade.slot, mac, reason });
  }

  /** A packet that is no DHCP message, or that we could not deal with; it may come from anybody. */
  unusable(from: string, reason: string): void {
    if (this.#isNews('unusable', strangerMilliseconds))
      this.#emit({ type: 'dhcp-silent', mac: '00:00:00:00:00:00', reason: `a packet from ${from} is unusable: ${reason}` });
  }

  conflict(address: string, mac: string, blade: TableBlade | undefined, holder?: string): void {
    this.#emit({ type: 'address-conflict', address, mac, ...(blade && { slot: blade.slot }), ...(holder !== undefined && { holder }) });
  }

  #isNews(key: string, quietMilliseconds: number): boolean {
    const now = this.#now();
    const before = this.#told.get(key);
    if (before !== undefined && now - before < quietMilliseconds) return false;
    this.#told.set(key, now);
    return true;
  }
}

function about({ mac, kind, architectures, vendorClass, uuid, relay }: ClientInfo) {
  const client: DhcpClient = kind;
  const [architecture] = architectures;
  return {
    mac,
    client,
    ...(architecture !== undefined && { architecture }),
    ...(vendorClass !== undefined && { vendorClass }),
    ...(uuid !== undefined && { uuid }),
    ...(relay && { relay: relay.address }),
  };
}
