// A bundle on this laptop against a plan: whether it is the one that is meant, whole, trusted, not from the future, and fit.

import { dirname, resolve } from 'node:path';
import { type Bundle, findBundle, libraryIn, readBundle } from '../bundle/index.ts';
import type { Manifest } from '../domain/bundle.ts';
import { clockBeforeBundle } from '../domain/bundle-clock.ts';
import { bundleLacks } from '../domain/plan/bundle-fit.ts';
import type { Loose } from '../domain/plan/loose.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { at, type Problem, problem, type Result, warning } from '../domain/problem.ts';
import { freeBytes } from '../platform/files.ts';
import { otherBundle } from './boot-table.ts';
import { admit } from './bundle-trust.ts';

const ownDirectory = (stateDirectory: string): string => resolve(libraryIn(stateDirectory));

/** The bundle in a directory, or the one that was imported under a name. Fails as `findBundle` does, or why it cannot be read as a bundle. */
export async function bundleNamed(named: string, stateDirectory: string): Promise<Result<Bundle>> {
  const found = await findBundle(ownDirectory(stateDirectory), named);
  return found.ok ? readBundle(resolve(found.value)) : found;
}

/** With the parts that are named in it and damaged: those are told by themselves, and are not what the bundle never had. */
const asWritten = ({ manifest, refused }: Bundle): Manifest => ({
  ...manifest,
  parts: [...manifest.parts, ...refused.map(({ part }) => part)],
});

/** What this bundle lacks for the plan even when every part of it is intact. */
const fitOf = (plan: Loose<Plan>, bundle: Bundle): Problem[] => bundleLacks(plan, asWritten(bundle));

/**
 * Why a run of this plan may not begin with this bundle. A run that has begun goes on, with another bundle too: its blades wait for what is
 * lacking, and those that are installed need none of it.
 */
export function unfit(journal: Iterable<unknown>, plan: Plan, bundle: Bundle): readonly Problem[] {
  for (const _ of journal) return [];
  return fitOf(plan, bundle).filter(({ level }) => level === 'error');
}

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** An import copies each content once; of a bundle that is imported already nothing is copied. */
async function roomToImport(bundle: Bundle, stateDirectory: string): Promise<Problem[]> {
  const directory = ownDirectory(stateDirectory);
  if (dirname(bundle.directory) === directory) return [];
  const sizes = new Map(bundle.manifest.parts.map(({ sha256, size }) => [sha256, size]));
  const needed = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const free = await freeBytes(directory);
  if (free >= needed) return [];
  return [warning(problem('laptop-space-small', { needed: gibibytes(needed), free: gibibytes(free), directory }))];
}

export interface Laptop {
  readonly stateDirectory: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Everything that is worth knowing of this bundle before a run of this plan is started from it, all at once. */
export async function bundleProblems(plan: Loose<Plan>, bundle: Bundle, { stateDirectory, now }: Laptop): Promise<Problem[]> {
  const { admission, problems: badKeys } = await admit(bundle, stateDirectory);
  const late = clockBeforeBundle(bundle.manifest.created, now);
  return [
    ...(plan.bundle ? otherBundle({ bundle: plan.bundle }, bundle) : []),
    ...admission.refuse([]).map(warning),
    ...badKeys,
    ...(late ? [late] : []),
    ...bundle.problems,
    ...fitOf(plan, bundle),
    ...(await roomToImport(bundle, stateDirectory)),
  ].map((found) => (found.where === undefined ? at('bundle', found) : found));
}
