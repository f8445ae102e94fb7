// Brings a bundle from a stick onto the laptop: only what is missing is copied, and nothing has its name before all of it is there and right.

import { bytesInWords } from '../domain/blade/words.ts';
import { bundleId, type Part } from '../domain/bundle.ts';
import { failed, ok, orRefuse, type Problem, problem, Refusal, type Result, refusalIn } from '../domain/problem.ts';
import { moveTo } from '../platform/directories.ts';
import { fileTrouble, freeBytes, isThere, makeDirectories, namesIn, removeFile, syncDirectory, writeWhole } from '../platform/files.ts';
import type { Lock } from '../platform/lock.ts';
import { sha256OfBytes } from '../platform/sha256.ts';
import { sqliteTrouble } from '../platform/sqlite.ts';
import { type Bundle, readBundle } from './bundle.ts';
import { copyBlobs, type LackingBlob, partialBytes, type WantedBlob } from './import-copy.ts';
import { localBlobs, type MissingBlob } from './import-local.ts';
import { blobDirectory, manifestFile } from './layout.ts';
import { importingDirectory, lockLibrary } from './library.ts';
import { readManifest } from './manifest.ts';
import { keepSignatures } from './signature.ts';
import { blobsOf, type Progress, tally } from './tally.ts';
import { openMemory } from './verified-memory.ts';
import { withHasher } from './verify.ts';

export interface Importing extends Progress {
  /** `checking`: what the laptop has already is hashed; `copying`: what it has not is copied. */
  readonly step: 'checking' | 'copying';
}

export interface ImportOptions {
  readonly onProgress?: (importing: Importing) => void;
  /** A copy that it cuts off goes on at the next import. */
  readonly signal?: AbortSignal;
  /** Where hashes are remembered, as of `verifyBundle`. */
  readonly memoryFile?: string;
}

export interface Imported {
  /** Where the bundle lies on the laptop now. */
  readonly directory: string;
  /** `site-2026.11` */
  readonly id: string;
  /** It was there before: it was verified, and what was damaged was copied again. */
  readonly already: boolean;
  /** Bytes that were copied now, from wherever. */
  readonly copiedBytes: number;
  /** Bytes that the laptop had: of another bundle, or of an import that was cut off. */
  readonly keptBytes: number;
}

/** What is left free beside the parts: manifest, directories, and a laptop that goes on working. */
const reserveBytes = 64 * 1024 * 1024;

interface Place {
  /** Where the parts are gathered. */
  readonly directory: string;
  /** Where the bundle lies in the end. */
  readonly home: string;
}

/** A bundle that is there is mended in its place, one that is not is gathered beside it. Throws a Refusal (`bundle-name-taken`). */
async function placeFor({ manifest, manifestSha256 }: Bundle, library: string): Promise<Place> {
  const id = bundleId(manifest);
  const home = `${library}/${id}`;
  if (!isThere(home)) return { directory: importingDirectory(library, manifestSha256), home };
  const there = await readManifest(home);
  if (there.ok && sha256OfBytes(there.value) !== manifestSha256) throw new Refusal(problem('bundle-name-taken', { bundle: id }));
  return { directory: home, home };
}

/** Parts that the stick has not whole count as well: the laptop may have them. */
function blobsWanted(stick: Bundle): Map<Part, readonly Part[]> {
  const twice = stick.problems.filter(({ code }) => code === 'bundle-part-twice');
  if (twice.length > 0) throw new Refusal(...twice);
  return blobsOf([...stick.manifest.parts, ...stick.refused.map(({ part }) => part)]);
}

/** Throws a Refusal (`import-no-room`). */
async function refuseWithoutRoom(missing: readonly MissingBlob[], directory: string, bundle: string): Promise<void> {
  const left = await Promise.all(missing.map(async ({ part }) => Math.max(0, part.size - (await partialBytes(directory, part)))));
  const needed = left.reduce((sum, bytes) => sum + bytes, missing.length > 0 ? reserveBytes : 0);
  const free = await freeBytes(directory);
  if (free >= needed) return;
  const [neededWords, freeWords, missingWords] = [needed, free, needed - free].map(bytesInWords) as [string, string, string];
  throw new Refusal(problem('import-no-room', { bundle, needed: neededWords, free: freeWords, missing: missingWords }));
}

/** What lies on this disk already goes before the stick. */
function sourcesOf({ part, here }: MissingBlob, stick: Bundle): WantedBlob {
  const onStick = stick.manifest.parts.includes(part) ? [stick.piecesOf(part.path)] : [];
  return { part, from: [...(here ? [here] : []), ...onStick] };
}

