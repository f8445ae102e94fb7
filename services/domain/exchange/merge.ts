// A list of machines into a plan: what becomes of each machine, and the edits that do it.

import type { PlanEdit } from '../plan/edit.ts';
import type { Loose } from '../plan/loose.ts';
import type { LooseBlade, Plan } from '../plan/plan.ts';
import { type Problem, problem, warning } from '../problem.ts';
import { inList, type ListedMachine } from './machines.ts';
import { changeOf, type Difference, newBlade } from './merge/differences.ts';
import { holdersOf, missingChassis, type Placed, placed } from './merge/place.ts';
import { shown } from './shown.ts';

export type { Difference } from './merge/differences.ts';
export { missingChassis } from './merge/place.ts';

/** `add`: beside the plan's blades, never over another one. `replace`: the plan's blades are those of the list; what else it says of them stays. */
export type MergeHow = 'add' | 'replace';

export interface MergeOptions {
  /** The chassis of slot numbers that name none; where the plan has one chassis only, it is that one. */
  readonly chassis?: string;
  /** Adds the chassis that the list names and the plan lacks, each as large as the list needs it. */
  readonly addChassis?: boolean;
  /** The name of the list in problems. */
  readonly file?: string;
}

export interface MergedMachine {
  readonly machine: ListedMachine;
  readonly slot?: string;
  readonly change: 'new' | 'changed' | 'same' | 'conflict';
  readonly differences: readonly Difference[];
  /** Why it is in conflict. */
  readonly trouble?: Problem;
}

export interface Merge {
  /** In the order in which they have to be made; none for machines in conflict. */
  readonly edits: readonly PlanEdit[];
  /** In the order of the list. */
  readonly preview: readonly MergedMachine[];
  /** Slots whose blades are taken out. */
  readonly removed: readonly string[];
  readonly problems: readonly Problem[];
}

interface Step extends MergedMachine {
  readonly edits: readonly PlanEdit[];
  readonly added?: LooseBlade;
}

/** What the earlier lines of the list have claimed. */
interface Claims {
  readonly slots: Map<string, number>;
  readonly macs: Map<string, number>;
}

function claimedTwice({ slots, macs }: Claims, slot: string, machine: ListedMachine): Problem | undefined {
  const other = slots.get(slot);
  if (other !== undefined) return problem('list-slot-twice', { slot, other });
  const mac = machine.macs.find((one) => macs.has(one));
  if (mac !== undefined) return problem('list-mac-twice', { mac, other: macs.get(mac)! });
  slots.set(slot, machine.line);
  for (const one of machine.macs) macs.set(one, machine.line);
  return undefined;
}

/** Merges one machine after the other, each seeing what the ones before it have claimed. */
function stepsOf(plan: Loose<Plan>, list: readonly Placed[], how: MergeHow): Step[] {
  const blades = new Map(
    (plan.blades ?? []).flatMap((blade, index) => (blade?.slot ? [[blade.slot, { blade, index }] as const] : [])).toReversed(),
  );
  const holders = holdersOf(plan);
  const claims: Claims = { slots: new Map(), macs: new Map() };
  const listed = new Set(list.map(({ slot }) => slot));
  const renewed = new Set(list.flatMap(({ slot, machine }) => (slot && machine.macs.length > 0 ? [slot] : [])));
  /** In `replace` a blade that the list does not mention leaves, and one that it gives other ports gives its own up. */
  const stays = (slot: string) => how === 'add' || (listed.has(slot) && !renewed.has(slot));

  const clash = (slot: string, machine: ListedMachine, blade: LooseBlade | undefined): Problem | undefined => {
    const known = (blade?.macs ?? []).filter((mac) => mac !== null);
    const elsewhere = machine.macs.find((mac) => holders.has(mac) && holders.get(mac) !== slot && stays(holders.get(mac)!));
    if (elsewhere !== undefined) return problem('list-mac-elsewhere', { mac: elsewhere, slot: holders.get(elsewhere)! });
    const another = machine.macs.length > 0 && known.length > 0 && !machine.macs.some((mac) => known.includes(mac));
    if (how === 'add' && another) return problem('list-slot-taken', { slot, mac: known[0]! });
    return !blade && machine.macs.length === 0 ? problem('list-mac-missing', { slot }) : undefined;
  };

  return list.map(({ machine, slot, trouble }): Step => {
    const found = slot === undefined ? undefined : blades.get(slot);
    const refused =
      trouble ?? (slot === undefined ? undefined : (clash(slot, machine, found?.blade) ?? claimedTwice(claims, slot, machine)));
    if (refused || slot === undefined)
      return { machine, ...(slot && { slot }), change: 'conflict', differences: [], edits: [], ...(refused && { trouble: refused }) };
    if (!found) {
      const { blade, differences } = newBlade(plan, slot, machine);
      return { machine, slot, change: 'new', differences, edits: [], added: blade };
    }
    const { differences, edits } = changeOf(plan, found.blade, found.index, machine);
    return { machine, slot, change: differences.length > 0 ? 'changed' : 'same', differences, edits };
  });
}

