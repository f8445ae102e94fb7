// What boots from a virtual blade's disk: the installed system with its own name and address, or one from before.

import { askHome, lines } from './agent/home.ts';
import type { DiskContents, InstalledSystem, VirtualDisk } from './disk.ts';
import { fetchAll } from './first-fetch.ts';
import { environmentWith, type IgnitionFiles, isRefused, readIgnition, remoteFiles } from './ignition.ts';
import { hang, type Machine, print, untilPowerGoes } from './machine.ts';
import { bringInImages } from './node-images.ts';
import { backOff } from './pace.ts';
import { randomHex, randomUuid } from './random.ts';

type Installed = Extract<DiskContents, { readonly kind: 'installed' }>;

const BOOT_MILLISECONDS = 10_000;
/** rackstrap-home's pauses, and when it gives up for good. */
const HOME_FIRST_PAUSE_MILLISECONDS = 4_000;
const HOME_LONGEST_PAUSE_MILLISECONDS = 120_000;
const HOME_GIVES_UP_MILLISECONDS = 3_600_000;

/** The static address of the NIC with this MAC, from its systemd-networkd file. */
const addressFor = (files: IgnitionFiles, mac: string): string | undefined =>
  [...files.entries()]
    .filter(([path, text]) => path.endsWith('.network') && text.toLowerCase().includes(`permanentmacaddress=${mac}`))
    .flatMap(([, text]) => /^Address=([^/\s]+)/m.exec(text)?.[1] ?? [])[0];

/** Lines of the list that the import of images reads. */
const imagesIn = (files: IgnitionFiles): number => [...(files.get('/etc/rackstrap/images.list') ?? '').matchAll(/\S+ \S+\n/g)].length;

/** The first boot: Ignition's config becomes the system's name, address and what it calls home with, once all that it names is fetched. */
async function firstBoot(machine: Machine, ignition: string): Promise<InstalledSystem | { readonly reason: string }> {
  const files = readIgnition(ignition);
  if (isRefused(files)) return files;
  const address = addressFor(files, machine.state.mac);
  const hostname = files.get('/etc/hostname')?.trim();
  if (!address || !hostname) return { reason: 'the config gives this blade no address or no name' };
  const trouble = await fetchAll(machine, remoteFiles(ignition), address);
  if (trouble) return { reason: trouble };
  const settings = environmentWith(files, ['HOME_URL', 'TOKEN']);
  const home = settings && { url: settings.get('HOME_URL')!, token: settings.get('TOKEN')! };
  const images = imagesIn(files);
  return {
    hostname,
    address,
    machineId: randomHex(16, machine.random),
    ...(home ? { home } : {}),
    ...(images > 0 ? { images } : {}),
  };
}

const reports = ({ hostname, address, machineId }: InstalledSystem, bootId: string): string =>
  lines({ boot_id: bootId, address, hostname, machine_id: machineId });

/** Tells the laptop once that this blade is up, then forgets the laptop; one that does not hear for an hour, too. */
async function callHome(machine: Machine, contents: Installed, disk: VirtualDisk, system: InstalledSystem): Promise<void> {
  const { pace, power, random } = machine;
  const { home, ...withoutHome } = system;
  if (!home) return;
  const body = reports(system, randomUuid(random));
  const forgetLaptop = () => {
    if (!power.aborted) disk.contents = { ...contents, system: withoutHome };
  };
  const started = pace.elapsed();
  for (let attempt = 0; !power.aborted && pace.elapsed() - started < HOME_GIVES_UP_MILLISECONDS; attempt += 1) {
    const answer = await askHome(machine, { ...home, from: system.address }, 'POST', `${home.url}/booted`, body);
    if (answer.status === 200) {
      if (system.images) await bringInImages(machine, { ...home, from: system.address }, system.images);
      return forgetLaptop();
    }
    print(machine, `rackstrap-home: the laptop does not take the report (${answer.status || answer.said.get('reason')})`);
    await pace.pass(backOff(attempt, HOME_FIRST_PAUSE_MILLISECONDS, HOME_LONGEST_PAUSE_MILLISECONDS, random), power);
  }
  forgetLaptop();
}

async function runInstalled(machine: Machine, contents: Installed, disk: VirtualDisk): Promise<void> {
  machine.state.running = 'installed system';
  await machine.pace.pass(BOOT_MILLISECONDS, machine.power);
  const system = contents.system ?? (await firstBoot(machine, contents.ignition));
  if ('reason' in system) return hang(machine, `Ignition failed on the installed system: ${system.reason}`);
  disk.contents = { ...contents, system };
  machine.state.address = system.address;
  machine.state.hostname = system.hostname;
  print(machine, `${system.hostname} is up at ${system.address}`);
  await callHome(machine, contents, disk, system);
  await untilPowerGoes(machine);
}

/** Runs what is on `disk`, which boots, until the power goes. */
export async function runFromDisk(machine: Machine, disk: VirtualDisk): Promise<void> {
  print(machine, `boots from disk ${disk.name}`);
  if (disk.contents.kind === 'installed') return runInstalled(machine, disk.contents, disk);
  machine.state.running = 'old system';
  return untilPowerGoes(machine);
}
