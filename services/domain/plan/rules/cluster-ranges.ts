// Rules of the cluster's own ranges: families, each node's part of the pods, room for services, and no server of the site inside.

import { bitsOf, cidrText, contains, type Family, familyOf, isAddress, overlap, type Subnet } from '../../network/address.ts';
import { podSize } from '../../network/sizes.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import { podPrefixOf, podRanges, serviceRanges } from '../cluster-ranges.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { ownSubnet } from './claims.ts';
import { type Entry, entriesOf } from './entries.ts';

const familyIn = ({ value }: Entry<Subnet>): Family => familyOf(value.address);
const familyNames: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

const oneOfEach = (plan: Loose<Plan>): Problem[] =>
  [podRanges(plan), serviceRanges(plan)].flatMap(([first, second]) =>
    first && second && familyIn(first) === familyIn(second)
      ? [at(second.where, problem('plan-ranges-same-family', { range: cidrText(second.value), other: cidrText(first.value) }))]
      : [],
  );

/** kube-apiserver: "service IP family must match public address family", and the blades' addresses are IPv4. */
function servicesLikeNodes(plan: Loose<Plan>): Problem[] {
  const [first] = serviceRanges(plan);
  return first && familyIn(first) === 'ipv6' ? [at(first.where, problem('plan-services-family', { range: cidrText(first.value) }))] : [];
}

function sameFamilies(plan: Loose<Plan>): Problem[] {
  const [pods, services] = [podRanges(plan), serviceRanges(plan)].map((found) =>
    [...new Set(found.map((one) => familyNames[familyIn(one)]))].toSorted().join(' + '),
  );
  if (!pods || !services || pods === services) return [];
  return [at('network.services', warning(problem('plan-families-differ', { pods, services })))];
}

/** The controller manager keeps a bitmap of at most 2^16 parts (kubeadm refuses more), and a part has at least two addresses to give out. */
const mostPartBits = 16;
const leastHostBits = 2;

function partOfNode(plan: Loose<Plan>, range: Entry<Subnet>): Problem[] {
  const podPrefix = podPrefixOf(plan, range);
  if (podPrefix === null) return [];
  const { prefixLength } = range.value;
  const last = bitsOf(familyIn(range)) - leastHostBits;
  const [shortest, longest] = [prefixLength, Math.min(prefixLength + mostPartBits, last)];
  if (podPrefix >= shortest && podPrefix <= longest) return roomForNodes(plan, range, podPrefix);
  const where = plan.network?.podPrefix === undefined ? range.where : 'network.podPrefix';
  return [at(where, problem('plan-pod-prefix', { podPrefix, range: cidrText(range.value), shortest, longest }))];
}

/** At least a quarter more nodes than are planned: the range of a running cluster cannot be changed. */
const growth = 1.25;

function roomForNodes(plan: Loose<Plan>, { value, where }: Entry<Subnet>, podPrefix: number): Problem[] {
  const planned = plan.blades?.length ?? 0;
  const { nodes, range } = podSize(value, podPrefix, planned);
  const found = { range, podPrefix, nodes: Number(nodes), planned };
  if (nodes < planned) return [at(where, problem('plan-pods-few-nodes', found))];
  return Number(nodes) < planned * growth ? [at(where, warning(problem('plan-pods-no-growth', found)))] : [];
}

const partsOfNodes = (plan: Loose<Plan>): Problem[] => podRanges(plan).flatMap((range) => partOfNode(plan, range));

/** kubeadm takes services from 2^20 addresses down to the 10 that the cluster's DNS needs, whose address is always the tenth. */
const mostServiceBits = 20;
const leastServiceBits = 4;

const servicesSized = (plan: Loose<Plan>): Problem[] =>
  serviceRanges(plan).flatMap(({ value, where }) => {
    const bits = bitsOf(familyOf(value.address));
    const [shortest, longest] = [bits - mostServiceBits, bits - leastServiceBits];
    const range = cidrText(value);
    if (value.prefixLength < shortest) return [at(where, problem('plan-services-large', { range, shortest }))];
    return value.prefixLength > longest ? [at(where, problem('plan-services-small', { range, longest }))] : [];
  });

/** A server inside a range of the cluster is out of reach for pods, or for everybody on a blade. */
function serversOutside(plan: Loose<Plan>): Problem[] {
  const servers = [...entriesOf(plan.network?.dns, 'network.dns'), ...entriesOf(plan.network?.ntp, 'network.ntp')];
  const addresses = servers.filter(({ value }) => isAddress(value));
  const own = ownSubnet(plan);
  // A range over the whole subnet is told of as such.
  const ranges = [...podRanges(plan), ...serviceRanges(plan)].filter(({ value }) => !own || !overlap(own, value));
  return addresses.flatMap(({ value: address, where }) =>
    ranges
      .filter((range) => contains(range.value, address))
      .map((range) => at(where, problem('plan-address-in-range', { address, range: cidrText(range.value), other: range.where }))),
  );
}

export const clusterRangeRules = [oneOfEach, servicesLikeNodes, sameFamilies, partsOfNodes, servicesSized, serversOutside];
