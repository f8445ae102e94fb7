// Which loaders the blades of a plan get from a bundle.

import type { TableBlade } from '../domain/boot-table.ts';
import type { Manifest } from '../domain/bundle.ts';
import { loadersFor } from '../domain/loaders.ts';
import type { PlannedBlade } from '../domain/plan/plan.ts';

/** The loaders of one blade by client architecture, and whether even an iPXE that is not ours gets one. */
export const bladeLoaders = (blade: PlannedBlade, manifest: Manifest): Pick<TableBlade, 'loaders' | 'forceLoader'> =>
  loadersFor(blade.loader, new Set(manifest.parts.map(({ path }) => path)));
