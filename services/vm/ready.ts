// Everything that has to be there before the machine can be started: programs, its size, its ports, its disk. Every problem at once.

import { failed, ok, type Problem, problem, type Result } from '../domain/problem.ts';
import { randomUuid } from '../platform/random.ts';
import { type Place, readSettings, type Settings } from './place.ts';
import { type Size, sizeFor, wantedSize } from './size.ts';
import type { Ports } from './words.ts';
import type { World } from './world.ts';

export interface Programs {
  readonly qemu: string;
  readonly image: string;
}

/** What each system's people type to have QEMU. */
const installing: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'Debian, Ubuntu: apt install qemu-system-x86 qemu-utils; Fedora: dnf install qemu-system-x86-core qemu-img',
  darwin: 'brew install qemu',
  win32: 'winget install SoftwareFreedomConservancy.QEMU',
};
const elsewhere = 'https://www.qemu.org/download';

/** `vm-program-missing` for each that is not there. */
export function programsOn({ find, machine }: Pick<World, 'find' | 'machine'>): Result<Programs> {
  const command = installing[machine.platform] ?? elsewhere;
  const names = ['qemu-system-x86_64', 'qemu-img'] as const;
  const [qemu, image] = names.map(find);
  if (qemu && image) return ok({ qemu, image });
  const missing = names.filter((name) => !find(name));
  return failed(...missing.map((program) => problem('vm-program-missing', { program, command })));
}

/** What kubectl is used to, and what is out of the way of an SSH server on the laptop. */
const usualPorts: Ports = { api: 6443, ssh: 2222 };

async function newPorts({ isPortFree, freePort }: World): Promise<Ports> {
  const one = async (usual: number) => ((await isPortFree(usual)) ? usual : freePort());
  return { api: await one(usualPorts.api), ssh: await one(usualPorts.ssh) };
}

/** A machine that was made has its ports for good: they are in kubeconfigs. */
export async function busyPorts({ api, ssh }: Ports, { isPortFree, portHolder }: World): Promise<Problem[]> {
  const busy = await Promise.all(
    [api, ssh].map(async (port) =>
      (await isPortFree(port))
        ? []
        : [problem('port-busy', { protocol: 'TCP', port, holder: (await portHolder(port)) ?? 'another program' })],
    ),
  );
  return busy.flat();
}

export interface Needs {
  /** MiB that installing it takes. */
  readonly memoryMiB: number;
  /** Bytes that it will have written to its disk, with room to work. */
  readonly diskBytes: number;
}

async function newSettings(needs: Needs, world: World): Promise<Result<Settings>> {
  const size = sizeFor(world.laptop, needs.memoryMiB);
  if (!size.ok) return size;
  const control = world.machine.platform === 'win32' ? { controlPort: await world.freePort() } : {};
  return ok({ ...size.value, ports: await newPorts(world), uuid: randomUuid(), ...control });
}

/** The machine as it is, or as it is going to be made; with what somebody wants of it now. */
export async function settingsFor(place: Place, needs: Needs, wanted: Partial<Size>, world: World): Promise<Result<Settings>> {
  const known = readSettings(place);
  const settings = known ? ok(known) : await newSettings(needs, world);
  if (!settings.ok) return settings;
  const size = wantedSize(settings.value, wanted, world.laptop);
  return size.ok ? ok({ ...settings.value, ...size.value }) : size;
}

const gigabyte = 1e9;

/** `vm-disk` where the laptop's disk would be full before the machine is done. */
export async function diskRoom({ directory }: Place, { diskBytes }: Needs, { freeBytes }: World): Promise<Problem[]> {
  const free = await freeBytes(directory);
  const inGigabytes = (bytes: number) => Math.round((10 * bytes) / gigabyte) / 10;
  return free >= diskBytes ? [] : [problem('vm-disk', { needs: inGigabytes(diskBytes), has: inGigabytes(free), directory })];
}
