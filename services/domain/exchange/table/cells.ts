// One cell as what its column holds: a field of the machine, or what is wrong with it.

import { isAddress } from '../../network/address.ts';
import { notOnePort, parseMac } from '../../network/mac.ts';
import { type Problem, problem, warning } from '../../problem.ts';
import { type ChassisName, parseHostname, parseRole, parseSlot, plainName } from '../names.ts';
import type { Meaning } from './meanings.ts';

/** What the cells of one row have said so far. */
export interface Draft {
  readonly macs: readonly string[];
  readonly chassis?: string;
  readonly number?: number;
  readonly ip?: string;
  readonly hostname?: string;
  readonly role?: 'control-plane' | 'worker';
  readonly bmc?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface CellRead {
  readonly fields?: Partial<Draft>;
  readonly problem?: Problem;
}

/** The MAC addresses in a cell, one or several; undefined when anything in it is none. */
export function macsIn(cell: string): string[] | undefined {
  const one = parseMac(cell);
  if (one) return [one];
  const macs = cell
    .split(/[\s,;/|+]+/)
    .filter(Boolean)
    .map(parseMac);
  return macs.length > 0 && macs.every((mac) => mac !== undefined) ? macs : undefined;
}

/** The address in a cell; the length of its network, where it has one, is the plan's to say. */
export function addressIn(cell: string): string | undefined {
  const [, address = cell] = /^(.+)\/\d{1,3}$/.exec(cell) ?? [];
  return isAddress(address) ? address : undefined;
}

function readMacs(value: string): CellRead {
  const macs = macsIn(value);
  if (!macs) return { problem: problem('list-mac-wrong', { value }) };
  const wrong = macs.find(notOnePort);
  return wrong ? { problem: problem('list-mac-not-a-port', { mac: wrong, kind: notOnePort(wrong)! }) } : { fields: { macs } };
}

const readAddress =
  (field: 'ip' | 'bmc') =>
  (value: string): CellRead => {
    const address = addressIn(value);
    return address ? { fields: { [field]: address } } : { problem: problem('list-ip-wrong', { value }) };
  };

function readHostname(value: string): CellRead {
  const hostname = parseHostname(value);
  if (hostname) return { fields: { hostname } };
  const plain = plainName(value);
  const name = /^\d/.test(plain) ? `node-${plain}` : plain;
  return name
    ? { fields: { hostname: name }, problem: warning(problem('list-hostname-changed', { value, name })) }
    : { problem: warning(problem('list-hostname-wrong', { value })) };
}

function readRole(value: string): CellRead {
  const role = parseRole(value);
  return role ? { fields: { role } } : { problem: problem('list-role-unknown', { value }) };
}

function readNumber(value: string): CellRead {
  const slot = parseSlot(value);
  return slot && slot.chassis === undefined ? { fields: { number: slot.number } } : { problem: problem('list-slot-wrong', { value }) };
}

/** The readers of one list: each chassis has one name in all of it, and a proposed name is told of once. */
export function cellReader(nameChassis: (text: string) => ChassisName): (meaning: Meaning, value: string) => CellRead {
  const told = new Set<string>();
  const readChassis = (value: string): CellRead => {
    const { name, proposed } = nameChassis(value);
    const tell = proposed && !told.has(name);
    told.add(name);
    return { fields: { chassis: name }, ...(tell && { problem: warning(problem('list-chassis-changed', { value, name })) }) };
  };
  const readSlot = (value: string): CellRead => {
    const slot = parseSlot(value);
    if (!slot) return { problem: problem('list-slot-wrong', { value }) };
    const chassis = slot.chassis === undefined ? {} : readChassis(slot.chassis);
    return { ...chassis, fields: { ...chassis.fields, number: slot.number } };
  };
  const readers = {
    slot: readSlot,
    chassis: readChassis,
    number: readNumber,
    mac: readMacs,
    ip: readAddress('ip'),
    bmc: readAddress('bmc'),
    hostname: readHostname,
    role: readRole,
    ignore: (): CellRead => ({}),
  };
  return (meaning, value) => {
    if (meaning.startsWith('label:')) return { fields: { labels: { [meaning.slice('label:'.length)]: value } } };
    return readers[meaning as keyof typeof readers](value);
  };
}
