// The network that QEMU makes for the machine in user mode: the plan's own subnet, which exists nowhere else, with the plan's own addresses in it.

import { contains, distance, lastOf, parseCidr, plus, type Subnet } from '../domain/network/address.ts';
import { failed, ok, problem, type Result } from '../domain/problem.ts';

export interface PlannedNetwork {
  readonly subnet: string;
  /** Under this address the machine reaches the laptop's boot service. */
  readonly laptop: string;
  readonly gateway?: string | undefined;
}

export interface Cable extends PlannedNetwork {
  /** The machine's own address. */
  readonly address: string;
  readonly mac: string;
  /** QEMU's own addresses in the subnet: the way out, where one is left open, and the resolver. */
  readonly router: string;
  readonly resolver: string;
}

/** So many addresses from the end are looked at: plans take them from the beginning. */
const mostLooked = 16;

/** The last addresses of the subnet that nobody has. */
function freeIn(subnet: Subnet, taken: readonly string[]): string[] {
  const [first, broadcast] = [subnet.address, lastOf(subnet)];
  const count = Math.min(mostLooked, distance(first, broadcast) - 1);
  return Array.from({ length: count }, (_, index) => plus(broadcast, -1 - index)).filter((address) => !taken.includes(address));
}

/** QEMU gives the laptop's address to the boot service alone, so its router cannot have it too. */
const ownGateway = ({ gateway, laptop }: PlannedNetwork, subnet: Subnet): string[] =>
  gateway !== undefined && gateway !== laptop && contains(subnet, gateway) ? [gateway] : [];

/** `vm-subnet` where the plan's subnet has no room for QEMU's own addresses. */
export function cableOf(network: PlannedNetwork, machine: { readonly address: string; readonly mac: string }): Result<Cable> {
  const subnet = parseCidr(network.subnet)!;
  const gateway = ownGateway(network, subnet);
  const free = freeIn(subnet, [network.laptop, machine.address, ...gateway]);
  const [router, resolver] = [...gateway, ...free];
  if (router === undefined || resolver === undefined) return failed(problem('vm-subnet', { subnet: network.subnet }));
  return ok({ ...network, ...machine, router, resolver });
}
