// Filling a range of slots from its first: MAC and IP addresses counted up, names by a pattern, other fields copied.

import { isAddress, plus } from '../../../../services/domain/network/address.ts';
import { macPlus, parseMac } from '../../../../services/domain/network/mac.ts';
import { slotParts } from '../../../../services/domain/plan/addressing.ts';
import type { PlanEdit } from '../../../../services/domain/plan/edit.ts';
import type { Cell, Rack } from './rack.ts';

/** Fields of a blade that are taken over as they are. */
export const copiedFields = ['role', 'disk', 'loader', 'labels'] as const;
export type CopiedField = (typeof copiedFields)[number];

export interface FillWish {
  /** MAC address of the first slot, and how far the next one is. */
  readonly macs?: { readonly first: string; readonly step: number };
  /** `{n}` counts, as `{nn}` with at least two digits; `{chassis}` and `{slot}` are the place. */
  readonly hostnames?: { readonly pattern: string; readonly start: number };
  /** By hand from a first address, or the rule's again. */
  readonly ips?: 'rule' | { readonly first: string; readonly step: number };
  /** From the blade in the first slot. */
  readonly copy: readonly CopiedField[];
}

/** What becomes of one slot; a field is absent where it stays as it is. */
export interface FillLine {
  readonly slot: string;
  readonly isNew: boolean;
  readonly mac?: string;
  readonly hostname?: string;
  readonly ip?: string;
  /** It stays empty: there is no MAC address for it. */
  readonly skipped: boolean;
}

export interface Filled {
  readonly lines: readonly FillLine[];
  readonly edits: readonly PlanEdit[];
}

/** `node-07` for the seventh slot and `node-{nn}`. */
export function hostnameBy(pattern: string, slot: string, count: number): string {
  const { chassis, number } = slotParts(slot);
  return pattern
    .replace(/\{(n+)\}/g, (_, digits: string) => String(count).padStart(digits.length, '0'))
    .replaceAll('{chassis}', chassis)
    .replaceAll('{slot}', String(number));
}

const macAt = ({ macs }: FillWish, place: number): string | undefined => {
  const first = macs && parseMac(macs.first);
  return first ? macPlus(first, place * macs.step) : undefined;
};

const ipAt = ({ ips }: FillWish, place: number): string | undefined =>
  ips && ips !== 'rule' && isAddress(ips.first) ? plus(ips.first, place * ips.step) : undefined;

function lineOf(wish: FillWish, { slot, blade }: Cell, place: number): FillLine {
  const mac = macAt(wish, place);
  const hostname = wish.hostnames?.pattern ? hostnameBy(wish.hostnames.pattern, slot, wish.hostnames.start + place) : undefined;
  const ip = ipAt(wish, place);
  const skipped = blade === undefined && mac === undefined;
  if (skipped) return { slot, isNew: false, skipped };
  return { slot, isNew: blade === undefined, skipped, ...(mac && { mac }), ...(hostname && { hostname }), ...(ip && { ip }) };
}

type Fields = Readonly<Record<string, unknown>>;

/** What the first blade says of the fields to copy; undefined where it says nothing. */
const copiedFrom = (wish: FillWish, source: Fields): Fields => Object.fromEntries(wish.copy.map((field) => [field, source[field]]));

/** Undefined takes the field out of a blade that is there already. */
const fieldsOf = ({ hostname, ip }: FillLine, wish: FillWish, copies: Fields): Fields => ({
  ...(hostname && { hostname }),
  ...(wish.ips === 'rule' ? { ip: undefined } : ip && { ip }),
  ...copies,
});

const written = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function changes(cell: Cell, { mac }: FillLine, fields: Fields, before: Fields): PlanEdit[] {
  const at = `blades[${cell.blade}]`;
  const macs = cell.macs.length > 0 ? { where: `${at}.macs[0]`, value: mac } : { where: `${at}.macs`, value: [mac] };
  const others = Object.entries(fields)
    .filter(([name, value]) => !same(before[name], value))
    .map(([name, value]) => ({ where: `${at}.${name}`, ...(value === undefined ? {} : { value }) }));
  return [...(mac && mac !== cell.macs[0] ? [macs] : []), ...others];
}

/** What the wish makes of these slots, in their order, and the edits for it. `bladeAt` gives a blade as the plan's file has it. */
export function filled(rack: Rack, slots: readonly string[], wish: FillWish, bladeAt: (index: number) => Fields | undefined): Filled {
  const cells = slots.flatMap((slot) => rack.cells[slot] ?? []);
  const source = cells[0]?.blade === undefined ? undefined : bladeAt(cells[0].blade);
  const copies = source ? copiedFrom(wish, source) : {};
  const lines = cells.map((cell, place) => lineOf(wish, cell, place));
  let next = rack.bladeCount;
  const edits = lines.flatMap((line, place): PlanEdit[] => {
    if (line.skipped) return [];
    const fields = fieldsOf(line, wish, copies);
    if (line.isNew) return [{ where: `blades[${next++}]`, value: { slot: line.slot, macs: [line.mac], ...written(fields) } }];
    return changes(cells[place]!, line, fields, bladeAt(cells[place]!.blade!) ?? {});
  });
  return { lines, edits };
}
