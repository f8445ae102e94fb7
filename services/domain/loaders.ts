// Which loader each kind of firmware is given, from what a bundle carries; and what of a plan's wishes it lacks.

import type { TableBlade } from './boot-table.ts';
import type { Arch } from './bundle.ts';
import type { LoaderChoice } from './plan/v1.ts';
import { at, type Problem, problem, warning } from './problem.ts';

/** `snponly.efi` first: it drives the booted NIC through the firmware, which on a blade's adapters works where iPXE's own drivers may not. */
const efi = (directory: string): readonly string[] => [`loaders/${directory}/snponly.efi`, `loaders/${directory}/ipxe.efi`];
const ia32 = ['loaders/i386/ipxe.efi'];
const x64 = efi('x86_64');

/** Client architecture (RFC 4578 option 93) → loaders, best first. 7 and 9 both mean x64 in the field; 15 to 19 are the HTTP boot twins. */
const loadersOf: Readonly<Record<number, readonly string[]>> = {
  0: ['loaders/undionly.kpxe'],
  6: ia32,
  7: x64,
  9: x64,
  10: efi('arm32'),
  11: efi('arm64'),
  15: ia32,
  16: x64,
  17: x64,
  18: efi('arm32'),
  19: efi('arm64'),
};

/** What a plan that leaves `auto` needs for BIOS clients, and with each file what PXELINUX cannot start without. */
const forced = {
  undionly: { loader: 'loaders/undionly.kpxe', needs: ['loaders/undionly.kpxe'] },
  pxelinux: { loader: 'loaders/pxelinux.0', needs: ['loaders/pxelinux.0', 'loaders/ldlinux.c32'] },
} as const;

/** Paths of the parts that a bundle carries. */
type Carried = ReadonlySet<string>;

/** The loaders of a blade by client architecture, and whether even an iPXE that is not ours gets one. */
export function loadersFor(choice: LoaderChoice, carried: Carried): Pick<TableBlade, 'loaders' | 'forceLoader'> {
  const choices = Object.entries(loadersOf).map(([architecture, names]) => [architecture, names.find((name) => carried.has(name))]);
  const automatic = Object.fromEntries(choices.filter(([, name]) => name !== undefined)) as Record<number, string>;
  if (choice === 'auto') return { loaders: automatic, forceLoader: false };
  const { 0: _, ...others } = automatic;
  const { loader } = forced[choice];
  return { loaders: carried.has(loader) ? { ...others, 0: loader } : others, forceLoader: true };
}

/** What some blades are to be brought up with, and where the plan says so. */
export interface LoaderWish {
  readonly loader: LoaderChoice;
  readonly arch: Arch;
  readonly where: string;
}

/** Firmware that blades of each architecture may have, and the loaders it takes. */
const firmwares: Readonly<Record<Arch, readonly { readonly firmware: string; readonly files: readonly string[] }[]>> = {
  amd64: [
    { firmware: 'BIOS', files: loadersOf[0]! },
    { firmware: 'UEFI (x64)', files: x64 },
  ],
  arm64: [{ firmware: 'UEFI (arm64)', files: loadersOf[11]! }],
};

/** What a blade that is not left `auto` asks for: a loader for BIOS, which its architecture has to have. */
const namedFiles = ({ loader, arch }: LoaderWish): readonly string[] => (loader === 'auto' || arch !== 'amd64' ? [] : forced[loader].needs);

/** Loaders that are asked for by name and not carried, and firmware no blade of this bundle could be booted by. */
export function loadersLacking(wishes: readonly LoaderWish[], carried: Carried): Problem[] {
  const lacking = wishes.flatMap((wish) =>
    namedFiles(wish)
      .filter((path) => !carried.has(path))
      .map((file) => ({ ...wish, file })),
  );
  const distinct = [...new Map(lacking.map((one) => [`${one.where} ${one.file}`, one])).values()];
  const unnamed = new Set(wishes.filter((wish) => namedFiles(wish).length === 0).map(({ arch }) => arch));
  return [
    ...distinct.map(({ where, file, loader }) => at(where, problem('loader-absent', { loader, file }))),
    ...[...unnamed].flatMap((arch) => firmwareLacking(arch, carried)),
  ];
}

/** Which firmware a blade has is known only once it asks, so a missing loader is a warning as long as there is another. */
function firmwareLacking(arch: Arch, carried: Carried): Problem[] {
  const kinds = firmwares[arch];
  const without = kinds.filter(({ files }) => !files.some((file) => carried.has(file)));
  const level = without.length === kinds.length ? (found: Problem) => found : warning;
  return without.map(({ firmware, files }) =>
    level(at('bundle', problem('firmware-without-loader', { firmware, files: files.join(' or ') }))),
  );
}
