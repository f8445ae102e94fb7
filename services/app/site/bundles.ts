// The bundles at hand: in the laptop's own directory, on sticks, named at the start, and added by the technician.

import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Bundle, readBundle } from '../../bundle/index.ts';
import type { BundleListed } from '../../contract/index.ts';
import { orRefuse, type Result } from '../../domain/problem.ts';
import { entriesIn, makeDirectory, readAtMost, writeWhole } from '../../platform/files.ts';
import { removableMounts } from '../../platform/removable.ts';
import { isMadeUp } from '../demo/bundle.ts';
import { isUnder } from '../plans/places.ts';

export interface BundlesOptions {
  readonly stateDirectory: string;
  /** Named when the appliance was started, or made up for practice. */
  readonly named: readonly string[];
}

export interface Bundles {
  /** Of the laptop's own. */
  readonly directory: string;
  list(): Promise<BundleListed[]>;
  /** Throws a Refusal (`bundle-unreadable`, `bundle-manifest`). */
  add(directory: string): Promise<void>;
}

/** A list of paths; a file that grew beyond it is not ours. */
const largestList = 1024 * 1024;
const paths = z.array(z.string());

/** A list that cannot be read is an empty one: nothing depends on it but the technician's typing. */
async function added(file: string): Promise<string[]> {
  const bytes = await readAtMost(file, largestList).catch(() => undefined);
  try {
    return paths.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return [];
  }
}

const subdirectories = async (directory: string): Promise<string[]> =>
  (await entriesIn(directory)).filter(({ isDirectory }) => isDirectory).map(({ path }) => path);

const hasManifest = async (directory: string): Promise<boolean> =>
  (await entriesIn(directory)).some(({ name }) => name === 'manifest.json');

async function onlyBundles(directories: readonly string[]): Promise<string[]> {
  const are = await Promise.all(directories.map(hasManifest));
  return directories.filter((_, place) => are[place]);
}

/** One that cannot be used is listed with the reason, under the name of its directory. */
function listed(directory: string, read: Result<Bundle>, removable: boolean): BundleListed {
  if (!read.ok) {
    const unknown = { version: '', created: '', os: { family: '', version: '' }, parts: [], bytes: 0, simulated: false };
    return { ...unknown, directory, name: basename(directory), removable, problems: [...read.problems] };
  }
  const { manifest, problems } = read.value;
  const { name, version, created, os } = manifest;
  const parts = manifest.parts.map(({ path, kind, arch, size }) => ({ path, kind, arch, size }));
  const bytes = parts.reduce((sum, { size }) => sum + size, 0);
  return { directory, name, version, created, os, parts, bytes, removable, simulated: isMadeUp(manifest), problems: [...problems] };
}

export function openBundles({ stateDirectory, named }: BundlesOptions): Bundles {
  const directory = join(stateDirectory, 'bundles');
  const file = join(stateDirectory, 'bundles.json');
  const asked = async () => [...named, ...(await added(file))].map((path) => resolve(path));
  return {
    directory,
    async list() {
      const mounts = await removableMounts();
      const onSticks = await Promise.all(mounts.map(async (mount) => [mount, ...(await subdirectories(mount))]));
      const found = await onlyBundles([...(await subdirectories(directory)), ...onSticks.flat()]);
      const all = [...new Set([...(await asked()), ...found])];
      const isRemovable = (path: string) => mounts.some((mount) => path === mount || isUnder(path, mount));
      return Promise.all(all.map(async (one) => listed(one, await readBundle(one), isRemovable(one))));
    },
    async add(path) {
      const chosen = resolve(path);
      orRefuse(await readBundle(chosen));
      const before = await added(file);
      if (before.includes(chosen)) return;
      makeDirectory(dirname(file));
      writeWhole(file, `${JSON.stringify([...before, chosen], undefined, 2)}\n`);
    },
  };
}
