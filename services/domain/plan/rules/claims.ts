// Every single address the plan gives out on the provisioning network: to whom, where it says so, and where it has to lie.

import { isIpv4, parseCidr, type Subnet } from '../../network/address.ts';
import { addressOf } from '../addressing.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { type Entry, entriesOf, entry } from './entries.ts';

export interface Claim {
  readonly address: string;
  readonly where: string;
  /** In words: `the laptop`, `blade c1/3`. */
  readonly who: string;
  /** It has to lie in one of these; none while they cannot be read. */
  readonly within: readonly Subnet[];
  /** Held by one machine alone. The ends of a pool are not. */
  readonly held: boolean;
}

/** The readable IPv4 subnet in an entry, or none. */
export const ipv4Subnets = (entries: readonly Entry<string>[]): Entry<Subnet>[] =>
  entries.flatMap(({ value, where }) => {
    const subnet = parseCidr(value);
    return subnet && isIpv4(subnet.address) ? [{ value: subnet, where }] : [];
  });

/** The subnet of the laptop: the provisioning network itself. */
export const ownSubnet = (plan: Loose<Plan>): Subnet | undefined => ipv4Subnets(entry(plan.network?.subnet, 'network.subnet'))[0]?.value;

const relaysOf = (plan: Loose<Plan>) => entriesOf(plan.network?.dhcp?.relayed, 'network.dhcp.relayed');

/** The subnets behind relays. */
export const relayedSubnets = (plan: Loose<Plan>): Entry<Subnet>[] =>
  relaysOf(plan).flatMap(({ value, where }) => ipv4Subnets(entry(value.subnet, `${where}.subnet`)));

const claim = (found: readonly Entry<string>[], who: string, within: readonly Subnet[], held = true): Claim[] =>
  found.map(({ value: address, where }) => ({ address, where, who, within, held }));

function laptopClaims(plan: Loose<Plan>, own: readonly Subnet[]): Claim[] {
  const { laptop, gateway, vip, dhcp } = plan.network ?? {};
  const pool = 'network.dhcp.pool';
  return [
    ...claim(entry(laptop, 'network.laptop'), 'the laptop', own),
    ...claim(entry(gateway, 'network.gateway'), 'the gateway', own),
    ...claim(entry(vip, 'network.vip'), 'the VIP', own),
    ...claim(entry(dhcp?.pool?.first, `${pool}.first`), 'the first of the pool', own, false),
    ...claim(entry(dhcp?.pool?.last, `${pool}.last`), 'the last of the pool', own, false),
  ];
}

const relayClaims = (plan: Loose<Plan>): Claim[] =>
  relaysOf(plan).flatMap(({ value, where }) => {
    const within = ipv4Subnets(entry(value.subnet, `${where}.subnet`)).map((one) => one.value);
    return claim(entry(value.gateway, `${where}.gateway`), 'the gateway of a relayed subnet', within);
  });

/** A blade may be in the laptop's subnet or behind a relay; while the former cannot be read, nothing is known of it. */
function bladeClaims(plan: Loose<Plan>, own: readonly Subnet[]): Claim[] {
  const within = own.length > 0 ? [...own, ...relayedSubnets(plan).map(({ value }) => value)] : [];
  return entriesOf(plan.blades, 'blades').flatMap(({ value, where }) =>
    claim(entry(addressOf(plan, value), value.ip ? `${where}.ip` : `${where}.slot`), `blade ${value.slot ?? where}`, within),
  );
}

/** All claims in the order of the plan. */
export function claimsOf(plan: Loose<Plan>): Claim[] {
  const subnet = ownSubnet(plan);
  const own = subnet ? [subnet] : [];
  return [...laptopClaims(plan, own), ...relayClaims(plan), ...bladeClaims(plan, own)];
}