/** The parts that cannot be had, each with why: of a part that the stick has not whole, what is wrong with it there. */
const lackingParts = (bad: readonly LackingBlob[], stick: Bundle, wanted: ReadonlyMap<Part, readonly Part[]>): Problem[] => {
  const onStick = new Map(stick.refused.map((one) => [one.part, one.problem]));
  return bad.flatMap(({ part, why }) => wanted.get(part)!.map((one) => onStick.get(one) ?? why(one)));
};

/** Throws a Refusal that names every part which is not there; what is, is kept. */
function refuseIncomplete(lacking: readonly Problem[], { manifest, refused }: Bundle): void {
  if (lacking.length === 0) return;
  const parts = manifest.parts.length + refused.length;
  throw new Refusal(problem('import-incomplete', { bundle: bundleId(manifest), bad: lacking.length, parts }), ...lacking);
}

/** Manifest and signatures as they lay on the stick. Throws a Refusal (`import-stick-gone`) when its manifest is not the one it was begun with. */
async function writeProofs({ directory: source, manifestSha256, signatures }: Bundle, directory: string): Promise<void> {
  const manifest = await readManifest(source);
  if (!manifest.ok || sha256OfBytes(manifest.value) !== manifestSha256)
    throw new Refusal(problem('import-stick-gone', { part: 'manifest.json' }));
  await keepSignatures(directory, manifest.value, signatures);
  syncDirectory(blobDirectory(directory));
  writeWhole(manifestFile(directory), manifest.value);
}

/** What an attempt that was cut off may have left beside the parts. */
function tidy(directory: string, wanted: ReadonlyMap<Part, unknown>): void {
  const blobs = new Set([...wanted.keys()].map(({ sha256 }) => sha256));
  for (const name of namesIn(blobDirectory(directory)))
    if (!blobs.has(name.slice(0, 64)) || name.endsWith('.partial')) removeFile(`${blobDirectory(directory)}/${name}`);
}

/** Gathers all blobs in `directory`; resolves to the bytes that were copied. Throws a Refusal. */
async function gather(
  stick: Bundle,
  directory: string,
  library: string,
  { onProgress, signal, memoryFile }: ImportOptions,
): Promise<number> {
  const wanted = blobsWanted(stick);
  const memory = await openMemory(memoryFile);
  let step: Importing['step'] = 'checking';
  const counting = tally([...wanted.keys()], (progress) => onProgress?.({ ...progress, step }));
  return withHasher(signal, async (hasher) => {
    const missing = await localBlobs(directory, library, [...wanted.keys()], { hasher, memory, counting });
    memory.save();
    await refuseWithoutRoom(missing, directory, bundleId(stick.manifest));
    step = 'copying';
    const lacking = await copyBlobs(
      missing.map((blob) => sourcesOf(blob, stick)),
      { source: stick.directory, directory, hasher, counting },
    );
    refuseIncomplete(lackingParts(lacking, stick, wanted), stick);
    tidy(directory, wanted);
    return missing.reduce((sum, { part }) => sum + part.size, 0);
  });
}

async function bring(stick: Bundle, library: string, options: ImportOptions): Promise<Imported> {
  const { directory, home } = await placeFor(stick, library);
  makeDirectories(blobDirectory(directory));
  const copiedBytes = await gather(stick, directory, library, options);
  await writeProofs(stick, directory);
  const bundle = orRefuse(await readBundle(directory));
  refuseIncomplete(bundle.problems, bundle);
  if (directory !== home) moveTo(directory, home);
  const allBytes = [...blobsOf(bundle.manifest.parts).keys()].reduce((sum, { size }) => sum + size, 0);
  return { directory: home, id: bundleId(bundle.manifest), already: directory === home, copiedBytes, keptBytes: allBytes - copiedBytes };
}

/**
 * Brings the bundle in `source` into the library, whole and verified, or leaves what was good for the next attempt. A bundle that is there
 * already is verified, and mended where it is damaged. Rejects only when `signal` aborts.
 * Fails as `readBundle` does, and with `bundle-name-taken`, `import-no-room`, `import-disk-full`, `import-unwritable`, `import-stick-gone`,
 * `library-busy`, or `import-incomplete` and the problem of each part.
 */
export async function importBundle(source: string, library: string, options: ImportOptions = {}): Promise<Result<Imported>> {
  const stick = await readBundle(source);
  if (!stick.ok) return stick;
  let lock: Lock | undefined;
  try {
    lock = lockLibrary(library);
    return ok(await bring(stick.value, library, options));
  } catch (error) {
    options.signal?.throwIfAborted();
    const refusal = refusalIn(error);
    if (refusal) return failed(...refusal.problems);
    const reason = sqliteTrouble(error)?.reason ?? fileTrouble(error);
    return failed(problem('import-unwritable', { directory: library, reason }));
  } finally {
    lock?.release();
  }
}
