// Today's plan, and what follows from it blade by blade: address, host name, disk rule.

import { plus } from '../network/address.ts';
import type { Loose } from './loose.ts';
import type { DiskRule, LoaderChoice, PlanV1 } from './v1.ts';

export type Plan = PlanV1;
export type LooseBlade = Loose<Plan['blades'][number]>;

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

/** The chassis and the number in a slot id: `c1` and 3 of `c1/3`. */
export function slotParts(slot: string): { chassis: string; number: number } {
  const [chassis = '', number = ''] = slot.split('/');
  return { chassis, number: Number(number) };
}

/** The address the chassis rule gives this slot; undefined when the chassis is unknown or has no first address, null when that cannot be read. */
export function addressByRule(plan: Loose<Pick<Plan, 'chassis'>>, slot: string): string | null | undefined {
  const { chassis: name, number } = slotParts(slot);
  const chassis = plan.chassis?.find((one) => one?.name === name);
  if (!chassis?.firstIp) return chassis?.firstIp;
  return chassis.step ? plus(chassis.firstIp, (number - 1) * chassis.step) : null;
}

/** By hand, else by rule; null and undefined as in `addressByRule`. */
export const addressOf = (plan: Loose<Pick<Plan, 'chassis'>>, blade: LooseBlade): string | null | undefined =>
  blade.ip !== undefined ? blade.ip : blade.slot ? addressByRule(plan, blade.slot) : null;

/** By hand, else `c1-3` for slot `c1/3`. */
export const hostnameOf = (blade: LooseBlade): string | null | undefined =>
  blade.hostname !== undefined ? blade.hostname : blade.slot?.replace('/', '-');

/** The blades of a plan that check.ts found no errors in. */
export const plannedBlades = (plan: Plan): PlannedBlade[] =>
  plan.blades.map((blade, index) => ({
    slot: blade.slot,
    index,
    macs: blade.macs,
    hostname: hostnameOf(blade) ?? '',
    address: addressOf(plan, blade) ?? '',
    role: blade.role,
    disk: blade.disk ?? plan.disk,
    loader: blade.loader ?? plan.loader,
  }));
