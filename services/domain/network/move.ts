// A plan that comes to another network than it was written for: every address of it keeps its place in the subnet.

import type { PlanEdit } from '../plan/edit.ts';
import type { Loose } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { ownSubnet } from '../plan/rules/claims.ts';
import { type Entry, entriesOf, entry } from '../plan/rules/entries.ts';
import { cidrText, contains, distance, isIpv4, lastOf, parseCidr, plus, type Subnet } from './address.ts';

/** Addresses that the plan itself gives out; DNS and time servers are the site's and stay where they are. */
function written(plan: Loose<Plan>): Entry<string>[] {
  const { gateway, vip, dhcp } = plan.network ?? {};
  const named = [
    ...entry(gateway, 'network.gateway'),
    ...entry(vip, 'network.vip'),
    ...entry(dhcp?.pool?.first, 'network.dhcp.pool.first'),
    ...entry(dhcp?.pool?.last, 'network.dhcp.pool.last'),
    ...entry(plan.addressing?.firstIp, 'addressing.firstIp'),
  ];
  const chassis = entriesOf(plan.chassis, 'chassis').flatMap(({ value, where }) => entry(value.firstIp, `${where}.firstIp`));
  const blades = entriesOf(plan.blades, 'blades').flatMap(({ value, where }) => entry(value.ip, `${where}.ip`));
  return [...named, ...chassis, ...blades].filter(({ value }) => isIpv4(value));
}

/** The same place in the other subnet; nothing where that has no room for it. */
function movedTo(to: Subnet, from: Subnet, { value, where }: Entry<string>): PlanEdit[] {
  const place = distance(from.address, value);
  const last = distance(to.address, lastOf(to));
  return place > 0 && place < last ? [{ where, value: plus(to.address, place) }] : [];
}

/**
 * Edits that bring the plan to this subnet, with the laptop at this address of it. Addresses of the old subnet keep their place in the new one;
 * those that do not fit in it stay, and the plan's check tells of them. None when the plan says all of it already.
 */
export function moveNetwork(plan: Loose<Plan>, { subnet, laptop }: { readonly subnet: string; readonly laptop: string }): PlanEdit[] {
  const [from, to] = [ownSubnet(plan), parseCidr(subnet)];
  const isOther = from && to && cidrText(from) !== subnet;
  const moved = isOther ? written(plan).filter(({ value }) => contains(from, value)) : [];
  return [
    ...(plan.network?.subnet === subnet ? [] : [{ where: 'network.subnet', value: subnet }]),
    ...(plan.network?.laptop === laptop ? [] : [{ where: 'network.laptop', value: laptop }]),
    ...moved.flatMap((found) => movedTo(to!, from!, found)),
  ];
}
