// Usual values for the network: what an adapter says of it, and ranges for pods and services that keep clear of everything known of the site.

import { defaultRanges, podPrefixOf, podRanges, serviceRanges } from '../plan/cluster-ranges.ts';
import type { PlanEdit } from '../plan/edit.ts';
import type { Loose } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { claimsOf, ownSubnet, relayedSubnets } from '../plan/rules/claims.ts';
import { type Entry, entriesOf, entry } from '../plan/rules/entries.ts';
import { type Adapter, netsOf } from './adapters.ts';
import {
  bitsOf,
  cidrText,
  contains,
  distance,
  isIpv4,
  lastOf,
  networkOf,
  overlap,
  parseCidr,
  plus,
  type Subnet,
  specialRange,
} from './address.ts';

const ipv4Bits = bitsOf('ipv4');
const alone = (address: string): Subnet => ({ address, prefixLength: ipv4Bits });

/** What an adapter with an address says of the provisioning network. Undefined for one without an IPv4 address that others can reach. */
export function networkOfAdapter({ addresses }: Adapter): { readonly laptop: string; readonly subnet: string } | undefined {
  const own = addresses.find(({ address }) => isIpv4(address) && specialRange(alone(address)) !== 'link-local');
  return own && { laptop: own.address, subnet: cidrText({ ...own, address: networkOf(own.address, own.prefixLength) }) };
}

/** Kubernetes' own default (`--service-node-port-range`). */
export const usualNodePorts = '30000-32767';

/** Private networks (RFC 1918), and at last the shared one (RFC 6598), which a site is least likely to route. */
const privateNets = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map((text) => parseCidr(text)!);

/** Anything larger has addresses of others in it. */
const largestPrivate = 8;

/** 65,534 services: more than any first cluster has. Where the site leaves no such network, down to 4,094. */
const serviceLengths = [16, 18, 20];

/** Room for so many times the planned blades: the range of a running cluster cannot be changed. */
const growth = 2;
/** 256 nodes at the usual part of /24 each. */
const usualPodLength = 16;
const usualPodPrefix = 24;

/** Every network of this length in `nets`; first the one that engineers recognise in a log. */
function* networksOf(length: number, favourite: Subnet, nets: readonly Subnet[]): Generator<Subnet> {
  yield { address: networkOf(favourite.address, length), prefixLength: length };
  for (const { address, prefixLength } of nets.filter((net) => net.prefixLength <= length))
    for (let index = 0; index < 2 ** (length - prefixLength); index += 1)
      yield { address: plus(address, index * 2 ** (ipv4Bits - length)), prefixLength: length };
}

function firstFree(lengths: readonly number[], favourite: string, taken: readonly Subnet[]): Subnet | undefined {
  const wholly = (net: Subnet) => taken.some((one) => one.prefixLength <= net.prefixLength && overlap(one, net));
  const left = privateNets.filter((net) => !wholly(net));
  for (const length of lengths)
    for (const found of networksOf(length, parseCidr(favourite)!, left)) if (!taken.some((one) => overlap(one, found))) return found;
  return undefined;
}

/** From the length that leaves room for growth to the one that just holds the planned blades. */
function podLengths(plan: Loose<Plan>): number[] {
  const written = podPrefixOf(plan, { value: parseCidr(defaultRanges.pods)!, where: 'network.pods' });
  const podPrefix = written && written < ipv4Bits - 1 ? written : usualPodPrefix;
  const lengthFor = (nodes: number) => podPrefix - Math.ceil(Math.log2(Math.max(1, nodes)));
  const planned = plan.blades?.length ?? 0;
  const [first, last] = [Math.min(usualPodLength, lengthFor(planned * growth)), lengthFor(planned)];
  const lengths = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return lengths.filter((length) => length >= largestPrivate);
}

