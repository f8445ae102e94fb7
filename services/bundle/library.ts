// The bundles that this laptop has imported: each in a directory of its own, named by its name and version.

import { isMeant, type Manifest } from '../domain/bundle.ts';
import { failed, ok, problem, Refusal, type Result } from '../domain/problem.ts';
import { directoriesIn, isThere, makeDirectories } from '../platform/files.ts';
import { type Lock, takeLock } from '../platform/lock.ts';
import { sha256OfBytes } from '../platform/sha256.ts';
import { parseManifest, readManifest } from './manifest.ts';

/** Where the laptop keeps them. */
export const libraryIn = (stateDirectory: string): string => `${stateDirectory}/bundles`;

/** An import of this manifest that is not done. */
export const importingDirectory = (library: string, manifestSha256: string): string =>
  `${library}/${importingPrefix}${manifestSha256.slice(0, 16)}`;
export const importingPrefix = '.importing-';

/** One bundle at a time is brought in or taken away. Throws a Refusal (`library-busy`), or Node's error when the library cannot be written. */
export function lockLibrary(library: string): Lock {
  makeDirectories(library);
  const lock = takeLock(`${library}/.lock`);
  if ('heldBy' in lock) throw new Refusal(problem('library-busy', { holder: lock.heldBy }));
  return lock;
}

export interface LibraryBundle {
  readonly id: string;
  readonly directory: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
}

/** None when there is no library yet. */
const wholeDirectories = async (library: string) =>
  (await directoriesIn(library).catch(() => [])).filter(({ name }) => !name.startsWith('.'));

/** The directories of all bundles, for looking whether one of them has a blob. */
export const libraryDirectories = async (library: string): Promise<string[]> => (await wholeDirectories(library)).map(({ path }) => path);

async function inLibrary({ path, name }: { path: string; name: string }): Promise<LibraryBundle[]> {
  const read = await readManifest(path);
  const parsed = read.ok ? parseManifest(read.value, path) : read;
  return read.ok && parsed.ok ? [{ id: name, directory: path, manifest: parsed.value, manifestSha256: sha256OfBytes(read.value) }] : [];
}

const builtLater = (one: LibraryBundle, other: LibraryBundle): number =>
  Date.parse(other.manifest.created) - Date.parse(one.manifest.created) || other.id.localeCompare(one.id, 'en', { numeric: true });

/** The bundles that can be read, the one built last first. None of their parts is looked at. */
export async function bundlesIn(library: string): Promise<LibraryBundle[]> {
  return (await Promise.all((await wholeDirectories(library)).map(inLibrary))).flat().toSorted(builtLater);
}

/**
 * The directory of the bundle that a person means: a path, `name-version` of one that was imported, or its name alone, which is the newest.
 * Fails with `bundle-none-of-name`.
 */
export async function findBundle(library: string, given: string): Promise<Result<string>> {
  if (/[/\\]/.test(given) || isThere(given)) return ok(given);
  const all = await bundlesIn(library);
  const found = all.find(({ id }) => id === given) ?? all.find(({ manifest }) => isMeant(given, manifest));
  return found ? ok(found.directory) : failed(problem('bundle-none-of-name', { bundle: given, directory: library }));
}
