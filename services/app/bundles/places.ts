// Where bundles lie: in the laptop's own directory, on sticks, named at the start, and added by the technician.

import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { entriesIn, makeDirectory, readAtMost, writeWhole } from '../../platform/files.ts';
import { isUnder } from '../plans/places.ts';

export interface PlacesOptions {
  readonly stateDirectory: string;
  /** Named when the appliance was started, or made up for practice. */
  readonly named: readonly string[];
  /** Where sticks and disks are plugged in now. */
  readonly removable: () => Promise<readonly string[]>;
}

export interface BundlePlace {
  readonly directory: string;
  readonly removable: boolean;
  /** In the laptop's own directory. */
  readonly imported: boolean;
}

export interface BundlePlaces {
  /** Of the laptop's own. */
  readonly directory: string;
  /** Directories with a manifest, each once. */
  list(): Promise<BundlePlace[]>;
  /** What `list` would say of this one. */
  placeOf(directory: string): Promise<BundlePlace>;
  /** Looked at from now on. */
  add(directory: string): Promise<void>;
  readonly sticks: () => Promise<readonly string[]>;
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

/** A name that begins with a dot is none of a bundle that is whole. */
const subdirectories = async (directory: string): Promise<string[]> =>
  (await entriesIn(directory)).filter(({ isDirectory, name }) => isDirectory && !name.startsWith('.')).map(({ path }) => path);

export const hasManifest = async (directory: string): Promise<boolean> =>
  (await entriesIn(directory)).some(({ name }) => name === 'manifest.json');

async function onlyBundles(directories: readonly string[]): Promise<string[]> {
  const are = await Promise.all(directories.map(hasManifest));
  return directories.filter((_, place) => are[place]);
}

export function bundlePlaces({ stateDirectory, named, removable }: PlacesOptions): BundlePlaces {
  const directory = join(stateDirectory, 'bundles');
  const file = join(stateDirectory, 'bundles.json');
  const asked = async () => [...named, ...(await added(file))].map((path) => resolve(path));
  const on = (sticks: readonly string[], path: string): BundlePlace => ({
    directory: path,
    removable: sticks.some((stick) => path === stick || isUnder(path, stick)),
    imported: dirname(path) === resolve(directory),
  });
  return {
    directory,
    sticks: removable,
    placeOf: async (path) => on(await removable(), resolve(path)),
    async list() {
      const sticks = await removable();
      const onSticks = await Promise.all(sticks.map(async (stick) => [stick, ...(await subdirectories(stick))]));
      const found = await onlyBundles([...(await subdirectories(resolve(directory))), ...onSticks.flat()]);
      return [...new Set([...(await asked()), ...found])].map((path) => on(sticks, path));
    },
    async add(path) {
      const chosen = resolve(path);
      const before = await added(file);
      if (before.includes(chosen)) return;
      makeDirectory(dirname(file));
      writeWhole(file, `${JSON.stringify([...before, chosen], undefined, 2)}\n`);
    },
  };
}
