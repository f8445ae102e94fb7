// What a list would change of one blade. What the list does not mention stays as it is.

import type { PlanEdit } from '../../plan/edit.ts';
import type { Loose } from '../../plan/loose.ts';
import { pathText } from '../../plan/path.ts';
import type { LooseBlade, Plan } from '../../plan/plan.ts';
import { type ListedMachine, machineOf } from '../machines.ts';

export interface Difference {
  /** `macs`, `ip`, `hostname`, `role`, `labels.cabinet`. */
  readonly field: string;
  readonly before?: string;
  readonly after: string;
}

export interface Change {
  readonly differences: readonly Difference[];
  readonly edits: readonly PlanEdit[];
}

const fields = ['ip', 'hostname', 'role'] as const;

/** Ports of the same blade are added to those known; ports of another blade take their place. */
function macsAfter(before: readonly string[], listed: readonly string[]): readonly string[] {
  const same = listed.some((mac) => before.includes(mac));
  return same ? [...before, ...listed.filter((mac) => !before.includes(mac))] : listed;
}

const difference = (field: string, before: string | undefined, after: string): Difference => ({
  field,
  ...(before !== undefined && { before }),
  after,
});

function labelDifferences(before: ListedMachine, machine: ListedMachine): Difference[] {
  return Object.entries(machine.labels ?? {})
    .filter(([name, value]) => before.labels?.[name] !== value)
    .map(([name, value]) => difference(pathText(['labels', name]), before.labels?.[name], value));
}

const macText = (macs: readonly string[]) => macs.join(', ');

/** Between a blade as it will be and what the list says of it. */
function differencesBetween(before: ListedMachine, machine: ListedMachine): Difference[] {
  const macs = machine.macs.length === 0 ? before.macs : macsAfter(before.macs, machine.macs);
  return [
    ...(macText(macs) === macText(before.macs) ? [] : [difference('macs', macText(before.macs) || undefined, macText(macs))]),
    ...fields.flatMap((field) => {
      const after = machine[field];
      return after === undefined || after === before[field] ? [] : [difference(field, before[field], after)];
    }),
    ...labelDifferences(before, machine),
  ];
}

/** The change to `blades[index]`; nothing where the list says what the plan has, by hand or by rule. */
export function changeOf(plan: Loose<Plan>, blade: LooseBlade, index: number, machine: ListedMachine): Change {
  const differences = differencesBetween(machineOf(plan, blade), machine);
  const where = (field: string) => `blades[${index}].${field}`;
  const edits = differences.map(
    ({ field, after }): PlanEdit => ({ where: where(field), value: field === 'macs' ? after.split(', ') : after }),
  );
  return { differences, edits };
}

/** A blade that is new to the plan; what the plan's own rules give it anyway is not written. */
export function newBlade(
  plan: Loose<Plan>,
  slot: string,
  machine: ListedMachine,
): { blade: LooseBlade; differences: readonly Difference[] } {
  const given = machineOf(plan, { slot });
  const own = fields.filter((field) => machine[field] !== undefined && machine[field] !== given[field]);
  const labels = Object.entries(machine.labels ?? {}).filter(([name, value]) => given.labels?.[name] !== value);
  const blade = {
    slot,
    macs: machine.macs,
    ...Object.fromEntries(own.map((field) => [field, machine[field]])),
    ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
  };
  return { blade, differences: differencesBetween({ line: 0, macs: [] }, machine) };
}
