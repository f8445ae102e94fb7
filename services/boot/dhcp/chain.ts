// A plan may force our own loader even on a NIC whose ROM is already iPXE. Then two iPXEs speak, and only the second may have the script.
//
//    firmware or ROM speaks ──► loader given ──► fetched to its end ──► the next new iPXE session is the loaded one: script given
//            ▲                                                                        │
//            └──────────── it asked for what comes next (script, menu, kernel), or an OS or firmware spoke ◄───────┘
//
// The two cannot be told apart by their packets (undionly.kpxe happens to set the broadcast flag, but so does any NIC that had an address before).
// What tells them apart is that the loader was fetched completely just before. One DHCP session keeps its xid, so a repeated
// request of the loaded iPXE gets the same answer, and whoever comes with a new xid afterwards is at the start again: no loop, and the next power-on works.

import type { TransferKind } from '../../domain/blade/events.ts';
import { BoundedMap } from './bounded-map.ts';

/** A loaded iPXE speaks within seconds; some switch ports stay deaf for 30 s after the NIC was reset, and it retries. */
const freshMilliseconds = 120_000;

/** What asking for it proves: the loader did its work. PXELINUX asks for its menu and never speaks DHCP. */
const afterLoader: readonly TransferKind[] = ['script', 'menu', 'kernel'];

type State = { readonly fetchedAt: number } | { readonly xid: number };

/** More than the NICs of any plan. */
const mostStates = 16_384;

export class ChainMemory {
  readonly #states = new BoundedMap<string, State>(mostStates);

  /** Whether the iPXE that speaks in session `xid` is the one we sent. */
  isLoaded(mac: string, xid: number, now: number): boolean {
    const state = this.#states.get(mac);
    if (!state) return false;
    return 'xid' in state ? state.xid === xid : now - state.fetchedAt <= freshMilliseconds;
  }

  /** The loaded iPXE was given its script in this session: used up for any other. */
  scriptGiven(mac: string, xid: number): void {
    this.#states.set(mac, { xid });
  }

  loaderFetched(mac: string, now: number): void {
    this.#states.set(mac, { fetchedAt: now });
  }

  /** It asked for this file; what comes after the loader ends the chain. */
  asked(mac: string, kind: TransferKind): void {
    if (afterLoader.includes(kind)) this.startOver(mac);
  }

  startOver(mac: string): void {
    this.#states.delete(mac);
  }
}
