// Lists with a line per network port: lines that speak of the same blade become one machine.

import type { ListedMachine } from './machines.ts';

const single = ['slot', 'number', 'ip', 'hostname', 'role', 'bmc'] as const;

/** By its slot, or where the list has none by name and address together; undefined for a machine that could be any. */
function identity({ slot, number, hostname, ip }: ListedMachine): string | undefined {
  if (slot !== undefined) return `slot ${slot}`;
  if (number !== undefined) return `number ${number}`;
  return hostname && ip ? `host ${hostname} ${ip}` : undefined;
}

/** Both have network ports of their own and say nothing that speaks against the other. */
const agree = (one: ListedMachine, other: ListedMachine): boolean =>
  one.macs.length > 0 &&
  other.macs.length > 0 &&
  !other.macs.some((mac) => one.macs.includes(mac)) &&
  single.every((field) => one[field] === undefined || other[field] === undefined || one[field] === other[field]);

const join = (one: ListedMachine, other: ListedMachine): ListedMachine => ({
  ...other,
  ...one,
  macs: [...one.macs, ...other.macs],
  ...((one.labels || other.labels) && { labels: { ...other.labels, ...one.labels } }),
});

/** One machine per blade, in the order of the list. Lines that contradict each other stay apart, for the merge to tell of. */
export function combined(machines: readonly ListedMachine[]): ListedMachine[] {
  const places = new Map<string, number>();
  const result: ListedMachine[] = [];
  for (const machine of machines) {
    const key = identity(machine);
    const place = key === undefined ? undefined : places.get(key);
    if (place !== undefined && agree(result[place]!, machine)) result[place] = join(result[place]!, machine);
    else {
      if (key !== undefined) places.set(key, result.length);
      result.push(machine);
    }
  }
  return result;
}
