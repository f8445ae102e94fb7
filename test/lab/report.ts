// What a run of the lab comes to: a table of seconds, or one JSON object; after a failure the last lines of every log.

import { join } from 'node:path';
import type { Stage } from '../../services/domain/blade/stages.ts';
import type { ClusterRun } from './cluster.ts';
import type { DiskBoot } from './disk-boot.ts';
import type { Seconds } from './provision.ts';
import { consoleLog, type Firmware } from './qemu.ts';
import { hardware, type Lab } from './rack.ts';
import { tail } from './spawn.ts';

export interface Report {
  readonly ok: boolean;
  readonly firmware: Firmware;
  readonly loader: string;
  readonly until: Stage;
  readonly accelerator: string;
  /** Seconds from power-on to each stage. */
  readonly blades: readonly { slot: string; seconds: Seconds; again?: DiskBoot }[];
  /** Seconds from the first blade's power-on to its script, with the router advertisement and without. */
  readonly script: { readonly with?: number | undefined; readonly without?: number | undefined };
  readonly problems: readonly string[];
}

const shown = ['script', 'kernel', 'config', 'installing', 'booted', 'images'] as const;

/** For people. */
export function print({ blades, script, firmware, problems }: Report): void {
  console.log(`\nseconds from power-on (${firmware})`);
  console.log(`${'slot'.padEnd(8)}${shown.map((stage) => stage.padStart(12)).join('')}${'disk again'.padStart(12)}`);
  const cell = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(1)).padStart(12);
  for (const { slot, seconds, again } of blades)
    console.log(`${slot.padEnd(8)}${shown.map((stage) => cell(seconds[stage])).join('')}${cell(again?.seconds)}`);
  if ('without' in script)
    console.log(`power-on to script: ${cell(script.with)} s with the router advertisement, ${cell(script.without)} s without`);
  for (const words of problems) console.log(words);
}

export interface ClusterReport extends ClusterRun {
  readonly architecture: string;
  readonly until: Stage;
  readonly firmware: Firmware;
  readonly accelerator: string;
}

/** For people: what happened when, in minutes from the first power-on. */
export function printCluster({ architecture, until, accelerator, milestones, problems, ok }: ClusterReport): void {
  console.log(`\nminutes from the first power-on (${architecture} until ${until}, ${accelerator})`);
  for (const { what, seconds } of milestones) console.log(`${(seconds / 60).toFixed(1).padStart(7)}  ${what}`);
  for (const words of problems) console.log(words);
  console.log(ok ? `the ${architecture} cluster came to ${until}` : `the ${architecture} cluster did not come to ${until}`);
}

export function printLogs(lab: Lab): void {
  for (const [index, blade] of lab.blades.entries())
    console.error(`\n── the last lines of ${blade.slot}'s console\n${tail(consoleLog(hardware(lab, blade, index)))}`);
  console.error(`\n── the last lines of Rackstrap's log\n${tail(join(lab.directory, 'rackstrap.log'))}`);
}
