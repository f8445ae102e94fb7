// `npm run lab`: real firmware and a real OS. Rackstrap serves in a namespace, QEMU blades are switched on, and what happens is watched to the end.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Stage, stages } from '../../services/domain/blade/stages.ts';
import { loaderChoice } from '../../services/domain/plan/v1.ts';
import { ensurePackages } from '../setup/setup.ts';
import { type Accelerator, accelerator } from './accelerator.ts';
import { type LabBundle, labBundle } from './bundle.ts';
import { consoleSize, countEvents, type DiskBoot, watchDiskBoot } from './disk-boot.ts';
import { plugSwitch, type Switch } from './namespace.ts';
import { cacheDirectory } from './os/build.ts';
import { type LabBlade, labBlades, labPlan, laptop, prefixLength } from './plan.ts';
import { type Blade, consoleLog, diskFile, type Firmware, firmwares, type Machine, powerOn } from './qemu.ts';
import { startRackstrap, type Told } from './rackstrap.ts';
import { tail } from './spawn.ts';

const usage = `usage: npm run lab -- [--blades N] [--firmware ${firmwares.join('|')}] [--loader ${loaderChoice.options.join('|')}]
                   [--until STAGE] [--timeout SECONDS] [--no-ra] [--compare] [--json] [--keep]

  --no-ra     Rackstrap sends no router advertisement
  --compare   also measures power-on to script without the router advertisement
  --json      one JSON object on standard output
  --keep      leaves the namespace and all files; the blades are switched off`;

/** RAM of a blade: the live system, and the disk image that is fetched into it. Flatcar asks for 3 GiB as well. */
const memoryMiB = 3072;
const diskGiB = 8;
/** An install under emulation on two shared cores, with room; blades share the cores. */
const firstBladeSeconds = 900;
const furtherBladeSeconds = 300;

interface Options {
  readonly blades: number;
  readonly firmware: Firmware;
  readonly loader: (typeof loaderChoice.options)[number];
  readonly until: Stage;
  readonly timeout: number;
  readonly routerAdvertisement: boolean;
  readonly compare: boolean;
  readonly json: boolean;
  readonly keep: boolean;
}

function optionsOf(args: string[]): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args,
    options: {
      blades: text,
      firmware: text,
      loader: text,
      until: text,
      timeout: text,
      'no-ra': flag,
      compare: flag,
      json: flag,
      keep: flag,
    },
  });
  const oneOf = <Choice extends string>(name: string, choices: readonly Choice[], given: string): Choice => {
    const choice = choices.find((one) => one === given);
    if (!choice) throw new Error(`--${name} ${given}: choose one of ${choices.join(', ')}`);
    return choice;
  };
  const blades = Number(values.blades ?? 1);
  if (!Number.isInteger(blades) || blades < 1 || blades > 64) throw new Error(`--blades ${values.blades}: a number from 1 to 64`);
  return {
    blades,
    firmware: oneOf('firmware', firmwares, values.firmware ?? 'bios'),
    loader: oneOf('loader', loaderChoice.options, values.loader ?? 'auto'),
    until: oneOf('until', stages, values.until ?? 'booted'),
    timeout: Number(values.timeout ?? firstBladeSeconds + furtherBladeSeconds * (blades - 1)),
    routerAdvertisement: !values['no-ra'],
    compare: values.compare,
    json: values.json,
    keep: values.keep,
  };
}

