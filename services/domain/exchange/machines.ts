// What any list says of one machine, wherever the list came from; what it does not say is absent.

import { addressOf, slotParts } from '../plan/addressing.ts';
import type { Loose } from '../plan/loose.ts';
import { hostnameOf, type LooseBlade, type Plan } from '../plan/plan.ts';
import { roleOf } from '../plan/roles.ts';
import type { Role } from '../plan/v1.ts';
import type { Problem, Source } from '../problem.ts';
import { inSlotOrder } from './order.ts';

export interface ListedMachine {
  /** Where the list speaks of it; 0 when it does not come from a file. */
  readonly line: number;
  /** `c1/3`; a chassis the plan may not have. */
  readonly slot?: string;
  /** The number of the slot, where the list does not name the chassis. */
  readonly number?: number;
  readonly macs: readonly string[];
  readonly ip?: string;
  readonly hostname?: string;
  readonly role?: Role;
  readonly bmc?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A list as far as it could be understood. */
export interface Reading {
  readonly machines: readonly ListedMachine[];
  readonly problems: readonly Problem[];
}

/** The same problem, at this place of the list. */
export const inList = (source: Source, found: Problem): Problem => ({ ...found, source });

/** Only the fields that say something. */
export const saying = <Fields extends object>(fields: Fields): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as never;

/** Those of its chassis, and its own before them, as far as they can be read; undefined when there are none. */
function labelsOf(plan: Loose<Plan>, blade: LooseBlade): Record<string, string> | undefined {
  const chassis = plan.chassis?.find((one) => one?.name && one.name === slotParts(blade.slot ?? '').chassis);
  const labels = Object.entries({ ...chassis?.labels, ...blade.labels }).filter(
    (one): one is [string, string] => typeof one[1] === 'string',
  );
  return labels.length > 0 ? Object.fromEntries(labels) : undefined;
}

/** A planned blade as a list would describe it, with the address, name, role and labels it will have; what cannot be read is left out. */
export function machineOf(plan: Loose<Plan>, blade: LooseBlade): ListedMachine {
  const macs = (blade.macs ?? []).filter((mac) => mac !== null);
  const { slot } = blade;
  const fields = {
    slot,
    ip: addressOf(plan, blade),
    hostname: hostnameOf(blade),
    role: roleOf(plan, blade),
    labels: labelsOf(plan, blade),
  };
  return { line: 0, macs, ...saying(fields) };
}

/** The blades of a plan as a list, in the order of their slots. */
export const machinesOf = (plan: Loose<Plan>): ListedMachine[] =>
  inSlotOrder((plan.blades ?? []).flatMap((blade) => (blade ? [machineOf(plan, blade)] : [])));
