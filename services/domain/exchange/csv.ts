// A plan's blades as our own table, which reads back to the same machines.

import Papa from 'papaparse';
import type { Plan } from '../plan/plan.ts';
import { type ListedMachine, machinesOf } from './machines.ts';

/** Rows of text as CSV (RFC 4180), which every spreadsheet and `csv` module reads. */
export const csvText = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${Papa.unparse([header, ...rows] as string[][], { newline: '\r\n' })}\r\n`;

/** A column per network port, and one per label that any machine has. */
export function csvOf(machines: readonly ListedMachine[]): string {
  const ports = Array.from({ length: Math.max(1, ...machines.map(({ macs }) => macs.length)) }, (_, index) => index);
  const labels = [...new Set(machines.flatMap((machine) => Object.keys(machine.labels ?? {})))].toSorted();
  const header = ['slot', ...ports.map((port) => `mac ${port + 1}`), 'ip', 'hostname', 'role', ...labels.map((name) => `label:${name}`)];
  const rows = machines.map(({ slot = '', macs, ip = '', hostname = '', role = '', labels: own = {} }) => [
    slot,
    ...ports.map((port) => macs[port] ?? ''),
    ip,
    hostname,
    role,
    ...labels.map((name) => own[name] ?? ''),
  ]);
  return csvText(header, rows);
}

export const planCsv = (plan: Plan): string => csvOf(machinesOf(plan));
