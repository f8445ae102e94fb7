// Every form a plan can be handed on in: what is written, and what the file is called.

import type { Language } from '../language.ts';
import type { Plan } from '../plan/plan.ts';
import { ansibleInventory } from './ansible.ts';
import { planCsv } from './csv.ts';
import { firewallCsv, firewallMarkdown } from './firewall.ts';
import { hostsFile } from './hosts.ts';
import { writeDhcpd } from './isc-dhcpd/write.ts';
import { machinesOf } from './machines.ts';
import { netboxAddresses, netboxDevices, netboxInterfaces, netboxMacs } from './netbox.ts';

interface Export {
  /** Behind the plan's name. */
  readonly ending: string;
  readonly mediaType: string;
  readonly write: (plan: Plan, language: Language) => string;
}

const csv = 'text/csv';
const plain = 'text/plain';

export const exports = {
  csv: { ending: '.csv', mediaType: csv, write: planCsv },
  dhcpd: { ending: '-hosts.conf', mediaType: plain, write: (plan) => writeDhcpd(machinesOf(plan)) },
  hosts: { ending: '.hosts', mediaType: plain, write: hostsFile },
  ansible: { ending: '-inventory.ini', mediaType: plain, write: ansibleInventory },
  netbox: { ending: '-netbox-devices.csv', mediaType: csv, write: netboxDevices },
  'netbox-interfaces': { ending: '-netbox-interfaces.csv', mediaType: csv, write: netboxInterfaces },
  'netbox-macs': { ending: '-netbox-mac-addresses.csv', mediaType: csv, write: netboxMacs },
  'netbox-addresses': { ending: '-netbox-ip-addresses.csv', mediaType: csv, write: netboxAddresses },
  'firewall-csv': { ending: '-firewall.csv', mediaType: csv, write: firewallCsv },
  'firewall-md': { ending: '-firewall.md', mediaType: 'text/markdown', write: firewallMarkdown },
} as const satisfies Record<string, Export>;

export type ExportForm = keyof typeof exports;
export const exportForms = Object.keys(exports) as [ExportForm, ...ExportForm[]];

/** The file a plan is exported as. */
export function exportPlan(plan: Plan, form: ExportForm, language: Language = 'en'): { name: string; mediaType: string; text: string } {
  const { ending, mediaType, write }: Export = exports[form];
  return { name: `${plan.name}${ending}`, mediaType, text: write(plan, language) };
}
