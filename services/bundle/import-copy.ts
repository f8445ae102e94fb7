// Copies blobs one after the other, each hashed on its way; what was cut off goes on at the byte where it stopped.

import type { Part } from '../domain/bundle.ts';
import { type Problem, problem, Refusal } from '../domain/problem.ts';
import { moveTo } from '../platform/directories.ts';
import { fileTrouble, removeFile } from '../platform/files.ts';
import { type Hasher, HashingTrouble } from '../platform/hasher.ts';
import { canRead, type Piece, plainSize } from '../platform/plain-file.ts';
import { unreadable } from './bundle.ts';
import { blobFile, partialFile } from './layout.ts';
import { readManifest } from './manifest.ts';
import type { Tally } from './tally.ts';

/** A blob, and the files it may come from, the best first; none when the stick has it not. */
export interface WantedBlob {
  readonly part: Part;
  readonly from: readonly (readonly Piece[])[];
}

/** A blob that cannot be had, and why, as the problem of each part that it is. */
export interface LackingBlob {
  readonly part: Part;
  readonly why: (part: Part) => Problem;
}

export interface Copying {
  /** Where the bundle lies that is copied. */
  readonly source: string;
  readonly directory: string;
  readonly hasher: Hasher;
  readonly counting: Tally;
}

/** Bytes of the blob that an earlier attempt left. */
export const partialBytes = (directory: string, { sha256 }: Part): Promise<number> =>
  plainSize(partialFile(directory, sha256)).catch(() => 0);

/** Codes by which a disk says that nothing more fits. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Throws a Refusal (`import-disk-full`, `import-unwritable`): where one blob cannot be written, none can. */
function cannotWrite({ code = '', message }: HashingTrouble, part: Part, directory: string): never {
  if (fullCodes.has(code)) throw new Refusal(problem('import-disk-full', { part: part.path }));
  const reason = fileTrouble(Object.assign(new Error(message), { code }));
  throw new Refusal(problem('import-unwritable', { directory, reason }));
}

/** A stick that was pulled out still shows what was read of it before: its manifest may, the parts that nobody read yet do not. */
async function isGone(source: string, unread: readonly WantedBlob[]): Promise<boolean> {
  if (!(await readManifest(source)).ok) return true;
  const pieces = unread.flatMap(({ from }) => from.at(-1)?.[0] ?? []);
  const readable = await Promise.all(pieces.map(({ file, size }) => canRead(file, size - 1)));
  return pieces.length > 0 && !readable.includes(true);
}

/** Copies from one place; false when the bytes there are others. A beginning that turns out to be wrong is thrown away, and all of it read again. */
async function copyFrom(pieces: readonly Piece[], part: Part, { directory, hasher, counting }: Copying): Promise<boolean> {
  const partial = partialFile(directory, part.sha256);
  const files = pieces.map(({ file }) => file);
  for (let kept = true; kept; ) {
    kept = (await partialBytes(directory, part)) > 0;
    const found = await hasher.copy(files, partial, (bytes) => counting.moved(part, bytes));
    if (found === part.sha256) {
      moveTo(partial, blobFile(directory, part.sha256));
      return true;
    }
    removeFile(partial);
  }
  return false;
}

/** Copies one blob; resolves to why it cannot be had. Throws a Refusal when no blob can be copied any more. */
async function copyBlob(
  { part, from }: WantedBlob,
  unread: readonly WantedBlob[],
  copying: Copying,
): Promise<LackingBlob['why'] | undefined> {
  let why: LackingBlob['why'] = ({ path }) => problem('bundle-file-missing', { part: path });
  for (const pieces of from) {
    try {
      if (await copyFrom(pieces, part, copying)) return undefined;
      why = ({ path }) => problem('bundle-part-damaged', { part: path });
    } catch (error) {
      if (!(error instanceof HashingTrouble)) throw error;
      if (error.side === 'copy') cannotWrite(error, part, copying.directory);
      if (await isGone(copying.source, unread)) throw new Refusal(problem('import-stick-gone', { part: part.path }));
      why = (of) => unreadable(of, error);
    }
  }
  return why;
}

/** Copies all that can be had; resolves to the blobs that cannot. Throws a Refusal: `import-disk-full`, `import-unwritable`, `import-stick-gone`. */
export async function copyBlobs(wanted: readonly WantedBlob[], copying: Copying): Promise<LackingBlob[]> {
  const lacking: LackingBlob[] = [];
  for (const [index, blob] of wanted.entries()) {
    const why = await copyBlob(blob, wanted.slice(index + 1), copying);
    if (why) lacking.push({ part: blob.part, why });
    copying.counting.done(blob.part);
  }
  return lacking;
}
