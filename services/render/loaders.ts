// Which loader each kind of firmware is given, from what the bundle carries.

import type { TableBlade } from '../domain/boot-table.ts';
import type { Manifest } from '../domain/bundle.ts';
import type { Plan, PlannedBlade } from '../domain/plan/plan.ts';
import { at, type Problem, problem, warning } from '../domain/problem.ts';

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

const paths = (manifest: Manifest): ReadonlySet<string> => new Set(manifest.parts.map(({ path }) => path));

/** The loaders of one blade by client architecture, and whether even an iPXE that is not ours gets one. */
export function bladeLoaders(blade: PlannedBlade, manifest: Manifest): Pick<TableBlade, 'loaders' | 'forceLoader'> {
  const carried = paths(manifest);
  const choices = Object.entries(loadersOf).map(([architecture, names]) => [architecture, names.find((name) => carried.has(name))]);
  const automatic = Object.fromEntries(choices.filter(([, name]) => name !== undefined)) as Record<number, string>;
  if (blade.loader === 'auto') return { loaders: automatic, forceLoader: false };
  const { 0: _, ...others } = automatic;
  const { loader } = forced[blade.loader];
  return { loaders: carried.has(loader) ? { ...others, 0: loader } : others, forceLoader: true };
}

/** Where the plan says which loader a blade takes. */
const whereChosen = (plan: Plan, { index }: PlannedBlade): string => (plan.blades[index]?.loader ? `blades[${index}].loader` : 'loader');

/** Loaders the plan asks for by name that the bundle lacks, and firmware no blade of this bundle could be booted by. */
export function loaderReport(plan: Plan, blades: readonly PlannedBlade[], manifest: Manifest): Problem[] {
  const carried = paths(manifest);
  const lacking = blades.flatMap((blade) => {
    const needs = blade.loader === 'auto' ? [] : forced[blade.loader].needs.filter((path) => !carried.has(path));
    return needs.map((file) => ({ where: whereChosen(plan, blade), file, loader: blade.loader }));
  });
  const distinct = [...new Map(lacking.map((one) => [`${one.where} ${one.file}`, one])).values()];
  return [
    ...distinct.map(({ where, file, loader }) => at(where, problem('loader-absent', { loader, file }))),
    ...(blades.some(({ loader }) => loader === 'auto') ? firmwareReport(carried) : []),
  ];
}

/** Which firmware a blade has is known only once it asks, so a missing loader is a warning as long as there is another. */
function firmwareReport(carried: ReadonlySet<string>): Problem[] {
  const kinds = [
    { firmware: 'BIOS', files: loadersOf[0]! },
    { firmware: 'UEFI (x64)', files: x64 },
  ];
  const without = kinds.filter(({ files }) => !files.some((file) => carried.has(file)));
  const level = without.length === kinds.length ? (found: Problem) => found : warning;
  return without.map(({ firmware, files }) =>
    level(at('bundle', problem('firmware-without-loader', { firmware, files: files.join(' or ') }))),
  );
}
