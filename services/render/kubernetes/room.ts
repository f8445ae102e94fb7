// Whether what a node fetches at its first boot has room there: some systems grow their root file system to the disk only afterwards.

import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { at, type Problem, problem, warning } from '../../domain/problem.ts';
import { families } from '../family/families.ts';
import type { Site } from '../site.ts';
import { selectionFor } from './selection.ts';

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);

function fetchedBytes(blade: PlannedBlade, site: Pick<Site, 'plan' | 'manifest'>): number {
  const selection = selectionFor(blade, site);
  if (!selection) return 0;
  const { programs, cniPlugins, images } = selection;
  return [...programs, ...(cniPlugins ? [cniPlugins] : []), ...images].reduce((sum, { size }) => sum + size, 0);
}

/** `first-boot-full`, once, for the blade that fetches most. */
export function firstBootRoom(blades: readonly PlannedBlade[], site: Pick<Site, 'plan' | 'manifest'>): Problem[] {
  const has = families[site.manifest.os.family].node.firstBootBytes;
  const needs = Math.max(0, ...blades.map((blade) => fetchedBytes(blade, site)));
  if (has === undefined || needs <= has) return [];
  return [at('kubernetes', warning(problem('first-boot-full', { needs: megabytes(needs), has: megabytes(has) })))];
}
