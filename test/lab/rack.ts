// The lab's rack: QEMU blades on a switch, and one `rackstrap provision` that they are switched on for.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trustStore } from '../../services/bundle/index.ts';
import type { Stage } from '../../services/domain/blade/stages.ts';
import type { Accelerator } from './accelerator.ts';
import type { LabBundle } from './bundle.ts';
import type { Switch } from './namespace.ts';
import type { Options } from './options.ts';
import type { LabBlade } from './plan.ts';
import { type Blade, diskFile, type Machine, powerOn } from './qemu.ts';
import { startRackstrap, type Told } from './rackstrap.ts';

/** RAM of a blade: the live system, and the disk image that is fetched into it. Flatcar asks for 3 GiB as well. */
const memoryMiB = 3072;
const diskGiB = 8;
const started = Date.now();
export const say = (line: string) => console.error(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`);

/** What a run of the lab has to clean up, newest last; everything in it is undone in reverse. */
export type Undo = (() => unknown)[];

export interface Lab {
  readonly options: Options;
  readonly bundle: LabBundle;
  readonly accelerator: Accelerator;
  readonly switch: Switch;
  readonly directory: string;
  readonly blades: readonly LabBlade[];
  readonly undo: Undo;
}

/** The machine that stands in a slot. */
export const hardware = ({ options, directory, switch: { ports } }: Lab, blade: LabBlade, index: number): Blade => ({
  name: blade.hostname,
  firmware: options.firmware,
  mac: blade.mac,
  port: ports[index]!,
  memoryMiB,
  diskGiB,
  serial: blade.serial,
  uuid: blade.uuid,
  directory: join(directory, blade.hostname),
});

/** The first blade's disk held something: an old system's partition table. The others are blank. */
export function fillDisk(blade: Blade): void {
  const raw = join(blade.directory, 'old.raw');
  mkdirSync(blade.directory, { recursive: true });
  writeFileSync(raw, '');
  truncateSync(raw, diskGiB * 1024 ** 3);
  execFileSync('sgdisk', ['--new=1:0:+1G', '--change-name=1:old-data', raw], { stdio: 'ignore' });
  execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, diskFile(blade)]);
  rmSync(raw);
}

export type Seconds = Partial<Record<Stage, number>>;

export interface Provisioned {
  readonly ok: boolean;
  /** By slot: seconds from the blade's power-on to each stage. */
  readonly seconds: ReadonlyMap<string, Seconds>;
  readonly machines: readonly Machine[];
  readonly problems: readonly string[];
}

/** Starts `rackstrap provision`, switches the blades on when it serves, and waits until it ends by itself. */
export async function provision(lab: Lab, aim: { until: Stage; state: string; routerAdvertisement: boolean }): Promise<Provisioned> {
  const { options, bundle, directory, blades } = lab;
  const machines: Machine[] = [];
  const seconds = new Map<string, Seconds>(blades.map(({ slot }) => [slot, {}]));
  const problems: string[] = [];
  const switchOn = () => {
    say(`Rackstrap serves; ${blades.length} ${blades.length === 1 ? 'blade is' : 'blades are'} switched on (${lab.accelerator[1]})`);
    for (const [index, blade] of blades.entries()) {
      const machine = powerOn(hardware(lab, blade, index), { inside: lab.switch.inside, accelerator: lab.accelerator });
      machines.push(machine);
      lab.undo.push(machine.cutPower);
    }
  };
  const heard = (told: Told) => {
    if (told.type === 'listening') switchOn();
    if (told.type === 'problem') say(`${told.slot}  ${told.problem.what} ${told.problem.todo}`);
    if (told.type === 'result') problems.push(...told.problems.map(({ slot = '', what, todo }) => `${slot} ${what} ${todo}`));
    if (told.type !== 'stage') return;
    const machine = machines[blades.findIndex(({ slot }) => slot === told.slot)];
    const after = machine ? (told.at - machine.poweredOn) / 1000 : 0;
    seconds.set(told.slot, { ...seconds.get(told.slot), [told.stage]: after });
    say(`${told.slot}  ${told.stage.padEnd(10)}  ${after.toFixed(1)} s after power-on`);
  };
  const words = [
    ['provision', join(directory, 'plan.yaml'), '--bundle', bundle.directory, '--state', aim.state, '--device', lab.switch.device],
    // Only the first blade's disk holds anything.
    ['--arm', '--consent-wipe', blades[0]!.slot, '--until', aim.until, '--timeout', String(options.timeout), '--json'],
    aim.routerAdvertisement ? [] : ['--no-router-advertisement'],
  ].flat();
  trustStore(aim.state).add(bundle.key);
  const events = join(directory, 'events.jsonl');
  const rackstrap = startRackstrap(words, {
    inside: lab.switch.inside,
    log: join(directory, 'rackstrap.log'),
    onLine: (line) => {
      writeFileSync(events, `${line}\n`, { flag: 'a' });
      heard(JSON.parse(line));
    },
  });
  lab.undo.push(rackstrap.stop);
  return { ok: (await rackstrap.ended) === 0, seconds, machines, problems };
}

/** Power-on to script without the router advertisement; the blade is switched off again and its disk was never touched. */
export async function withoutAdvertisement(lab: Lab): Promise<number | undefined> {
  say('measuring without the router advertisement');
  const first = { ...lab, blades: lab.blades.slice(0, 1) };
  const run = await provision(first, { until: 'script', state: join(lab.directory, 'state-compare'), routerAdvertisement: false });
  await Promise.all(run.machines.map((machine) => machine.cutPower()));
  return run.seconds.get(first.blades[0]!.slot)?.script;
}
