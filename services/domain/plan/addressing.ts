// Slots and their addresses, there and back: by hand, by the rule of the chassis, by the rule of the rack.

import { distance, isIpv4, plus } from '../network/address.ts';
import type { Loose } from './loose.ts';
import type { PlanV1 } from './v1.ts';

type Rules = Loose<Pick<PlanV1, 'chassis' | 'addressing'>>;
type Chassis = Loose<PlanV1['chassis'][number]>;
type Blade = Loose<PlanV1['blades'][number]>;

/** Where the addresses of a chassis begin, and how far apart they are. */
export interface AddressRule {
  readonly firstIp: string;
  readonly step: number;
}

/** The chassis and the number in a slot id: `c1` and 3 of `c1/3`. */
export function slotParts(slot: string): { chassis: string; number: number } {
  const [chassis = '', number = ''] = slot.split('/');
  return { chassis, number: Number(number) };
}

/** The rule of the chassis at this place of the plan: its own, else the rack's. Undefined when there is none, null when it cannot be read. */
export function ruleOf(plan: Rules, index: number): AddressRule | null | undefined {
  const chassis = plan.chassis?.[index];
  if (!chassis) return chassis;
  if (chassis.firstIp !== undefined) return chassis.firstIp && chassis.step ? { firstIp: chassis.firstIp, step: chassis.step } : null;
  if (!plan.addressing) return plan.addressing;
  const { firstIp, step, perChassis } = plan.addressing;
  return firstIp && step && perChassis ? { firstIp: plus(firstIp, index * perChassis), step } : null;
}

const addressIn = ({ firstIp, step }: AddressRule, number: number) => plus(firstIp, (number - 1) * step);

/** The address the rule gives this slot; undefined when the chassis is unknown or has no rule, null when that cannot be read. */
export function addressByRule(plan: Rules, slot: string): string | null | undefined {
  const { chassis, number } = slotParts(slot);
  const rule = ruleOf(
    plan,
    (plan.chassis ?? []).findIndex((one) => one?.name === chassis),
  );
  return rule && addressIn(rule, number);
}

/** By hand, else by rule; null and undefined as in `addressByRule`. */
export const addressOf = (plan: Rules, blade: Blade): string | null | undefined =>
  blade.ip !== undefined ? blade.ip : blade.slot ? addressByRule(plan, blade.slot) : null;

function numberAt({ firstIp, step }: AddressRule, slots: number, address: string): number | undefined {
  if (isIpv4(firstIp) !== isIpv4(address)) return undefined;
  const number = distance(firstIp, address) / step + 1;
  return Number.isInteger(number) && number >= 1 && number <= slots ? number : undefined;
}

const slotIn = (plan: Rules, { name, slots }: Chassis, index: number, address: string) => {
  const rule = ruleOf(plan, index);
  const number = rule && name && slots ? numberAt(rule, slots, address) : undefined;
  return number === undefined ? undefined : `${name}/${number}`;
};

/** The slot that has this address, planned or free; undefined when none has. A slot with an address by hand has given up the one by rule. */
export function slotAt(plan: Rules & Loose<Pick<PlanV1, 'blades'>>, address: string): string | undefined {
  const byHand = (plan.blades ?? []).flatMap((blade) => (blade?.ip && blade.slot ? [{ ip: blade.ip, slot: blade.slot }] : []));
  const held = byHand.find(({ ip }) => ip === address);
  if (held) return held.slot;
  const given = new Set(byHand.map(({ slot }) => slot));
  return (plan.chassis ?? [])
    .map((chassis, index) => chassis && slotIn(plan, chassis, index, address))
    .find((slot) => slot && !given.has(slot)) as string | undefined;
}

/** The rule that gives all these slots of one chassis their addresses; undefined when no rule does. One example alone means one after another. */
export function ruleFrom(examples: readonly { readonly number: number; readonly address: string }[]): AddressRule | undefined {
  const [first, ...others] = examples.toSorted((one, other) => one.number - other.number);
  if (!first || others.some(({ address }) => isIpv4(address) !== isIpv4(first.address))) return undefined;
  const next = others.find(({ number }) => number > first.number);
  const step = next ? distance(first.address, next.address) / (next.number - first.number) : 1;
  if (!Number.isInteger(step) || step < 1) return undefined;
  const rule = { firstIp: plus(first.address, (1 - first.number) * step), step };
  return others.every(({ number, address }) => addressIn(rule, number) === address) ? rule : undefined;
}
