// What DHCP remembers from packet to packet: who has which address, and how far a forced loader got. In RAM only: a lease lasts two minutes.

import type { WireEvent } from '../../domain/blade/events.ts';
import { BoundedMap } from './bounded-map.ts';
import { ChainMemory } from './chain.ts';
import { PoolBook, type PoolState } from './pool.ts';

/** What an answer wants remembered; applied by the loop, so that deciding changes nothing. */
export type Note =
  | { readonly note: 'leased'; readonly address: string; readonly mac: string; readonly until: number }
  | { readonly note: 'released'; readonly address: string; readonly mac: string }
  | { readonly note: 'pool'; readonly address: string; readonly mac: string; readonly state: PoolState; readonly until: number }
  | { readonly note: 'script-given'; readonly mac: string; readonly xid: number }
  | { readonly note: 'start-over'; readonly mac: string };

interface Holder {
  readonly mac: string;
  readonly until: number;
}

/** Addresses of one provisioning network and its pool; the oldest lease is forgotten first. */
const mostHolders = 65_536;

export class DhcpMemory {
  readonly pool = new PoolBook();
  readonly chain = new ChainMemory();
  readonly #holders = new BoundedMap<string, Holder>(mostHolders);
  readonly #now: () => number;

  /** `now` is monotonic milliseconds: the clock of the leases. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The MAC that has this address on lease; undefined when nobody has, or no longer. */
  holder(address: string, now = this.#now()): string | undefined {
    const holder = this.#holders.get(address);
    return holder && holder.until > now ? holder.mac : undefined;
  }

  apply(note: Note): void {
    if (note.note === 'leased') this.#holders.set(note.address, note);
    else if (note.note === 'released') this.#release(note.address, note.mac);
    else if (note.note === 'pool') this.pool.set(note.address, note.mac, note.state, note.until);
    else if (note.note === 'script-given') this.chain.scriptGiven(note.mac, note.xid);
    else this.chain.startOver(note.mac);
  }

  #release(address: string, mac: string): void {
    if (this.#holders.get(address)?.mac === mac) this.#holders.delete(address);
    this.pool.release(address, mac);
  }

  /** To be told what the other services saw: whether a forced loader was fetched to its end, and what was asked for after it. */
  onWireEvent(event: WireEvent): void {
    if (event.type !== 'transfer-started' && event.type !== 'transfer-ended') return;
    const mac = this.holder(event.address) ?? event.mac;
    if (mac === undefined) return;
    if (event.type === 'transfer-started') this.chain.asked(mac, event.kind);
    else if (event.kind === 'loader' && event.outcome === 'done') this.chain.loaderFetched(mac, this.#now());
  }
}
