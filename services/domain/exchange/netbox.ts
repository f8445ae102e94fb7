// A plan's blades as the tables that NetBox imports, one per kind of object, to be imported in this order: devices, interfaces, MAC
// addresses, IP addresses. Columns are those of its import forms (dcim/forms/bulk_import.py and ipam/forms/bulk_import.py) since NetBox
// 4.2, where a MAC address became an object of its own.

import { contains, parseCidr } from '../network/address.ts';
import { slotParts } from '../plan/addressing.ts';
import type { Plan } from '../plan/plan.ts';
import { csvText } from './csv.ts';
import { type ListedMachine, machinesOf } from './machines.ts';

/** The plan does not name the ports; only their order is known. */
const portName = (index: number) => `nic${index + 1}`;
/** The plan does not know the speed either; NetBox takes nothing without a type. */
const portType = 'other';

const portsOf = (plan: Plan) =>
  machinesOf(plan).flatMap((machine) => machine.macs.map((mac, index) => ({ machine, mac, index, device: machine.hostname! })));

/** Site, manufacturer and device type have to be in NetBox before: the site is the plan's name, the type the model of the chassis. */
export function netboxDevices(plan: Plan): string {
  const model = (slot: string) => plan.chassis.find(({ name }) => name === slotParts(slot).chassis)?.model ?? '';
  const row = ({ hostname, role, slot }: ListedMachine) => [
    hostname!,
    role!,
    'Generic',
    model(slot!),
    'planned',
    plan.name,
    `slot ${slot}`,
  ];
  return csvText(['name', 'role', 'manufacturer', 'device_type', 'status', 'site', 'description'], machinesOf(plan).map(row));
}

export const netboxInterfaces = (plan: Plan): string =>
  csvText(
    ['device', 'name', 'type', 'enabled', 'description'],
    portsOf(plan).map(({ device, index, mac }) => [device, portName(index), portType, 'true', mac]),
  );

export const netboxMacs = (plan: Plan): string =>
  csvText(
    ['mac_address', 'device', 'interface', 'is_primary'],
    portsOf(plan).map(({ mac, device, index }) => [mac, device, portName(index), 'true']),
  );

/** NetBox keeps an address with the length of its subnet: the laptop's, or the relayed one it lies in. */
function withLength(plan: Plan, address: string): string {
  const subnets = [plan.network.subnet, ...plan.network.dhcp.relayed.map(({ subnet }) => subnet)].map((text) => parseCidr(text)!);
  const length = subnets.find((subnet) => contains(subnet, address))?.prefixLength;
  return length === undefined ? address : `${address}/${length}`;
}

/** The first port of a blade carries its address. */
export const netboxAddresses = (plan: Plan): string =>
  csvText(
    ['address', 'status', 'device', 'interface', 'is_primary', 'dns_name'],
    portsOf(plan)
      .filter(({ index }) => index === 0)
      .map(({ machine, device, index }) => [withLength(plan, machine.ip!), 'active', device, portName(index), 'true', device]),
  );
