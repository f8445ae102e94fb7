// Machines as host blocks for an ISC dhcpd.conf, in the order of their slots.

import type { ListedMachine } from '../machines.ts';
import { inSlotOrder } from '../order.ts';

const header = `# Blades of this rack, in the order of their slots.
# Include it from dhcpd.conf; "# slot" is what Rackstrap reads back.
`;

/** A backslash or quote in a name would end the string. */
const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** A block has one MAC address: a further port of the blade gets a block of its own, with the same address. */
function block(machine: ListedMachine, mac: string | undefined, name: string): string {
  const { slot, ip, hostname } = machine;
  return [
    `host ${name} {`,
    ...(slot ? [`  # slot ${slot}`] : []),
    ...(mac ? [`  hardware ethernet ${mac};`] : []),
    ...(ip ? [`  fixed-address ${ip};`] : []),
    ...(hostname ? [`  option host-name ${quoted(hostname)};`] : []),
    '}',
  ].join('\n');
}

function blocksOf(machine: ListedMachine): string[] {
  const name = machine.slot?.replace('/', '-') ?? machine.hostname ?? machine.macs[0]?.replaceAll(':', '') ?? 'blade';
  const [first, ...others] = machine.macs;
  return [block(machine, first, name), ...others.map((mac, index) => block(machine, mac, `${name}-port${index + 2}`))];
}

/** A text that dhcpd includes, and that `readDhcpd` reads back to the same slots, MACs, addresses and host names. */
export const writeDhcpd = (machines: readonly ListedMachine[]): string =>
  `${[header, ...inSlotOrder(machines).flatMap(blocksOf)].join('\n')}\n`;
