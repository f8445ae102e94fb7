// Rules of chassis, slots and blades: each is there once and fits the place it names.

import { notOnePort } from '../../network/mac.ts';
import { at, type Problem, problem } from '../../problem.ts';
import { addressOf, slotParts } from '../addressing.ts';
import type { Loose } from '../loose.ts';
import { hostnameOf, type Plan } from '../plan.ts';
import { entriesOf, entry, repeats } from './entries.ts';

const bladesOf = (plan: Loose<Plan>) => entriesOf(plan.blades, 'blades');
const slotsOf = (plan: Loose<Plan>) => bladesOf(plan).flatMap(({ value, where }) => entry(value.slot, `${where}.slot`));
const macsOf = (plan: Loose<Plan>) => bladesOf(plan).flatMap(({ value, where }) => entriesOf(value.macs, `${where}.macs`));

const chassisOnce = (plan: Loose<Plan>): Problem[] =>
  repeats(
    entriesOf(plan.chassis, 'chassis').flatMap(({ value, where }) => entry(value.name, `${where}.name`)),
    (name, other) => problem('plan-chassis-twice', { name, other }),
  );

/** Says nothing while a chassis cannot be read: the slot may be one of its. */
function slotsExist(plan: Loose<Plan>): Problem[] {
  const chassis = plan.chassis ?? [];
  if (chassis.length === 0 || chassis.some((one) => !one?.name)) return [];
  const known = chassis.map((one) => one?.name).join(', ');
  return slotsOf(plan).flatMap(({ value, where }) => {
    const { chassis: name, number } = slotParts(value);
    const found = chassis.find((one) => one?.name === name);
    if (!found) return [at(where, problem('plan-chassis-unknown', { name, known }))];
    const beyond = found.slots && number > found.slots;
    return beyond ? [at(where, problem('plan-slot-beyond', { chassis: name, slots: found.slots!, number }))] : [];
  });
}

const slotsOnce = (plan: Loose<Plan>): Problem[] => repeats(slotsOf(plan), (slot, other) => problem('plan-slot-twice', { slot, other }));

/** As a technician finds it, and as who reads the file does: `c1/3 (blades[2].macs[0])`. */
function slotAndPath(plan: Loose<Plan>, where: string): string {
  const [, index] = /^blades\[(\d+)\]/.exec(where) ?? [];
  const slot = plan.blades?.[Number(index)]?.slot;
  return slot ? `${slot} (${where})` : where;
}

const macsOnce = (plan: Loose<Plan>): Problem[] =>
  repeats(macsOf(plan), (mac, other) => problem('plan-mac-twice', { mac, other: slotAndPath(plan, other) }));

const macsOfPorts = (plan: Loose<Plan>): Problem[] =>
  macsOf(plan).flatMap(({ value: mac, where }) => {
    const kind = notOnePort(mac);
    return kind ? [at(where, problem('plan-mac-not-a-port', { mac, kind }))] : [];
  });

/** By hand or from the slot; a name from the slot is complained of at the slot. */
const hostnamesOnce = (plan: Loose<Plan>): Problem[] =>
  repeats(
    bladesOf(plan).flatMap(({ value, where }) => entry(hostnameOf(value), value.hostname ? `${where}.hostname` : `${where}.slot`)),
    (hostname, other) => problem('plan-hostname-twice', { hostname, other: slotAndPath(plan, other) }),
  );

/** An unknown chassis is told of by `slotsExist`, and then this rule has nothing to add. */
function addressesGiven(plan: Loose<Plan>): Problem[] {
  const chassis = plan.chassis ?? [];
  const settled = (slot: string) => chassis.some((one) => one?.name === slotParts(slot).chassis);
  return bladesOf(plan).flatMap(({ value, where }) =>
    value.slot && settled(value.slot) && addressOf(plan, value) === undefined
      ? [at(where, problem('plan-address-none', { slot: value.slot }))]
      : [],
  );
}

export const bladeRules = [chassisOnce, slotsExist, slotsOnce, macsOnce, macsOfPorts, hostnamesOnce, addressesGiven];
