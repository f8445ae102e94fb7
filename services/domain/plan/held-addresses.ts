// Which addresses of a plan have to be free on the wire before blades are armed, and what it means when somebody speaks under one of them.

import { movingVip } from '../kubernetes/endpoint.ts';
import { contains } from '../network/address.ts';
import { at, type Problem, problem } from '../problem.ts';
import { type Plan, type PlannedBlade, plannedBlades } from './plan.ts';
import { ownSubnet } from './rules/claims.ts';

/** An address that the wire is asked for. */
export interface AskedAddress {
  readonly address: string;
  /** The slot it is planned for, or the place in the plan. */
  readonly where: string;
  /** The MACs that may speak under it. */
  readonly rightful: readonly string[];
}

interface Planned {
  readonly plan: Plan;
  /** Those that are about to be armed. */
  readonly slots: readonly string[];
  /** The MACs of this laptop: an adapter answers for the addresses of the others. */
  readonly own: readonly string[];
}

const macsOf = (blades: readonly PlannedBlade[]): string[] => blades.flatMap(({ macs }) => macs);

/**
 * The addresses of the slots, the laptop's own, and the one that moves, which a control-plane blade holds when the cluster stands. Those behind
 * a relay are left out: ARP crosses no router.
 */
export function addressesToAsk({ plan, slots, own }: Planned): AskedAddress[] {
  const blades = plannedBlades(plan);
  const subnet = ownSubnet(plan);
  const vip = movingVip(plan);
  const central = macsOf(blades.filter(({ role }) => role === 'control-plane'));
  return [
    { address: plan.network.laptop, where: 'network.laptop', rightful: own },
    ...(vip === undefined ? [] : [{ address: vip, where: 'network.vip', rightful: central }]),
    ...blades.filter(({ slot }) => slots.includes(slot)).map(({ address, slot, macs }) => ({ address, where: slot, rightful: macs })),
  ].filter(({ address }) => subnet !== undefined && contains(subnet, address));
}

/** Who was heard, and where that machine has its slot when it is one of the plan's. */
const inWords = (mac: string, plan: Plan): string => {
  const slot = plannedBlades(plan).find(({ macs }) => macs.includes(mac))?.slot;
  return slot === undefined ? mac : `${mac} (${slot})`;
};

interface Heard {
  readonly address: string;
  /** Lower case with colons. */
  readonly mac: string;
}

/** One problem for each machine (`address-in-use`) that speaks under an address which is not to be its own. */
export const addressesInUse = (asked: readonly AskedAddress[], heard: readonly Heard[], plan: Plan): Problem[] =>
  asked.flatMap(({ address, where, rightful }) =>
    heard
      .filter((one) => one.address === address && !rightful.includes(one.mac))
      .map(({ mac }) => at(where, problem('address-in-use', { address, holder: inWords(mac, plan) }))),
  );
