// Hashes that were found before, for files of this laptop that have not been touched since.

import { type FileStamp, readAtMost, writeWhole } from '../platform/files.ts';
import { directoryOf, isBelow } from '../platform/paths.ts';

export interface VerifiedMemory {
  /** The SHA-256 found for this file in this state before. */
  recall(file: string, stamp: FileStamp): string | undefined;
  /** `before` and `after` the hashing; a file that changed meanwhile is not remembered. */
  remember(file: string, before: FileStamp, after: FileStamp, sha256: string): void;
  save(): void;
}

type Remembered = Readonly<Record<string, { readonly mark: string; readonly sha256: string }>>;

const largestMemory = 4 * 1024 * 1024;
/** File systems note the time of a change in steps of up to two seconds (FAT): a younger file may change again and look the same. */
const settledMilliseconds = 3_000;

/** A file that cannot be read is an empty memory: everything is hashed again. */
async function read(file: string): Promise<Remembered> {
  try {
    const known: unknown = JSON.parse(new TextDecoder().decode(await readAtMost(file, largestMemory)));
    return typeof known === 'object' && known !== null ? (known as Remembered) : {};
  } catch {
    return {};
  }
}

const nothing: VerifiedMemory = { recall: () => undefined, remember: () => {}, save: () => {} };

/**
 * The memory kept at `file`, of files beside and below it; one that remembers nothing when no file is given. What lies elsewhere may be a stick:
 * its times and numbers are whatever somebody wrote there with another machine, and prove nothing.
 */
export async function openMemory(file: string | undefined): Promise<VerifiedMemory> {
  if (!file) return nothing;
  const known = new Map(Object.entries(await read(file)));
  const isOurs = (path: string) => isBelow(path, directoryOf(file));
  return {
    recall: (path, { mark }) => (isOurs(path) && known.get(path)?.mark === mark ? known.get(path)?.sha256 : undefined),
    remember(path, before, after, sha256) {
      const settled = after.takenAt - after.changedAt > settledMilliseconds;
      if (isOurs(path) && before.mark === after.mark && settled) known.set(path, { mark: after.mark, sha256 });
    },
    save() {
      try {
        writeWhole(file, JSON.stringify(Object.fromEntries(known)), 0o600);
      } catch {
        // Remembering only saves time.
      }
    },
  };
}
