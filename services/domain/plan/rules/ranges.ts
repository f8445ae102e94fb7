// Rules of ranges: networks that do not overlap, are large enough, and can hold machines; node ports; what DHCP announces.

import { cidrText, contains, distance, isIpv4, overlap, parseCidr, roomIn, type Subnet, specialRange } from '../../network/address.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { claimsOf, ownSubnet } from './claims.ts';
import { type Entry, entriesOf, entry, ranges } from './entries.ts';

/** Where machines are: the laptop's subnet and those behind relays. */
const machineRanges = (plan: Loose<Plan>): Entry<string>[] => [
  ...entry(plan.network?.subnet, 'network.subnet'),
  ...entriesOf(plan.network?.dhcp?.relayed, 'network.dhcp.relayed').flatMap(({ value, where }) => entry(value.subnet, `${where}.subnet`)),
];

const allRanges = (plan: Loose<Plan>): Entry<Subnet>[] =>
  [...machineRanges(plan), ...ranges(plan.network?.pods, 'network.pods'), ...ranges(plan.network?.services, 'network.services')].flatMap(
    ({ value, where }) => entry(parseCidr(value), where),
  );

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

const apart = (plan: Loose<Plan>): Problem[] =>
  allRanges(plan).flatMap(({ value, where }, index, all) =>
    all
      .slice(0, index)
      .filter((earlier) => overlap(earlier.value, value))
      .map((earlier) =>
        at(where, problem('plan-ranges-overlap', { range: cidrText(value), otherRange: cidrText(earlier.value), other: earlier.where })),
      ),
  );

/** Every machine, the laptop, gateway and VIP, and the whole pool. */
function largeEnough(plan: Loose<Plan>): Problem[] {
  const subnet = ownSubnet(plan);
  if (!subnet) return [];
  const { first, last } = plan.network?.dhcp?.pool ?? {};
  const held = claimsOf(plan).filter((claim) => claim.held && isIpv4(claim.address) && contains(subnet, claim.address));
  const pool = first && last && isIpv4(first) && isIpv4(last) ? Math.max(0, distance(first, last) + 1) : 0;
  const needed = new Set(held.map(({ address }) => address)).size + pool;
  const room = roomIn(subnet);
  return needed > room ? [at('network.subnet', problem('plan-subnet-small', { subnet: cidrText(subnet), room, needed }))] : [];
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

export const rangeRules = [ipv4Only, ordinary, apart, largeEnough, nodePorts, announcements, poolUsed];
