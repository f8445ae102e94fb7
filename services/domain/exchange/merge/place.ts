// Which slot of the plan each listed machine is for: the one it names, the one its MAC address is at, or the next free one.

import { slotParts } from '../../plan/addressing.ts';
import type { Loose } from '../../plan/loose.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Problem, problem } from '../../problem.ts';
import type { ListedMachine } from '../machines.ts';

export interface Placed {
  readonly machine: ListedMachine;
  /** Absent when none can be found; `trouble` says why. */
  readonly slot?: string;
  /** It was put there for want of anything that says where it is. */
  readonly byOrder?: boolean;
  readonly trouble?: Problem;
}

interface KnownChassis {
  readonly name: string;
  readonly slots: number;
}

/** The chassis whose name and number of slots can be read. */
export const chassisOf = (plan: Loose<Plan>): KnownChassis[] =>
  (plan.chassis ?? []).flatMap((one) => (one?.name && one.slots ? [{ name: one.name, slots: one.slots }] : []));

const trailingNumber = (name: string) => /(\d+)$/.exec(name)?.[1]?.replace(/^0+(?=\d)/, '');

/** The plan's own name of a chassis: the same, or the only one with the same number behind it (`c1` in the list, `left-1` in the plan). */
function planName(chassis: readonly KnownChassis[], listed: string): string {
  if (chassis.some(({ name }) => name === listed)) return listed;
  const number = trailingNumber(listed);
  const [found, another] = number === undefined ? [] : chassis.filter(({ name }) => trailingNumber(name) === number);
  return found && !another && /^c\d+$/.test(listed) ? found.name : listed;
}

/** The slot that the list names, in the words of the plan. */
function namedSlot(plan: Loose<Plan>, { slot, number }: ListedMachine, only: string | undefined): Pick<Placed, 'slot' | 'trouble'> {
  const chassis = chassisOf(plan);
  if (slot !== undefined) {
    const parts = slotParts(slot);
    return { slot: `${planName(chassis, parts.chassis)}/${parts.number}` };
  }
  if (number === undefined) return {};
  const name = only ?? (chassis.length === 1 ? chassis[0]!.name : undefined);
  if (name !== undefined) return { slot: `${name}/${number}` };
  return { trouble: problem('list-chassis-not-named', { number, known: chassis.map((one) => one.name).join(', ') || 'no chassis' }) };
}

/** MAC address → slot, of the plan's blades. */
export const holdersOf = (plan: Loose<Plan>): ReadonlyMap<string, string> =>
  new Map(
    (plan.blades ?? []).flatMap((blade) => (blade?.slot ? (blade.macs ?? []).flatMap((mac) => (mac ? [[mac, blade.slot!]] : [])) : [])) as [
      string,
      string,
    ][],
  );

/** Whether the plan has the slot; undefined when it has. */
function unknownSlot(plan: Loose<Plan>, slot: string): Problem | undefined {
  const { chassis: name, number } = slotParts(slot);
  const known = chassisOf(plan);
  const chassis = known.find((one) => one.name === name);
  if (!chassis) return problem('plan-chassis-unknown', { name, known: known.map((one) => one.name).join(', ') || 'no chassis' });
  return number > chassis.slots ? problem('plan-slot-beyond', { chassis: name, slots: chassis.slots, number }) : undefined;
}

const allSlots = (plan: Loose<Plan>): string[] =>
  chassisOf(plan).flatMap(({ name, slots }) => Array.from({ length: slots }, (_, index) => `${name}/${index + 1}`));

/** What a technician calls the machine. */
const nameOf = ({ hostname, macs }: ListedMachine) => hostname ?? macs[0] ?? 'this machine';

/** Every machine with its slot. `occupied` are the slots that cannot be given away; `only` is the chassis of numbers that name none. */
export function placed(plan: Loose<Plan>, machines: readonly ListedMachine[], occupied: readonly string[], only?: string): Placed[] {
  const holders = holdersOf(plan);
  const settled = machines.map((machine): Placed => {
    const named = namedSlot(plan, machine, only);
    if (named.trouble) return { machine, trouble: named.trouble };
    const slot = named.slot ?? machine.macs.map((mac) => holders.get(mac)).find((found) => found !== undefined);
    const trouble = slot === undefined ? undefined : unknownSlot(plan, slot);
    return { machine, ...(slot !== undefined && { slot }), ...(trouble && { trouble }) };
  });
  const taken = new Set([...occupied, ...settled.flatMap(({ slot }) => slot ?? [])]);
  const free = allSlots(plan)
    .filter((slot) => !taken.has(slot))
    .values();
  return settled.map((one) => {
    if (one.slot !== undefined || one.trouble) return one;
    const { value: slot } = free.next();
    if (slot !== undefined) return { ...one, slot, byOrder: true };
    return { ...one, trouble: problem('list-no-free-slot', { machine: nameOf(one.machine) }) };
  });
}

/** Chassis that the list names and the plan lacks, each as large as the list needs it: what could be added to the plan first. */
export function missingChassis(plan: Loose<Plan>, machines: readonly ListedMachine[]): KnownChassis[] {
  const known = chassisOf(plan);
  const slots = new Map<string, number>();
  for (const { slot } of machines) {
    if (slot === undefined) continue;
    const { chassis, number } = slotParts(slot);
    const name = planName(known, chassis);
    if (!known.some((one) => one.name === name)) slots.set(name, Math.max(slots.get(name) ?? 0, number));
  }
  return [...slots].map(([name, count]) => ({ name, slots: count }));
}
