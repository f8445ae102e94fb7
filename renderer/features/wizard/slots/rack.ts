// The rack as it is drawn: every chassis, what is in each of its slots, and what is wrong there.

import type { ProblemView } from '../../../../services/contract/index.ts';
import { addressByRule } from '../../../../services/domain/plan/addressing.ts';
import type { Loose } from '../../../../services/domain/plan/loose.ts';
import { hostnameOf, type Plan } from '../../../../services/domain/plan/plan.ts';
import { roleOf } from '../../../../services/domain/plan/roles.ts';
import type { Role } from '../../../../services/domain/plan/v1.ts';

/** One slot of a chassis. */
export interface Cell {
  readonly slot: string;
  readonly number: number;
  /** Index in the plan's blades; undefined while the slot is empty. */
  readonly blade: number | undefined;
  /** Those that can be read. */
  readonly macs: readonly string[];
  readonly hostname: string | undefined;
  readonly namedByHand: boolean;
  /** Of an empty slot: the address a blade in it will get. */
  readonly ip: string | undefined;
  readonly ipByHand: boolean;
  readonly role: Role | undefined;
  readonly problems: readonly ProblemView[];
}

export interface RackChassis {
  /** Index in the plan's chassis. */
  readonly index: number;
  /** Empty where it cannot be read, or is another's already. */
  readonly name: string;
  readonly model: string;
  /** None while it has no name of its own: nothing could be put into them. */
  readonly slots: number;
  /** How many blades are in it. */
  readonly blades: number;
  readonly problems: readonly ProblemView[];
}

/** A blade that no drawn slot shows: its slot cannot be read, does not exist, or is another's. */
export interface Stray {
  readonly blade: number;
  readonly slot: string | undefined;
  readonly macs: readonly string[];
  readonly problems: readonly ProblemView[];
}

export interface Rack {
  readonly chassis: readonly RackChassis[];
  readonly cells: Readonly<Record<string, Cell>>;
  /** Every slot, chassis after chassis, by number. */
  readonly order: readonly string[];
  readonly strays: readonly Stray[];
  /** Entries in the plan's list of blades, readable or not: where the next one goes. */
  readonly bladeCount: number;
}

export const emptyRack: Rack = { chassis: [], cells: {}, order: [], strays: [], bladeCount: 0 };

type Found = ReadonlyMap<number, readonly ProblemView[]>;

const indexesIn = (text: string, list: string): number[] =>
  [...text.matchAll(new RegExp(`\\b${list}\\[(\\d+)\\]`, 'g'))].map(([, index]) => Number(index));

/** Blades a problem is about: where it is, and the other of a pair, which it names by its path or its slot. */
function concerned(problem: ProblemView, list: string, bySlot: ReadonlyMap<string, number>): number[] {
  const named = Object.values(problem.params ?? {}).filter((value) => typeof value === 'string');
  const others = named.flatMap((text) => [...indexesIn(text, list), ...(bySlot.has(text) ? [bySlot.get(text)!] : [])]);
  const here = indexesIn(problem.where ?? '', list);
  return here.length > 0 ? [...new Set([...here, ...others])] : [];
}

function problemsByEntry(problems: readonly ProblemView[], list: string, bySlot: ReadonlyMap<string, number> = new Map()): Found {
  const found = new Map<number, ProblemView[]>();
  for (const problem of problems)
    for (const index of concerned(problem, list, bySlot)) found.set(index, [...(found.get(index) ?? []), problem]);
  return found;
}

const readable = <Value>(list: readonly (Value | null)[] | null | undefined): Value[] => (list ?? []).filter((one) => one !== null);

function cellOf(plan: Loose<Plan>, slot: string, number: number, index: number | undefined, found: Found): Cell {
  const blade = index === undefined ? undefined : plan.blades?.[index];
  return {
    slot,
    number,
    blade: index,
    macs: readable(blade?.macs),
    hostname: (blade && hostnameOf(blade)) ?? undefined,
    namedByHand: blade?.hostname !== undefined,
    ip: (blade?.ip === undefined ? addressByRule(plan, slot) : blade.ip) ?? undefined,
    ipByHand: blade?.ip !== undefined,
    role: (blade && roleOf(plan, blade)) ?? undefined,
    problems: (index === undefined ? undefined : found.get(index)) ?? [],
  };
}

/** The first blade of every slot: one that names the same slot again is a stray. */
function firstBlades(plan: Loose<Plan>): Map<string, number> {
  const first = new Map<string, number>();
  plan.blades?.forEach((blade, index) => {
    if (blade?.slot && !first.has(blade.slot)) first.set(blade.slot, index);
  });
  return first;
}

function chassisOf(plan: Loose<Plan>, found: Found): Omit<RackChassis, 'blades'>[] {
  const seen = new Set<string>();
  return (plan.chassis ?? []).map((chassis, index) => {
    const name = chassis?.name && !seen.has(chassis.name) ? chassis.name : '';
    seen.add(name);
    const model = chassis?.model ?? 'generic';
    return { index, name, model, slots: name ? (chassis?.slots ?? 0) : 0, problems: found.get(index) ?? [] };
  });
}

const slotsOf = ({ name, slots }: { name: string; slots: number }): string[] =>
  Array.from({ length: slots }, (_, index) => `${name}/${index + 1}`);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The objects of `before` for whatever is as it was: a component that selects one is drawn again only when that one changes. */
const kept = <Value>(value: Value, before: Value | undefined): Value => (before !== undefined && same(value, before) ? before : value);

const keptCells = (cells: readonly Cell[], before: Rack['cells']): Rack['cells'] =>
  Object.fromEntries(cells.map((cell) => [cell.slot, kept(cell, before[cell.slot])]));

/** The rack of a plan and its problems, with the objects of the rack `before` it wherever nothing changed. */
export function rackOf(plan: Loose<Plan>, problems: readonly ProblemView[], before: Rack = emptyRack): Rack {
  const bySlot = firstBlades(plan);
  const found = problemsByEntry(problems, 'blades', bySlot);
  const drawn = chassisOf(plan, problemsByEntry(problems, 'chassis')).map((one) => ({ ...one, ids: slotsOf(one) }));
  const cells = drawn.flatMap(({ ids }) => ids.map((slot, index) => cellOf(plan, slot, index + 1, bySlot.get(slot), found)));
  const shown = new Set(cells.map(({ blade }) => blade));
  const strays = (plan.blades ?? []).flatMap((blade, index): Stray[] =>
    shown.has(index)
      ? []
      : [{ blade: index, slot: blade?.slot ?? undefined, macs: readable(blade?.macs), problems: found.get(index) ?? [] }],
  );
  const chassis = drawn.map(({ ids, ...one }) => ({ ...one, blades: ids.filter((slot) => bySlot.has(slot)).length }));
  return {
    chassis: kept(
      chassis.map((one, index) => kept(one, before.chassis[index])),
      before.chassis,
    ),
    cells: keptCells(cells, before.cells),
    order: kept(
      cells.map(({ slot }) => slot),
      before.order,
    ),
    strays: kept(strays, before.strays),
    bladeCount: plan.blades?.length ?? 0,
  };
}
