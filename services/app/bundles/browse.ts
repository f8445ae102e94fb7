// The directories of this laptop, for choosing the one a bundle lies in: names only, sticks first.

import { homedir } from 'node:os';
import { dirname, parse, resolve } from 'node:path';
import type { CallOutput } from '../../contract/index.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import { type DirectoryEntry, directoriesIn, fileTrouble } from '../../platform/files.ts';
import { type BundlePlaces, hasManifest } from './places.ts';

export type Browsed = CallOutput<'browse'>;

/** A list of more helps nobody; whoever keeps thousands of directories in one types the path. */
const mostEntries = 500;

async function places({ sticks, directory }: Pick<BundlePlaces, 'sticks' | 'directory'>): Promise<Browsed['places']> {
  const plugged = (await sticks()).map((path) => ({ path, kind: 'stick' as const }));
  const home = homedir();
  return [...plugged, { path: home, kind: 'home' }, { path: resolve(directory), kind: 'own' }, { path: parse(home).root, kind: 'root' }];
}

/** What can be looked into, with its path. Throws a Refusal (`directory-unreadable`). */
async function lookInto(asked: string): Promise<{ readonly directory: string; readonly found: readonly DirectoryEntry[] }> {
  const directory = resolve(asked);
  try {
    return { directory, found: await directoriesIn(directory) };
  } catch (error) {
    throw new Refusal(problem('directory-unreadable', { directory, reason: fileTrouble(error) }));
  }
}

/** The first of these that can be looked into: a stick may be half pulled out. */
async function firstOf([first, ...rest]: readonly string[]): ReturnType<typeof lookInto> {
  if (rest.length === 0) return lookInto(first!);
  return lookInto(first!).catch(() => firstOf(rest));
}

/** Directories whose names begin with a dot are nobody's bundle. Throws a Refusal (`directory-unreadable`). */
export async function browse(asked: string | undefined, from: Pick<BundlePlaces, 'sticks' | 'directory'>): Promise<Browsed> {
  const begin = await places(from);
  const { directory, found } = await firstOf(asked === undefined ? begin.map(({ path }) => path) : [asked]);
  const shown = found.filter(({ name }) => !name.startsWith('.')).slice(0, mostEntries);
  const entries = await Promise.all(shown.map(async ({ name, path }) => ({ name, path, isBundle: await hasManifest(path) })));
  const parent = dirname(directory);
  return { directory, ...(parent === directory ? {} : { parent }), isBundle: await hasManifest(directory), entries, places: begin };
}
