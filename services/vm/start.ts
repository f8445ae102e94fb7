// Starts the machine: everything it needs is looked at first, then its disk is made if it has none, then QEMU is left to itself.

import { failed, ok, type Problem, problem, type Result, warning } from '../domain/problem.ts';
import { moveTo } from '../platform/directories.ts';
import { fileSize, isThere, linkOrCopy, removeFile, writeWhole } from '../platform/files.ts';
import { relayCommand, relayEnvironment } from '../platform/relay-command.ts';
import { type AcceleratorName, candidateFor, chooseAccelerator } from './accelerator.ts';
import { type Cable, cableOf } from './cable.ts';
import type { Home, PlannedMachine, Started, StartOrder } from './machine.ts';
import { controlOf, forgetProcess, type Place, type Settings, textOf, writeSettings } from './place.ts';
import { busyPorts, diskRoom, type Programs, programsOn, settingsFor } from './ready.ts';
import { statusOf, tell } from './status.ts';
import { machineWords } from './words.ts';

/** A console log longer than this, in bytes, is put aside at the next start, and the one put aside before goes. */
const longestLog = 4 * 1024 * 1024;
const imageMilliseconds = 60_000;
/** QEMU opens its control at once; a busy laptop takes its time to load it. */
const startMilliseconds = 60_000;
const glanceMilliseconds = 100;

interface Ready {
  readonly programs: Programs;
  readonly settings: Settings;
  readonly cable: Cable;
}

/** What it is going to be made of, or every problem that keeps it from starting. */
async function readied({ place, world }: Home, { machine, needs, wanted }: StartOrder): Promise<Result<Ready>> {
  const programs = programsOn(world);
  const settings = await settingsFor(place, needs, wanted, world);
  const cable = cableOf(machine.network, machine);
  const busy = settings.ok ? await busyPorts(settings.value.ports, world) : [];
  const full = isThere(place.disk) ? [] : await diskRoom(place, needs, world);
  const problems = [...[programs, settings, cable].flatMap((one) => (one.ok ? [] : one.problems)), ...busy, ...full];
  if (problems.length > 0 || !programs.ok || !settings.ok || !cable.ok) return failed(...problems);
  return ok({ programs: programs.value, settings: settings.value, cable: cable.value });
}

/** The kernel stays beside the disk: it may have to be booted once more, for a look at what runs it, long after the bundle is gone. */
async function keepKernel({ kernel }: Place, given: string | undefined): Promise<void> {
  if (given === undefined) return;
  removeFile(kernel);
  await linkOrCopy(given, kernel);
}

async function accelerationFor({ place, world }: Home, { qemu }: Programs): Promise<AcceleratorName> {
  if (!isThere(place.kernel)) return 'tcg';
  const probe = { qemu, kernel: place.kernel, run: world.run, environment: relayEnvironment() };
  const memory = { read: () => textOf(place.accelerator), write: (text: string) => writeWhole(place.accelerator, text) };
  return chooseAccelerator(world.machine, probe, memory, world.mark);
}

async function makeDisk({ place, world }: Home, { image }: Programs, { diskGiB }: PlannedMachine): Promise<Problem[]> {
  if (isThere(place.disk)) return [];
  const words = ['create', '-q', '-f', 'qcow2', place.disk, `${diskGiB}G`];
  const made = await world.run(image, words, { longestMilliseconds: imageMilliseconds, environment: relayEnvironment() });
  if (made.outcome === 'done') return [];
  removeFile(place.disk);
  return [problem('vm-not-started', { reason: made.stderr.trim() || made.outcome, log: place.directory })];
}

async function putLogAside({ console, consoleBefore }: Place): Promise<void> {
  if (isThere(console) && (await fileSize(console)) > longestLog) moveTo(console, consoleBefore);
}

/** Of an error QEMU says what, and sometimes what to look at in a second line. */
const lastLines = 2;

/** What QEMU said last, without its name and its warnings. */
export function lastWords({ log }: Place): string {
  const lines = (textOf(log) ?? '').split('\n').filter((line) => line.trim() !== '' && !line.includes(': warning: '));
  const said = lines.slice(-lastLines).map((line) => line.trim().replace(/^qemu-system-\w+: /, ''));
  return said.join(' ') || 'QEMU said nothing';
}

/** Until QEMU answers; a problem when it ended before that, or does not within its time. */
async function untilItAnswers(home: Home, settings: Settings, ended: Promise<unknown>): Promise<Problem[]> {
  const { place, world } = home;
  const until = world.clock.monotonic() + startMilliseconds;
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over && world.clock.monotonic() < until) {
    if ((await tell(home, settings, 'query-status')).kind === 'answer') return [];
    await world.clock.sleep(glanceMilliseconds);
  }
  return [problem('vm-not-started', { reason: lastWords(place), log: place.log })];
}

const wordsFor = ({ place }: Home, { settings, cable }: Ready, order: StartOrder, accelerator: AcceleratorName): string[] =>
  machineWords({
    ...settings,
    ...order,
    name: order.machine.name,
    script: order.machine.script,
    accelerator,
    size: settings,
    cable,
    relay: relayCommand(place.service),
    disk: { file: place.disk, serial: order.machine.diskSerial },
    control: controlOf(place, settings),
    console: place.console,
    processFile: place.processFile,
  });

async function launched(home: Home, ready: Ready, order: StartOrder, accelerator: AcceleratorName): Promise<Result<Started>> {
  const { place, world } = home;
  const { boot, outside, purpose } = order;
  const settings = { ...ready.settings, last: { accelerator, boot, outside, ...(purpose === undefined ? {} : { purpose }) } };
  writeSettings(place, settings);
  await putLogAside(place);
  forgetProcess(place);
  const environment = relayEnvironment();
  const { ended } = await world.launch(ready.programs.qemu, wordsFor(home, ready, order, accelerator), { log: place.log, environment });
  const trouble = await untilItAnswers(home, settings, ended);
  if (trouble.length > 0) return failed(...trouble);
  const tried = candidateFor(world.machine) ?? `none for ${world.machine.cpu}`;
  const warnings = accelerator === 'tcg' ? [warning(problem('vm-emulated', { tried }))] : [];
  return ok({ settings, accelerator, warnings, ended });
}

/** What it is, or is going to be, with its ports; problems as of a start that is only tried. */
export async function prepare(home: Home, order: StartOrder): Promise<Result<Settings>> {
  const now = await statusOf(home);
  if (now.state !== 'none' && now.state !== 'off') return ok(now.settings);
  const ready = await readied(home, order);
  if (!ready.ok) return ready;
  writeSettings(home.place, ready.value.settings);
  return ok(ready.value.settings);
}

/** Problems: `vm-runs`, `vm-program-missing`, `vm-memory`, `vm-memory-wanted`, `vm-disk`, `vm-subnet`, `port-busy`, `vm-not-started`. */
export async function start(home: Home, order: StartOrder): Promise<Result<Started>> {
  const { state } = await statusOf(home);
  if (state !== 'none' && state !== 'off') return failed(problem('vm-runs'));
  const ready = await readied(home, order);
  if (!ready.ok) return ready;
  await keepKernel(home.place, order.kernel);
  const accelerator = await accelerationFor(home, ready.value.programs);
  const noDisk = await makeDisk(home, ready.value.programs, order.machine);
  return noDisk.length > 0 ? failed(...noDisk) : launched(home, ready.value, order, accelerator);
}
