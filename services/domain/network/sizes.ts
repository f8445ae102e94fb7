// Network arithmetic: how many pods, nodes and services the ranges have room for, and how much of it the plan takes.

import { podPrefixOf, podRanges, serviceRanges } from '../plan/cluster-ranges.ts';
import type { Loose } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { claimsOf, ownSubnet } from '../plan/rules/claims.ts';
import { bitsOf, cidrText, contains, distance, familyOf, isIpv4, roomIn, type Subnet, usable } from './address.ts';

/** What a kubelet runs at most when it is not told otherwise (`maxPods`). */
export const mostPodsOfKubelet = 110;

export interface SubnetSize {
  readonly range: string;
  /** Addresses that machines can have. */
  readonly addresses: number;
  /** Those of blades, laptop, gateway, VIP and pool. */
  readonly used: number;
}

export interface PodSize {
  readonly range: string;
  /** Length of each node's part. */
  readonly podPrefix: number;
  /** Parts in the range; 0 when one part is larger than it. */
  readonly nodes: bigint;
  /** Addresses in one part. */
  readonly addressesPerNode: bigint;
  /** Pods with an address of their own on one node: as many as there are addresses, and no more than a kubelet runs. */
  readonly podsPerNode: number;
  readonly plannedNodes: number;
}

export interface ServiceSize {
  readonly range: string;
  readonly services: bigint;
}

export interface NetworkSizes {
  /** Absent while the subnet cannot be read. */
  readonly subnet?: SubnetSize;
  /** Each range that can be read, the plan's own or the default. */
  readonly pods: readonly PodSize[];
  readonly services: readonly ServiceSize[];
}

/** The readable pool's number of addresses; 0 when it is backwards. */
function poolSize(plan: Loose<Plan>): number {
  const { first, last } = plan.network?.dhcp?.pool ?? {};
  return first && last && isIpv4(first) && isIpv4(last) ? Math.max(0, distance(first, last) + 1) : 0;
}

/** Every machine, the laptop, gateway and VIP, and the whole pool. */
export function subnetSize(plan: Loose<Plan>): SubnetSize | undefined {
  const subnet = ownSubnet(plan);
  if (!subnet) return undefined;
  const held = claimsOf(plan).filter((claim) => claim.held && isIpv4(claim.address) && contains(subnet, claim.address));
  const used = new Set(held.map(({ address }) => address)).size + poolSize(plan);
  return { range: cidrText(subnet), addresses: roomIn(subnet), used };
}

/** The arithmetic of one pod range: 192.168.0.0/16 in parts of /26 is 1024 nodes of 62 pods. */
export function podSize(range: Subnet, podPrefix: number, plannedNodes: number): PodSize {
  const bits = podPrefix - range.prefixLength;
  const addressesPerNode = usable({ address: range.address, prefixLength: podPrefix });
  const podsPerNode = addressesPerNode < mostPodsOfKubelet ? Number(addressesPerNode) : mostPodsOfKubelet;
  return { range: cidrText(range), podPrefix, nodes: bits < 0 ? 0n : 1n << BigInt(bits), addressesPerNode, podsPerNode, plannedNodes };
}

/** What the fields of the network mean in numbers, as far as they can be read. Counts of a range are bigint: an IPv6 one has room for more than a number holds. */
export function networkSizes(plan: Loose<Plan>): NetworkSizes {
  const subnet = subnetSize(plan);
  const plannedNodes = plan.blades?.length ?? 0;
  const pods = podRanges(plan).flatMap((range) => {
    const podPrefix = podPrefixOf(plan, range);
    return podPrefix === null || podPrefix > bitsOf(familyOf(range.value.address)) ? [] : [podSize(range.value, podPrefix, plannedNodes)];
  });
  const services = serviceRanges(plan).map(({ value }) => ({ range: cidrText(value), services: usable(value) }));
  return { ...(subnet && { subnet }), pods, services };
}
