// Addresses for machines that the plan does not know, where the table has a pool: who has which, and which is next.
//
//                 probe answered by nobody          acknowledged
//   free ──► probing ─────────────► offered ─────────────────► leased
//     ▲         │ somebody answered                              │ released, or time is up
//     │         ▼                                                │
//     └────── aside ◄── declined                     free ◄──────┘

import { addressOfNumber } from '../../protocol/dhcp/index.ts';
import type { Pool } from './rules.ts';

export type PoolState = 'free' | 'probing' | 'offered' | 'leased' | 'aside';

interface Entry {
  /** Who has it or had it last; it gets the same one again while nobody else needs it. */
  readonly mac: string;
  readonly state: PoolState;
  /** Milliseconds, monotonic: after this it is free whatever the state. */
  readonly until: number;
}

/** More entries than this are never kept; a pool on one provisioning network is far smaller. */
const mostEntries = 65_536;
/** Of those, how many are looked at: the first is free or all are taken, but for addresses that a new table took out of the pool. */
const mostTries = 64;
const nobody = '';
/** What is taken again first when no address is left that was never used. */
const reuse: readonly PoolState[] = ['free', 'offered', 'leased', 'aside', 'probing'];

export class PoolBook {
  readonly #entries = new Map<string, Entry>();
  readonly #byMac = new Map<string, string>();
  /** Addresses by state, the one that has been in it longest first. */
  readonly #queues: Readonly<Record<PoolState, Set<string>>> = {
    free: new Set(),
    probing: new Set(),
    offered: new Set(),
    leased: new Set(),
    aside: new Set(),
  };
  /** Where the search for an address never used goes on. Addresses once in the book stay in it, so it only moves up. */
  #search = { pool: undefined as Pool | undefined, next: 0 };

  /** What `mac` has or had last. */
  addressOf(mac: string): string | undefined {
    return this.#byMac.get(mac);
  }

  /** The state in which `mac` has `address` now. */
  stateFor(address: string, mac: string, now: number): PoolState {
    const entry = this.#entries.get(address);
    return entry?.mac === mac && entry.until > now ? entry.state : 'free';
  }

  /** Whether `mac` may have this address: it is in the pool and nobody else has it. */
  mayHave(pool: Pool, address: string, mac: string, now: number): boolean {
    const entry = this.#entries.get(address);
    const taken = entry !== undefined && entry.until > now && (entry.mac !== mac || entry.state === 'aside');
    return !taken && pool.has(address);
  }

  /** The address for `mac`: what it had, else what it wishes, else one never used, else the one unused longest; undefined when all are taken. */
  choose(pool: Pool, mac: string, wish: string | undefined, now: number): string | undefined {
    const had = this.#byMac.get(mac);
    if (had !== undefined && this.mayHave(pool, had, mac, now)) return had;
    if (wish !== undefined && this.mayHave(pool, wish, mac, now)) return wish;
    return this.#neverUsed(pool) ?? this.#unusedLongest(pool, mac, now);
  }

  #neverUsed(pool: Pool): string | undefined {
    if (this.#search.pool !== pool) this.#search = { pool, next: pool.first };
    if (this.#entries.size >= mostEntries) return undefined;
    for (; this.#search.next <= pool.last; this.#search.next += 1) {
      const address = addressOfNumber(this.#search.next);
      if (!this.#entries.has(address) && pool.has(address)) return address;
    }
    return undefined;
  }

  #unusedLongest(pool: Pool, mac: string, now: number): string | undefined {
    for (const state of reuse) {
      let tries = mostTries;
      for (const oldest of this.#queues[state]) {
        if (this.mayHave(pool, oldest, mac, now)) return oldest;
        if (--tries === 0) break;
      }
    }
    return undefined;
  }

  set(address: string, mac: string, state: PoolState, until: number): void {
    const had = this.#byMac.get(mac);
    if (had !== undefined && had !== address) this.#put(had, nobody, 'free', 0);
    this.#put(address, mac, state, until);
  }

  #put(address: string, mac: string, state: PoolState, until: number): void {
    const before = this.#entries.get(address);
    if (before) this.#queues[before.state].delete(address);
    if (before && this.#byMac.get(before.mac) === address) this.#byMac.delete(before.mac);
    this.#entries.set(address, { mac, state, until });
    this.#queues[state].add(address);
    if (mac !== nobody && state !== 'aside') this.#byMac.set(mac, address);
  }

  /** Only when it is still this machine's; a stray RELEASE takes nothing from another. */
  release(address: string, mac: string): void {
    const entry = this.#entries.get(address);
    if (entry?.mac === mac && entry.state !== 'aside') this.set(address, mac, 'free', 0);
  }

  /** Addresses in the book. */
  get size(): number {
    return this.#entries.size;
  }
}
