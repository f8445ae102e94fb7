// Rules of ranges: networks that do not overlap, are large enough, and can hold machines; node ports; what DHCP announces.

import { cidrText, isIpv4, overlap, parseCidr, type Subnet, specialRange } from '../../network/address.ts';
import { subnetSize } from '../../network/sizes.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import { podRanges, serviceRanges } from '../cluster-ranges.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { type Entry, entriesOf, entry } from './entries.ts';

/** Where machines are: the laptop's subnet and those behind relays. */
const machineRanges = (plan: Loose<Plan>): Entry<string>[] => [
  ...entry(plan.network?.subnet, 'network.subnet'),
  ...entriesOf(plan.network?.dhcp?.relayed, 'network.dhcp.relayed').flatMap(({ value, where }) => entry(value.subnet, `${where}.subnet`)),
];

/** Ranges of the cluster's own, and those they must keep away from: the machines' and each other's. */
const allRanges = (plan: Loose<Plan>): Entry<Subnet>[] => [
  ...machineRanges(plan).flatMap(({ value, where }) => entry(parseCidr(value), where)),
  ...podRanges(plan),
  ...serviceRanges(plan),
];

const ipv4Only = (plan: Loose<Plan>): Problem[] =>
  machineRanges(plan).flatMap(({ value, where }) =>
    isIpv4(value.split('/')[0]!) ? [] : [at(where, problem('plan-ipv6-not-yet', { value }))],
  );

/** Loopback is where a virtual rack's blades are; nothing else is ordinary there. */
const ordinary = (plan: Loose<Plan>): Problem[] =>
  allRanges(plan).flatMap(({ value, where }) => {
    const [kind, subnet] = [specialRange(value), cidrText(value)];
    if (!kind) return [];
    const virtual = kind === 'loopback' && where === 'network.subnet';
    return [at(where, virtual ? warning(problem('plan-on-loopback', { subnet })) : problem('plan-subnet-special', { subnet, kind }))];
  });

const overlapping = ({ value, where }: Entry<Subnet>, others: readonly Entry<Subnet>[]): Problem[] =>
  others
    .filter((other) => overlap(other.value, value))
    .map((other) =>
      at(where, problem('plan-ranges-overlap', { range: cidrText(value), otherRange: cidrText(other.value), other: other.where })),
    );

const apart = (plan: Loose<Plan>): Problem[] => allRanges(plan).flatMap((range, index, all) => overlapping(range, all.slice(0, index)));

/** The machines' own subnet is a network of the site; what is inside the cluster must not be. */
function apartFromSite(plan: Loose<Plan>): Problem[] {
  const site = entriesOf(plan.network?.siteRoutes, 'network.siteRoutes').flatMap(({ value, where }) => entry(parseCidr(value), where));
  return [...podRanges(plan), ...serviceRanges(plan)].flatMap((range) => overlapping(range, site));
}

function largeEnough(plan: Loose<Plan>): Problem[] {
  const size = subnetSize(plan);
  if (!size || size.used <= size.addresses) return [];
  return [at('network.subnet', problem('plan-subnet-small', { subnet: size.range, room: size.addresses, needed: size.used }))];
}

/** What nodes themselves listen on: SSH, etcd, the API server, the kubelet and the controllers beside it. */
const portsOfNodes = [22, 2379, 2380, 6443, 10250, 10256, 10257, 10259];
const largestPort = 65_535;

function nodePorts(plan: Loose<Plan>): Problem[] {
  const range = plan.network?.nodePorts;
  if (!range) return [];
  const [first = 0, last = 0] = range.split('-').map(Number);
  const taken = portsOfNodes.filter((port) => first <= port && port <= last);
  const reasons = [
    ...(first > last ? ['ends before it begins'] : []),
    ...(first < 1 || last > largestPort ? [`goes beyond 1 to ${largestPort}`] : []),
    ...(taken.length > 0 ? [`contains ports the nodes themselves need (${taken.join(', ')})`] : []),
  ];
  return reasons.map((reason) => at('network.nodePorts', problem('plan-node-ports', { range, reason })));
}

function announcements(plan: Loose<Plan>): Problem[] {
  const { gateway, dns, dhcp } = plan.network ?? {};
  const missing = [
    ...(dhcp?.announceGateway && gateway === undefined ? [{ field: 'announceGateway', missing: 'gateway' }] : []),
    ...(dhcp?.announceDns && dns?.length === 0 ? [{ field: 'announceDns', missing: 'dns' }] : []),
  ];
  return missing.map((found) => at(`network.dhcp.${found.field}`, problem('plan-nothing-to-announce', found)));
}

const poolUsed = (plan: Loose<Plan>): Problem[] =>
  plan.network?.dhcp?.mode === 'proxy' && plan.network.dhcp.pool ? [at('network.dhcp.pool', warning(problem('plan-pool-unused')))] : [];

/** Only machines with an address of the pool are shown it. */
function menuShown(plan: Loose<Plan>): Problem[] {
  const { menu, pool, mode } = plan.network?.dhcp ?? {};
  const nobody = pool === undefined || mode === 'proxy';
  return menu && nobody ? [at('network.dhcp.menu', warning(problem('plan-menu-unused')))] : [];
}

export const rangeRules = [ipv4Only, ordinary, apart, apartFromSite, largeEnough, nodePorts, announcements, poolUsed, menuShown];
