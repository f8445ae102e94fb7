// Where plans lie: the laptop's own directory, sticks and disks that are plugged in, and where they were opened before.

import { sep } from 'node:path';
import { type DirectoryEntry, entriesIn, realFile } from '../../platform/files.ts';
import { isPlanFileName } from './file-name.ts';

/** On one disk; a list of more helps nobody. */
const mostFiles = 200;
/** Directories of a stick that are looked into, not deeper: a backup disk has thousands. */
const mostDirectories = 64;

export interface Place {
  /** Its real path. */
  readonly path: string;
  readonly removable: boolean;
  /** Elsewhere only what says that it is a plan is one. */
  readonly certain: boolean;
}

export interface PlacesOptions {
  readonly directory: string;
  readonly removable: () => Promise<readonly string[]>;
  readonly recent: () => Promise<readonly string[]>;
}

const filesOf = (entries: readonly DirectoryEntry[]) =>
  entries.filter(({ name, isDirectory }) => !isDirectory && !name.startsWith('.') && isPlanFileName(`/${name}`)).map(({ path }) => path);

/** Plan files right in a stick's root and one directory down. */
async function onStick(root: string): Promise<string[]> {
  const entries = await entriesIn(root);
  const directories = entries.filter(({ name, isDirectory }) => isDirectory && !name.startsWith('.')).slice(0, mostDirectories);
  const below = await Promise.all(directories.map(({ path }) => entriesIn(path)));
  return [...filesOf(entries), ...below.flatMap(filesOf)].slice(0, mostFiles);
}

export const isUnder = (path: string, directory: string): boolean =>
  path.startsWith(directory.endsWith(sep) ? directory : `${directory}${sep}`);

export const isRemovable = async (path: string, removable: PlacesOptions['removable']): Promise<boolean> =>
  (await removable()).some((mount) => isUnder(path, mount));

/** Every file that may be a plan, once; those that were opened before and are away now are not among them. */
export async function planPlaces({ directory, removable, recent }: PlacesOptions): Promise<Place[]> {
  const mounts = await removable();
  const own = filesOf(await entriesIn(directory)).slice(0, mostFiles);
  const certain = [...own, ...(await recent())];
  const found = (await Promise.all(mounts.map(onStick))).flat();
  const real = await Promise.all([...certain, ...found].map((path) => realFile(path).catch(() => undefined)));
  const places = real.flatMap((path, index): Place[] =>
    path !== undefined && isPlanFileName(path)
      ? [{ path, removable: mounts.some((mount) => isUnder(path, mount)), certain: index < certain.length }]
      : [],
  );
  return [...new Map(places.toReversed().map((place) => [place.path, place])).values()];
}