const started = Date.now();
const say = (line: string) => console.error(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`);

/** What a run of the lab has to clean up, newest last; everything in it is undone in reverse. */
type Undo = (() => unknown)[];

interface Lab {
  readonly options: Options;
  readonly bundle: LabBundle;
  readonly accelerator: Accelerator;
  readonly switch: Switch;
  readonly directory: string;
  readonly blades: readonly LabBlade[];
  readonly undo: Undo;
}

const hardware = ({ options, directory, switch: { ports } }: Lab, blade: LabBlade, index: number): Blade => ({
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
function useDisk(blade: Blade): void {
  const raw = join(blade.directory, 'old.raw');
  mkdirSync(blade.directory, { recursive: true });
  writeFileSync(raw, '');
  truncateSync(raw, diskGiB * 1024 ** 3);
  execFileSync('sgdisk', ['--new=1:0:+1G', '--change-name=1:old-data', raw], { stdio: 'ignore' });
  execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, diskFile(blade)]);
  rmSync(raw);
}

type Seconds = Partial<Record<Stage, number>>;

interface Provisioned {
  readonly ok: boolean;
  /** By slot: seconds from the blade's power-on to each stage. */
  readonly seconds: ReadonlyMap<string, Seconds>;
  readonly machines: readonly Machine[];
  readonly problems: readonly string[];
}

/** Starts `rackstrap provision`, switches the blades on when it serves, and waits until it ends by itself. */
async function provision(lab: Lab, aim: { until: Stage; state: string; routerAdvertisement: boolean }): Promise<Provisioned> {
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
async function withoutAdvertisement(lab: Lab): Promise<number | undefined> {
  say('measuring without the router advertisement');
  const first = { ...lab, blades: lab.blades.slice(0, 1) };
  const run = await provision(first, { until: 'script', state: join(lab.directory, 'state-compare'), routerAdvertisement: false });
  await Promise.all(run.machines.map((machine) => machine.cutPower()));
  return run.seconds.get(first.blades[0]!.slot)?.script;
}

/** Resets the installed blades while Rackstrap serves: network first, and still each boots its own disk. */
async function bootAgain(lab: Lab, machines: readonly Machine[], state: string): Promise<DiskBoot[]> {
  const { directory, blades, bundle } = lab;
  const serving = Promise.withResolvers<void>();
  const words = ['serve', join(directory, 'plan.yaml'), '--bundle', bundle.directory, '--state', state, '--device', lab.switch.device];
  const rackstrap = startRackstrap(words, {
    inside: lab.switch.inside,
    log: join(directory, 'rackstrap.log'),
    onLine: (line) => line.startsWith('Serving') && serving.resolve(),
  });
  lab.undo.push(rackstrap.stop);
  await Promise.race([serving.promise, rackstrap.ended]);
  say('every blade is reset, its network still first in the boot order');
  const boots = await Promise.all(
    blades.map(async ({ slot, hostname }, index) => {
      const console = consoleLog(hardware(lab, blades[index]!, index));
      const from = consoleSize(console);
      await machines[index]!.reset();
      const boot = await watchDiskBoot({ slot, hostname, console, from });
      say(`${slot}  ${boot.words}, ${boot.seconds.toFixed(0)} s after the reset`);
      return boot;
    }),
  );
  await rackstrap.stop();
  return boots.map((boot) => judged(boot, state));
}

function judged(boot: DiskBoot, state: string): DiskBoot {
  const installs = countEvents(state, 'install-permitted', boot.slot);
  return installs === 1 ? boot : { ...boot, ok: false, words: `${boot.words}, but it was allowed to install ${installs} times` };
}

interface Report {
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

async function run(lab: Lab): Promise<Report> {
  const { options, blades } = lab;
  const without = options.compare ? await withoutAdvertisement(lab) : undefined;
  useDisk(hardware(lab, blades[0]!, 0));
  const state = join(lab.directory, 'state');
  const first = await provision(lab, { until: options.until, state, routerAdvertisement: options.routerAdvertisement });
  const again = first.ok && options.until === 'booted' ? await bootAgain(lab, first.machines, state) : [];
  return {
    ok: first.ok && again.every(({ ok }) => ok),
    firmware: options.firmware,
    loader: options.loader,
    until: options.until,
    accelerator: lab.accelerator[1]!,
    blades: blades.map(({ slot }, index) => ({
      slot,
      seconds: first.seconds.get(slot) ?? {},
      ...(again[index] ? { again: again[index] } : {}),
    })),
    script: options.compare ? { with: first.seconds.get(blades[0]!.slot)?.script, without } : {},
    problems: [...first.problems, ...again.filter(({ ok }) => !ok).map(({ slot, words }) => `${slot} ${words}`)],
  };
}

const shown = ['script', 'kernel', 'config', 'installing', 'booted'] as const;

function print({ blades, script, firmware, problems }: Report): void {
  console.log(`\nseconds from power-on (${firmware})`);
  console.log(`${'slot'.padEnd(8)}${shown.map((stage) => stage.padStart(12)).join('')}${'disk again'.padStart(12)}`);
  const cell = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(1)).padStart(12);
  for (const { slot, seconds, again } of blades)
    console.log(`${slot.padEnd(8)}${shown.map((stage) => cell(seconds[stage])).join('')}${cell(again?.seconds)}`);
  if ('without' in script)
    console.log(`power-on to script: ${cell(script.with)} s with the router advertisement, ${cell(script.without)} s without`);
  for (const words of problems) console.log(words);
}

function printLogs(lab: Lab): void {
  for (const [index, blade] of lab.blades.entries())
    console.error(`\n── the last lines of ${blade.slot}'s console\n${tail(consoleLog(hardware(lab, blade, index)))}`);
  console.error(`\n── the last lines of Rackstrap's log\n${tail(join(lab.directory, 'rackstrap.log'))}`);
  console.error(`\nConsoles, events, journal and disks: ${lab.directory}`);
}

async function undoAll(undo: Undo): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

async function main(options: Options): Promise<number> {
  ensurePackages('lab');
  const bundle = await labBundle(say);
  const how = await accelerator(bundle.os.kernel, cacheDirectory);
  const undo: Undo = [];
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-lab-'));
  const blades = labBlades(options.blades);
  const interrupted = Promise.withResolvers<never>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.reject(new Error(`ended by ${signal}`)));
  let ok = false;
  try {
    const plugged = plugSwitch(`${laptop}/${prefixLength}`, options.blades);
    if (options.keep) say(`kept: ip netns exec ${plugged.namespace} …, and ${directory}`);
    else undo.push(plugged.remove);
    const lab: Lab = { options, bundle, accelerator: how, switch: plugged, directory, blades, undo };
    writeFileSync(join(directory, 'plan.yaml'), labPlan(blades, options.loader));
    const report = await Promise.race([run(lab), interrupted.promise]);
    ok = report.ok;
    if (options.json) console.log(JSON.stringify(report));
    else print(report);
    if (!ok) printLogs(lab);
  } finally {
    await undoAll(undo);
    if (ok && !options.keep) rmSync(directory, { recursive: true, force: true });
  }
  return ok ? 0 : 1;
}

try {
  process.exitCode = await main(optionsOf(process.argv.slice(2)));
} catch (reason) {
  console.error(`${(reason as Error).message}\n\n${usage}`);
  process.exitCode = 2;
}