/** Everything that is known of the site: the machines' networks, routes, servers, and the laptop's own adapters. */
function siteNets(plan: Loose<Plan>, adapters: readonly Adapter[]): Subnet[] {
  const { subnet, siteRoutes, dns, ntp } = plan.network ?? {};
  const servers = [...(dns ?? []), ...(ntp ?? [])].filter((server) => server !== null && isIpv4(server)) as string[];
  const written = [...entry(subnet, ''), ...entriesOf(siteRoutes, '')].flatMap(({ value }) => parseCidr(value) ?? []);
  return [...written, ...relayedSubnets(plan).map(({ value }) => value), ...servers.map(alone), ...adapters.flatMap(netsOf)];
}

interface ToSettle {
  readonly field: 'pods' | 'services';
  readonly found: readonly Entry<Subnet>[];
  readonly isWritten: boolean;
  /** What it must not overlap. */
  readonly taken: readonly Subnet[];
  readonly free: () => Subnet | undefined;
}

/** What is not written is written, what overlaps something is moved, what is good stays. */
function settled({ field, found, isWritten, taken, free }: ToSettle): PlanEdit[] {
  const clashes = found.filter(({ value }) => isIpv4(value.address) && taken.some((one) => overlap(one, value)));
  const places = isWritten && found.length > 0 ? clashes.map(({ where }) => where) : [`network.${field}`];
  const range = places.length > 0 ? free() : undefined;
  return range ? places.map((where) => ({ where, value: cidrText(range) })) : [];
}

/**
 * Edits that give the cluster ranges which overlap neither the site nor each other: what is empty is filled in, a range that overlaps something
 * is replaced, what is good stays. No edit for a range that nothing free is left for. IPv4; a second range of IPv6 stays as it is.
 */
export function usualNetwork(plan: Loose<Plan>, adapters: readonly Adapter[] = []): PlanEdit[] {
  const { pods, services, nodePorts } = plan.network ?? {};
  const [site, ownPods, ownServices] = [siteNets(plan, adapters), podRanges(plan), serviceRanges(plan)];
  const besideServices = services === undefined ? site : [...site, ...ownServices.map(({ value }) => value)];
  const freePods = () => firstFree(podLengths(plan), defaultRanges.pods, besideServices);
  const podEdits = settled({ field: 'pods', found: ownPods, isWritten: pods !== undefined, taken: site, free: freePods });
  const moved = podEdits.flatMap(({ value }) => parseCidr(String(value)) ?? []);
  const taken = [...site, ...(moved.length > 0 ? moved : ownPods.map(({ value }) => value))];
  const freeServices = () => firstFree(serviceLengths, defaultRanges.services, taken);
  const serviceEdits = settled({ field: 'services', found: ownServices, isWritten: services !== undefined, taken, free: freeServices });
  return [...podEdits, ...serviceEdits, ...(nodePorts === undefined ? [{ where: 'network.nodePorts', value: usualNodePorts }] : [])];
}

/** Enough for the strangers of one rack; a smaller gap is taken where there is none so large. */
const poolAddresses = 20;

/** The highest free addresses of the subnet in one row: a pool for machines that are not in the plan. Undefined where every address is held. */
export function freePool(plan: Loose<Plan>): { readonly first: string; readonly last: string } | undefined {
  const subnet = ownSubnet(plan);
  if (!subnet) return undefined;
  const end = distance(subnet.address, lastOf(subnet));
  const inside = claimsOf(plan).filter(({ held, address }) => held && contains(subnet, address));
  const edges = [0, ...inside.map(({ address }) => distance(subnet.address, address)), end].toSorted((one, other) => one - other);
  const gaps = edges.slice(1).map((edge, index) => ({ last: edge - 1, free: edge - edges[index]! - 1 }));
  const best = gaps.findLast(({ free }) => free >= poolAddresses) ?? gaps.toSorted((one, other) => one.free - other.free).at(-1);
  if (!best || best.free < 1) return undefined;
  const at = (place: number) => plus(subnet.address, place);
  return { first: at(best.last - Math.min(best.free, poolAddresses) + 1), last: at(best.last) };
}
