// A bundle directory as its manifest describes it: which parts are there whole, and which are not.

import type { Manifest, Part } from '../domain/bundle.ts';
import { ok, type Problem, problem, type Result } from '../domain/problem.ts';
import { fileTrouble, isAbsent } from '../platform/files.ts';
import { isLink, type Piece } from '../platform/plain-file.ts';
import { sha256OfBytes } from '../platform/sha256.ts';
import { locateBlobs } from './blobs.ts';
import { parseManifest, readManifest } from './manifest.ts';
import { readSignatures, type Signature } from './signature.ts';

export interface Bundle {
  readonly directory: string;
  /** With only those parts that may be served: a part with a problem is not among them. */
  readonly manifest: Manifest;
  /** Of the bytes of the manifest on the disk: what tells it from every other one. */
  readonly manifestSha256: string;
  /** Over those bytes, each verified; none when nobody signed it. Whether their keys are trusted is another question. */
  readonly signatures: readonly Signature[];
  /** The parts of the manifest on the disk that are not in this one, each with why. */
  readonly refused: readonly BadPart[];
  /** Why they are not. */
  readonly problems: readonly Problem[];
  /** The files on this laptop that a part is, one behind the other, as they were when the bundle was read. Throws for a part it has not. */
  readonly piecesOf: (path: string) => readonly Piece[];
}

/** A part, and why it must not be served. */
export interface BadPart {
  readonly part: Part;
  readonly problem: Problem;
}

/** This bundle without its bad parts, their problems told. */
export function without(bundle: Bundle, bad: readonly BadPart[]): Bundle {
  const out = new Set(bad.map(({ part }) => part));
  const parts = bundle.manifest.parts.filter((part) => !out.has(part));
  const refused = [...bundle.refused, ...bad];
  return { ...bundle, manifest: { ...bundle.manifest, parts }, refused, problems: refused.map((one) => one.problem) };
}

/** What an error of the file system means for this part; a surprise is thrown on. */
export function unreadable({ path }: Part, error: unknown): Problem {
  if (isAbsent(error)) return problem('bundle-file-missing', { part: path });
  if (isLink(error)) return problem('bundle-part-link', { part: path });
  return problem('bundle-part-unreadable', { part: path, reason: fileTrouble(error) });
}

/** A path named twice has two sizes and two hashes: neither is to be trusted. */
function namedTwice({ manifest }: Bundle): BadPart[] {
  const byPath = Map.groupBy(manifest.parts, ({ path }) => path);
  return manifest.parts.flatMap((part) =>
    byPath.get(part.path)!.length > 1 ? [{ part, problem: problem('bundle-part-twice', { part: part.path }) }] : [],
  );
}

/** Why these files are not the part, before any of them is read. */
function sizeProblem(part: Part, pieces: readonly Piece[]): Problem | undefined {
  if (pieces.length === 0) return problem('bundle-file-missing', { part: part.path });
  const found = pieces.reduce((sum, { size }) => sum + size, 0);
  return found === part.size ? undefined : problem('bundle-part-size', { part: part.path, found, size: part.size });
}

/** The bundle with the place of every part; those that are missing, short, or no files of their own are left out. */
async function located(bundle: Bundle, piecesOf: (sha256: string) => Promise<Piece[]>): Promise<Bundle> {
  const found = new Map<string, readonly Piece[]>();
  const troubleOf = async (part: Part): Promise<Problem | undefined> => {
    try {
      const pieces = await piecesOf(part.sha256);
      found.set(part.path, pieces);
      return sizeProblem(part, pieces);
    } catch (error) {
      return unreadable(part, error);
    }
  };
  const troubles = await Promise.all(bundle.manifest.parts.map(async (part) => ({ part, problem: await troubleOf(part) })));
  const bad = troubles.filter((one): one is BadPart => one.problem !== undefined);
  return without({ ...bundle, piecesOf: piecesIn(found) }, bad);
}

const piecesIn =
  (found: ReadonlyMap<string, readonly Piece[]>): Bundle['piecesOf'] =>
  (path) => {
    const pieces = found.get(path);
    if (pieces === undefined) throw new Error(`the bundle has no part ${path}`);
    return pieces;
  };

/**
 * Reads the manifest in `directory`, verifies every signature over it, and looks at the size of every part. Fails with `bundle-unreadable`,
 * `bundle-manifest`, `bundle-signature-malformed`, `bundle-tampered`, `bundle-too-new` or `bundle-link`.
 * Parts that are missing, short, unreadable, links or named twice are left out, each with its problem; the rest can be verified and served.
 */
export async function readBundle(directory: string): Promise<Result<Bundle>> {
  const read = await readManifest(directory);
  if (!read.ok) return read;
  const signed = await readSignatures(directory, read.value);
  if (!signed.ok) return signed;
  const parsed = parseManifest(read.value, directory);
  if (!parsed.ok) return parsed;
  const manifest = parsed.value;
  const proof = { manifestSha256: sha256OfBytes(read.value), signatures: signed.value };
  const blobs = await locateBlobs(directory);
  if (!blobs.ok) return blobs;
  const written: Bundle = { directory, manifest, ...proof, refused: [], problems: [], piecesOf: piecesIn(new Map()) };
  return ok(await located(without(written, namedTwice(written)), blobs.value));
}