/** The places in the plan of blades the list does not mention; none where nothing of the list can be taken, so that no plan is emptied by mistake. */
function leaving(plan: Loose<Plan>, steps: readonly Step[], how: MergeHow): number[] {
  if (how === 'add' || steps.every(({ change }) => change === 'conflict')) return [];
  const listed = new Set(steps.map(({ slot }) => slot));
  return (plan.blades ?? []).flatMap((blade, index) => (blade?.slot && !listed.has(blade.slot) ? [index] : []));
}

/** Changes first, while every blade is at its place; then blades leave from the last to the first; new ones follow behind the rest. */
function editsOf(plan: Loose<Plan>, steps: readonly Step[], gone: readonly number[]): PlanEdit[] {
  const kept = (plan.blades ?? []).length - gone.length;
  const added = steps.flatMap((step) => step.added ?? []);
  return [
    ...steps.flatMap(({ edits }) => edits),
    ...gone.toReversed().map((index) => ({ where: `blades[${index}]` })),
    ...added.map((blade, index) => ({ where: `blades[${kept + index}]`, value: blade })),
  ];
}

/** What holds for the list as a whole. */
function remarks(list: readonly Placed[], removed: readonly string[]): Problem[] {
  const byOrder = list.flatMap(({ slot, byOrder }) => (byOrder ? slot! : []));
  const bmcs = list.filter(({ machine }) => machine.bmc !== undefined).length;
  return [
    ...(byOrder.length > 0 ? [problem('list-placed', { count: byOrder.length, first: byOrder[0]!, last: byOrder.at(-1)! })] : []),
    ...(removed.length > 0 ? [problem('list-removed', { slots: removed.join(', ') })] : []),
    ...(bmcs > 0 ? [problem('list-bmc-not-kept', { count: bmcs })] : []),
  ].map(warning);
}

/**
 * Puts `machines` into `plan`. A machine with a slot goes there; one without to where its MAC address is known, else to the next free slot.
 * A machine in conflict changes nothing; problems say why. What the list does not mention of a blade stays as it is.
 */
export function mergeMachines(
  given: Loose<Plan>,
  machines: readonly ListedMachine[],
  how: MergeHow,
  { chassis, addChassis = false, file = 'list' }: MergeOptions = {},
): Merge {
  const more = addChassis ? missingChassis(given, machines) : [];
  const known = given.chassis ?? [];
  const plan = { ...given, chassis: [...known, ...more] };
  const occupied = how === 'add' ? (plan.blades ?? []).flatMap((blade) => blade?.slot ?? []) : [];
  const list = placed(plan, machines, occupied, chassis);
  const steps = stepsOf(plan, list, how);
  const gone = leaving(plan, steps, how);
  const removed = gone.map((index) => plan.blades![index]!.slot!);
  const troubles = steps.flatMap(({ machine: { line }, trouble }) => (trouble ? [inList({ file, line, column: 1 }, trouble)] : []));
  return {
    edits: [...more.map((value, index) => ({ where: `chassis[${known.length + index}]`, value })), ...editsOf(plan, steps, gone)],
    preview: steps.map(({ edits: _, added: __, ...shownToPeople }) => shownToPeople),
    removed,
    problems: shown([...troubles, ...remarks(list, removed)]),
  };
}
