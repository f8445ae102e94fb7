// Rules of single addresses: each lies in its subnet, is held once, outside the pool, and lasts when the laptop leaves.

import { cidrText, contains, distance, isIpv4, lastOf, type Subnet } from '../../network/address.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { type Claim, claimsOf } from './claims.ts';
import { entriesOf, entry } from './entries.ts';

const ipv4Claims = (plan: Loose<Plan>) => claimsOf(plan).filter(({ address }) => isIpv4(address));

/** At the first address of the rack or of a chassis instead of at every blade that gets one from it. */
function ipv4Only(plan: Loose<Plan>): Problem[] {
  const byHand = claimsOf(plan).filter(({ where }) => !where.endsWith('.slot'));
  const byRule = entriesOf(plan.chassis, 'chassis').flatMap(({ value, where }) => entry(value.firstIp, `${where}.firstIp`));
  const ofRack = entry(plan.addressing?.firstIp, 'addressing.firstIp');
  return [...ofRack, ...byRule, ...byHand.map(({ address: value, where }) => ({ value, where }))].flatMap(({ value, where }) =>
    isIpv4(value) ? [] : [at(where, problem('plan-ipv6-not-yet', { value }))],
  );
}

const isEnd = (address: string, subnet: Subnet) =>
  address === subnet.address ? 'network' : address === lastOf(subnet) ? 'broadcast' : undefined;

function misplaced({ address, where, who, within }: Claim): Problem[] {
  const subnet = within.find((one) => contains(one, address));
  if (!subnet)
    return within.length === 0
      ? []
      : [at(where, problem('plan-address-outside', { address, who, subnets: within.map(cidrText).join(' or ') }))];
  const kind = isEnd(address, subnet);
  return kind ? [at(where, problem('plan-address-reserved', { address, who, kind, subnet: cidrText(subnet) }))] : [];
}

const inPlace = (plan: Loose<Plan>): Problem[] => ipv4Claims(plan).flatMap(misplaced);

/** A gateway that is the laptop is `lasting`'s to tell. */
const mayShare = (one: Claim, other: Claim) => one.where === 'network.laptop' && other.where === 'network.gateway';

function heldOnce(plan: Loose<Plan>): Problem[] {
  const holders = new Map<string, Claim>();
  return ipv4Claims(plan)
    .filter(({ held }) => held)
    .flatMap((claim) => {
      const holder = holders.get(claim.address);
      if (!holder) holders.set(claim.address, claim);
      if (!holder || mayShare(holder, claim)) return [];
      const { address, who, where } = claim;
      return [at(where, problem('plan-address-twice', { address, who, other: `${holder.who} (${holder.where})` }))];
    });
}

/** The pool when both ends can be read. */
function poolOf(plan: Loose<Plan>): { first: string; last: string } | undefined {
  const { first, last } = plan.network?.dhcp?.pool ?? {};
  return first && last && isIpv4(first) && isIpv4(last) ? { first, last } : undefined;
}

function poolInOrder(plan: Loose<Plan>): Problem[] {
  const pool = poolOf(plan);
  return pool && distance(pool.first, pool.last) < 0 ? [at('network.dhcp.pool', problem('plan-pool-order', pool))] : [];
}

function outsidePool(plan: Loose<Plan>): Problem[] {
  const pool = poolOf(plan);
  if (!pool) return [];
  const inside = ({ address, held }: Claim) => held && distance(pool.first, address) >= 0 && distance(address, pool.last) >= 0;
  return ipv4Claims(plan)
    .filter(inside)
    .map(({ address, where, who }) => at(where, problem('plan-address-in-pool', { address, who, pool: `${pool.first}–${pool.last}` })));
}

/** What the installed system would lose with the laptop: a warning, because a site may give the laptop's address to a server later. */
function lasting(plan: Loose<Plan>): Problem[] {
  const { laptop, gateway, dns, ntp } = plan.network ?? {};
  const named = [
    ...entry(gateway, 'network.gateway').map((found) => ({ ...found, who: 'The gateway' })),
    ...entriesOf(dns, 'network.dns').map((found) => ({ ...found, who: 'The DNS server' })),
    ...entriesOf(ntp, 'network.ntp').map((found) => ({ ...found, who: 'The time server' })),
  ];
  return named
    .filter(({ value }) => value === laptop)
    .map(({ value, where, who }) => at(where, warning(problem('plan-needs-laptop', { who, address: value }))));
}

export const addressRules = [ipv4Only, inPlace, heldOnce, poolInOrder, outsidePool, lasting];
