// Today's plan, and what follows from it blade by blade: address, host name, disk rule.

import { plus } from '../network/address.ts';
import type { DiskRule, LoaderChoice, PlanV1 } from './v1.ts';

export type Plan = PlanV1;

/** One blade with everything the plan says of it filled in. */
export interface PlannedBlade {
  readonly slot: string;
  /** Index in `plan.blades`, for problems that point into the plan. */
  readonly index: number;
  readonly macs: readonly string[];
  readonly hostname: string;
  readonly address: string;
  readonly role: 'control-plane' | 'worker' | undefined;
  readonly disk: DiskRule;
  readonly loader: LoaderChoice;
}

/** `c1-3` for slot `c1/3`. */
const hostnameOfSlot = (slot: string) => slot.replace('/', '-');

/** The address the chassis rule gives this slot; undefined when the chassis is unknown or has no first address. */
export function addressByRule(plan: Plan, slot: string): string | undefined {
  const [name, number] = slot.split('/');
  const chassis = plan.chassis.find((one) => one.name === name);
  return chassis?.firstIp && plus(chassis.firstIp, (Number(number) - 1) * chassis.step);
}

/** The blades of a plan that check.ts found no errors in. */
export const plannedBlades = (plan: Plan): PlannedBlade[] =>
  plan.blades.map((blade, index) => ({
    slot: blade.slot,
    index,
    macs: blade.macs,
    hostname: blade.hostname ?? hostnameOfSlot(blade.slot),
    address: blade.ip ?? addressByRule(plan, blade.slot) ?? '',
    role: blade.role,
    disk: blade.disk ?? plan.disk,
    loader: blade.loader ?? plan.loader,
  }));
