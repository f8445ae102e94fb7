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

/**
 * Signed for Secure Boot, the best pair first: firmware is told of the shim, and the shim asks where it came from itself for the loader whose name
 * is its own without `-shim` (ipxe/shim, README).
 */
const signedPairs: Readonly<Record<Arch, readonly (readonly [shim: string, loader: string])[]>> = {
  amd64: pairsIn('x86_64-sb'),
  arm64: pairsIn('arm64-sb'),
};

function pairsIn(directory: string): [shim: string, loader: string][] {
  return efi(directory).map((loader) => [loader.replace(/\.efi$/, '-shim.efi'), loader]);
}

/** Client architectures with loaders that are signed; for 32-bit firmware iPXE signs none. */
const signedArches: Readonly<Record<number, Arch>> = { 7: 'amd64', 9: 'amd64', 11: 'arm64', 16: 'amd64', 17: 'amd64', 19: 'arm64' };

/** Paths of the parts that a bundle carries. */
type Carried = ReadonlySet<string>;

const isCarried = (paths: readonly string[], carried: Carried): boolean => paths.every((path) => carried.has(path));

/** Client architecture → the first of its files that is there; architectures that have none are left out. */
const firstCarried = (choices: Readonly<Record<number, string | undefined>>): Record<number, string> =>
  Object.fromEntries(Object.entries(choices).flatMap(([architecture, path]) => (path === undefined ? [] : [[architecture, path]])));

/** Undefined where no pair is whole: an unsigned loader is no help there, for firmware would refuse it. */
function signedShims(carried: Carried): Record<number, string | undefined> {
  const shim = (arch: Arch) => signedPairs[arch].find((pair) => isCarried(pair, carried))?.[0];
  return Object.fromEntries(Object.entries(signedArches).map(([architecture, arch]) => [architecture, shim(arch)]));
}

/** The loaders of a blade by client architecture, and whether even an iPXE that is not ours gets one. */
export function loadersFor(choice: LoaderChoice, carried: Carried): Pick<TableBlade, 'loaders' | 'forceLoader'> {
  const choices = Object.entries(loadersOf).map(([architecture, names]) => [architecture, names.find((name) => carried.has(name))]);
  const automatic: Record<number, string | undefined> = Object.fromEntries(choices);
  if (choice === 'auto') return { loaders: firstCarried(automatic), forceLoader: false };
  if (choice === 'secure-boot') return { loaders: firstCarried({ ...automatic, ...signedShims(carried) }), forceLoader: false };
  const { loader } = forced[choice];
  return { loaders: firstCarried({ ...automatic, 0: carried.has(loader) ? loader : undefined }), forceLoader: true };
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

/** Sets of files, the best first, of which a blade that is not left `auto` needs one; those for BIOS only where its architecture has it. */
function setsFor({ loader, arch }: LoaderWish): readonly (readonly string[])[] {
  if (loader === 'secure-boot') return signedPairs[arch];
  return loader === 'auto' || arch !== 'amd64' ? [] : [forced[loader].needs];
}

/** Of the best set, where none is whole. */
function filesLacking(wish: LoaderWish, carried: Carried): readonly string[] {
  const sets = setsFor(wish);
  return sets.some((files) => isCarried(files, carried)) ? [] : (sets[0] ?? []).filter((path) => !carried.has(path));
}

/** Loaders that are asked for by name and not carried, and firmware no blade of this bundle could be booted by. */
export function loadersLacking(wishes: readonly LoaderWish[], carried: Carried): Problem[] {
  const lacking = wishes.flatMap((wish) => filesLacking(wish, carried).map((file) => ({ ...wish, file })));
  const distinct = [...new Map(lacking.map((one) => [`${one.where} ${one.file}`, one])).values()];
  const unnamed = new Set(wishes.filter((wish) => setsFor(wish).length === 0).map(({ arch }) => arch));
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
