// Ranges of the plan against the laptop's own adapters: a laptop with two ways to one address takes the wrong one.

import { podRanges, serviceRanges } from '../plan/cluster-ranges.ts';
import type { Loose } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { ownSubnet, relayedSubnets } from '../plan/rules/claims.ts';
import { type Entry, entry } from '../plan/rules/entries.ts';
import { at, type Problem, problem, warning } from '../problem.ts';
import { cidrText, isAddress, networkOf, overlap, type Subnet, specialRange } from './address.ts';

/** As the operating system lists it. */
export interface Adapter {
  readonly name: string;
  readonly addresses: readonly { readonly address: string; readonly prefixLength: number }[];
}

/** The ordinary networks of an adapter: loopback and link-local are nowhere else. */
export const netsOf = ({ addresses }: Adapter): Subnet[] =>
  addresses
    .filter(({ address }) => isAddress(address))
    .map(({ address, prefixLength }) => ({ address: networkOf(address, prefixLength), prefixLength }))
    .filter((net) => !specialRange(net));

/** Where the laptop sends packets itself an overlap is an error; pods and services it never speaks to, but what is there may be the site. */
function overlaps(ranges: readonly Entry<Subnet>[], { name, nets }: { name: string; nets: readonly Subnet[] }): Problem[] {
  return ranges.flatMap(({ value, where }) =>
    nets
      .filter((net) => overlap(net, value))
      .map((net) => at(where, problem('plan-overlaps-adapter', { range: cidrText(value), net: cidrText(net), adapter: name }))),
  );
}

/**
 * Every range of the plan that overlaps a network of another adapter than the one with the laptop's address. None of a virtual machine does: its
 * networks are inside it.
 */
export function overlapsWithAdapters(plan: Loose<Plan>, adapters: readonly Adapter[]): Problem[] {
  if (plan.architecture === 'laptop') return [];
  const machines = [...entry(ownSubnet(plan), 'network.subnet'), ...relayedSubnets(plan)];
  const inside = [...podRanges(plan), ...serviceRanges(plan)];
  return adapters
    .filter(({ addresses }) => !addresses.some(({ address }) => address === plan.network?.laptop))
    .map((adapter) => ({ name: adapter.name, nets: netsOf(adapter) }))
    .flatMap((adapter) => [...overlaps(machines, adapter), ...overlaps(inside, adapter).map(warning)]);
}
