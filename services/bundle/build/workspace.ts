// The workspace of a build, `.build` in the bundle's own directory: what has come so far stays there until the bundle is finished.

import { problem, Refusal } from '../../domain/problem.ts';
import { fileTrouble, isThere, makeDirectories, namesIn, removeFile, tryLink, writeWhole } from '../../platform/files.ts';
import { takeLock } from '../../platform/lock.ts';
import { sha256OfFile } from '../../platform/sha256.ts';
import { bytesIn, removeTree } from '../../platform/tree.ts';
import { blobFile, manifestFile } from '../layout.ts';

export interface Workspace {
  /** Where a download lies, by what it is known by. */
  download(key: string): string;
  /** Another name, another place. */
  scratch(name: string): string;
  /** The blob of this digest when it lies in the bundle's directory undamaged; a damaged one is removed. */
  intactBlob(sha256: string): Promise<string | undefined>;
  /** Bytes of downloads that are there by now, finished or not. */
  bytes(): Promise<number>;
  /** Whether a file here can have two names; where it cannot, each part takes its place twice until the end. */
  links(): Promise<boolean>;
  /** Keeps everything for the next start. */
  leave(): void;
  /** Removes everything. */
  finish(): void;
}

/** The names that a bundle's directory may hold for a build to work in it. */
const ours = new Set(['manifest.json', 'manifest.sig', 'blobs', '.build']);

/** A manifest or signature on its way to its name when the power went. */
const isCutShort = (name: string): boolean => /^manifest\.(json|sig)\.\d+\.new$/.test(name);

/** What does not belong to a bundle would be somebody's: only a finished bundle, an unfinished one or nothing at all may be there. */
function assertOurs(directory: string): void {
  const names = namesIn(directory);
  for (const name of names.filter(isCutShort)) removeFile(`${directory}/${name}`);
  const stranger = names.find((name) => !ours.has(name) && !isCutShort(name));
  if (stranger !== undefined && !isThere(manifestFile(directory)))
    throw new Refusal(problem('build-not-empty', { directory, found: stranger }));
}

function prepare(directory: string, place: string): void {
  try {
    makeDirectories(directory);
    assertOurs(directory);
    for (const name of ['downloads', 'made']) makeDirectories(`${place}/${name}`);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(problem('build-disk', { directory, reason: fileTrouble(error) }));
  }
}

/** A name of a file whatever a source calls its piece. */
const fileName = (name: string): string => encodeURIComponent(name).replaceAll('.', '%2E');

/**
 * Opens the workspace in `directory`, which is made where it is not there. Throws a Refusal: `build-not-empty`, `build-busy`, `build-disk`.
 */
export function openWorkspace(directory: string): Workspace {
  const place = `${directory}/.build`;
  prepare(directory, place);
  const lock = takeLock(`${place}/lock`);
  if ('heldBy' in lock) throw new Refusal(problem('build-busy', { directory, holder: lock.heldBy }));
  return {
    download: (key) => `${place}/downloads/${key}`,
    scratch: (name) => `${place}/made/${fileName(name)}`,
    async intactBlob(sha256) {
      const file = blobFile(directory, sha256);
      if (!isThere(file)) return undefined;
      if ((await sha256OfFile(file)) === sha256) return file;
      removeFile(file);
      return undefined;
    },
    bytes: () => bytesIn(`${place}/downloads`),
    async links() {
      writeWhole(`${place}/one`, '');
      return tryLink(`${place}/one`, `${place}/other`);
    },
    leave: () => lock.release(),
    finish() {
      lock.release();
      removeTree(place);
    },
  };
}
