// Who has which address of a network: by ARP of our own where the system lets us, otherwise by what the system itself finds.

import { arpHolders } from './address-probe.ts';
import type { AddressHolder } from './arp.ts';
import type { Clock } from './clock.ts';
import { neighbours } from './neighbours.ts';

export interface AddressSurvey {
  /** The network device; undefined where the system has no name for it that we know. */
  readonly device: string | undefined;
  /** The laptop's own address on it. */
  readonly from: string;
  /** IPv4, in the network of the device: behind a router nobody can be asked. */
  readonly addresses: readonly string[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** ARP is not to be had: no Linux, no CAP_NET_RAW. */
const elsewhere: readonly unknown[] = ['ENOTSUP', 'EPERM', 'EACCES'];

/**
 * Everybody who has one of these addresses, this device left out, within 2 s for some hundreds of them. Where the system is asked instead, its
 * own address (`from`) cannot be found twice, and of two machines with one address only one. Rejects with ENETDOWN without a cable, ENOENT
 * without the device, ENOTSUP where nobody can be asked.
 */
export async function addressHolders({ device, from, addresses, clock, signal }: AddressSurvey): Promise<AddressHolder[]> {
  const asked = { addresses, clock, signal };
  if (device === undefined) return neighbours({ from, ...asked });
  return arpHolders({ device, ...asked }).catch((reason: { readonly code?: unknown }) => {
    if (!elsewhere.includes(reason.code)) throw reason;
    return neighbours({ from, ...asked });
  });
}
