// The virtual machine of a laptop plan: what plan and bundle make of it.

import { liveSystemMebibytes } from '../../domain/blade/install.ts';
import type { Manifest, Part } from '../../domain/bundle.ts';
import { installSize } from '../../domain/os/install-size.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../../domain/plan/plan.ts';
import { type Problem, problem } from '../../domain/problem.ts';
import { type PlannedMachine, placeOf, realWorld, type StartOrder, type Vm, vmAt } from '../../vm/index.ts';
import { httpBaseOf } from '../boot-table.ts';

/** The only processor that its firmware and loader are proved with. */
const machineArch = 'amd64';
/** The port inside the machine's own network: its documents name the laptop as those of a blade do. */
export const portInside = 80;

/** Room for container images and what pods write; the file grows only as it is used. */
const usualDiskGiB = 40;
const gibibyte = 1024 ** 3;
const mebibyte = 1024 ** 2;
/** A kernel keeps some memory to itself before it says how much there is. */
const kernelKeepsMiB = 192;
/** A container image lies on the disk as it came, and unpacked; and etcd, logs and the system write beside them. */
const timesUnpacked = 4;
const systemBytes = 3e9;
/** When the plan does not choose its disk by one. */
const usualSerial = 'rackstrap';

/** A port of this laptop's loopback, forwarded to the machine's API. */
export const apiUrl = (port: number): string => `https://127.0.0.1:${port}`;

/** The machine is one blade: the architecture has no other. */
export const bladeOf = (plan: Plan): PlannedBlade => plannedBlades(plan)[0]!;

function diskGiB({ disk }: PlannedBlade, leastBytes: number): number {
  const least = Math.max(disk.minGiB ?? 0, Math.ceil(leastBytes / gibibyte));
  return Math.max(least, Math.floor(Math.min(usualDiskGiB, disk.maxGiB ?? usualDiskGiB)));
}

/** The machine as the plan has it; `leastDiskBytes` is what the system that is written to it needs. */
export function machineOf(plan: Plan, leastDiskBytes = 0): PlannedMachine {
  const blade = bladeOf(plan);
  const { subnet, laptop, gateway } = plan.network;
  const mac = blade.macs[0]!;
  return {
    name: blade.hostname,
    mac,
    address: blade.address,
    network: { subnet, laptop, gateway },
    script: `${httpBaseOf(plan, portInside)}/blade/${mac.replaceAll(':', '-')}/boot.ipxe`,
    diskSerial: blade.disk.serial ?? usualSerial,
    diskGiB: diskGiB(blade, leastDiskBytes),
  };
}

const written: readonly Part['kind'][] = ['image', 'binary', 'cni-plugins', 'container-image'];

/** Bytes on the laptop's disk, once it is installed and runs a cluster. */
const diskBytes = ({ parts }: Pick<Manifest, 'parts'>): number =>
  parts
    .filter(({ kind, arch }) => written.includes(kind) && (arch === machineArch || arch === 'any'))
    .reduce((sum, { size }) => sum + timesUnpacked * size, systemBytes);

/** Installing it is what takes most memory: the image lies in it as a whole. */
const memoryMiB = (imageBytes: number): number => Math.ceil(imageBytes / mebibyte) + liveSystemMebibytes + kernelKeepsMiB;

export interface Carried {
  readonly manifest: Pick<Manifest, 'os' | 'parts'>;
  readonly piecesOf: (path: string) => readonly { readonly file: string }[];
}

/** The kernel as one file; none where the stick cut it into pieces. */
function kernelIn({ manifest, piecesOf }: Carried): string | undefined {
  const kernel = manifest.parts.find(({ kind, arch }) => kind === 'kernel' && arch === machineArch);
  const pieces = kernel ? piecesOf(kernel.path) : [];
  return pieces.length === 1 ? pieces[0]!.file : undefined;
}

/** What is asked of the machine when it is installed from this bundle. */
export function orderFrom(plan: Plan, bundle: Carried): Omit<StartOrder, 'boot' | 'purpose'> {
  const size = installSize(bundle.manifest, machineArch);
  const kernel = kernelIn(bundle);
  return {
    machine: machineOf(plan, size.diskBytes),
    needs: { memoryMiB: memoryMiB(size.imageBytes), diskBytes: diskBytes(bundle.manifest) },
    outside: false,
    wanted: {},
    ...(kernel === undefined ? {} : { kernel }),
  };
}

/** The machine of a plan on this laptop. */
export const vmOf = (plan: Pick<Plan, 'name'>, stateDirectory: string): Vm => vmAt(placeOf(stateDirectory, plan.name), realWorld());

/** Why the plan cannot be a virtual machine; nothing when it can. */
export function notForVm(plan: Plan): Problem[] {
  const { name, architecture } = plan;
  if (architecture !== 'laptop') return [problem('vm-other-plan', { plan: name, architecture })];
  const { arch } = bladeOf(plan);
  return arch === machineArch ? [] : [problem('vm-arch', { arch })];
}
