// Which loaders the blades of a plan get from a bundle, and those it lacks.

import type { TableBlade } from '../domain/boot-table.ts';
import type { Manifest } from '../domain/bundle.ts';
import { loadersFor, loadersLacking } from '../domain/loaders.ts';
import type { Plan, PlannedBlade } from '../domain/plan/plan.ts';
import type { Problem } from '../domain/problem.ts';

const paths = (manifest: Manifest): ReadonlySet<string> => new Set(manifest.parts.map(({ path }) => path));

/** The loaders of one blade by client architecture, and whether even an iPXE that is not ours gets one. */
export const bladeLoaders = (blade: PlannedBlade, manifest: Manifest): Pick<TableBlade, 'loaders' | 'forceLoader'> =>
  loadersFor(blade.loader, paths(manifest));

/** Where the plan says which loader a blade takes. */
const whereChosen = (plan: Plan, { index }: PlannedBlade): string => (plan.blades[index]?.loader ? `blades[${index}].loader` : 'loader');

/** Loaders the plan asks for by name that the bundle lacks, and firmware no blade of this bundle could be booted by. */
export const loaderReport = (plan: Plan, blades: readonly PlannedBlade[], manifest: Manifest): Problem[] =>
  loadersLacking(
    blades.map((blade) => ({ loader: blade.loader, arch: plan.blades[blade.index]?.arch ?? plan.arch, where: whereChosen(plan, blade) })),
    paths(manifest),
  );
