// A bundle directory as its manifest describes it: which parts are there whole, and which are not.

import { type Manifest, manifestV1, type Part } from '../domain/bundle.ts';
import { pathText } from '../domain/plan/path.ts';
import { failed, ok, type Problem, problem, type Result } from '../domain/problem.ts';
import { fileSize, fileTrouble, isAbsent, readAtMost } from '../platform/files.ts';
import { blobFile, manifestFile } from './layout.ts';

export interface Bundle {
  readonly directory: string;
  /** With only those parts that may be served: a part with a problem is not among them. */
  readonly manifest: Manifest;
  /** Why parts of the manifest on the disk are not in this one. */
  readonly problems: readonly Problem[];
  /** Where a part lies on this laptop. */
  readonly fileOf: (path: string) => string;
}

/** A part, and why it must not be served. */
export interface BadPart {
  readonly part: Part;
  readonly problem: Problem;
}

/** A manifest of thousands of parts stays below it. */
const largestManifest = 4 * 1024 * 1024;

/** This bundle without its bad parts, their problems told. */
export function without(bundle: Bundle, bad: readonly BadPart[]): Bundle {
  const refused = new Set(bad.map(({ part }) => part));
  const parts = bundle.manifest.parts.filter((part) => !refused.has(part));
  return { ...bundle, manifest: { ...bundle.manifest, parts }, problems: [...bundle.problems, ...bad.map((one) => one.problem)] };
}

/** What an error of the file system means for this part; a surprise is thrown on. */
export const unreadable = (part: Part, error: unknown): Problem =>
  isAbsent(error)
    ? problem('bundle-file-missing', { part: part.path })
    : problem('bundle-part-unreadable', { part: part.path, reason: fileTrouble(error) });

async function sizeProblem(part: Part, file: string): Promise<Problem | undefined> {
  try {
    const found = await fileSize(file);
    return found === part.size ? undefined : problem('bundle-part-size', { part: part.path, found, size: part.size });
  } catch (error) {
    return unreadable(part, error);
  }
}

/** A path named twice has two sizes and two hashes: neither is to be trusted. */
function namedTwice({ manifest }: Bundle): BadPart[] {
  const byPath = Map.groupBy(manifest.parts, ({ path }) => path);
  return manifest.parts.flatMap((part) =>
    byPath.get(part.path)!.length > 1 ? [{ part, problem: problem('bundle-part-twice', { part: part.path }) }] : [],
  );
}

async function notWhole({ manifest, fileOf }: Bundle): Promise<BadPart[]> {
  const sized = await Promise.all(manifest.parts.map(async (part) => ({ part, problem: await sizeProblem(part, fileOf(part.path)) })));
  return sized.filter((one): one is BadPart => one.problem !== undefined);
}

function parseManifest(text: string): { manifest: Manifest } | { reasons: string[] } {
  try {
    const { data, error } = manifestV1.safeParse(JSON.parse(text));
    return data ? { manifest: data } : { reasons: error!.issues.map(({ path, message }) => `${pathText(path)}: ${message}`) };
  } catch {
    return { reasons: ['it is not JSON'] };
  }
}

function locator(directory: string, { parts }: Manifest): Bundle['fileOf'] {
  const digests = new Map(parts.map(({ path, sha256 }) => [path, sha256]));
  return (path) => {
    const digest = digests.get(path);
    if (digest === undefined) throw new Error(`the bundle has no part ${path}`);
    return blobFile(directory, digest);
  };
}

/**
 * Reads the manifest in `directory` and looks at the size of every part. Fails with `bundle-unreadable` or `bundle-manifest`.
 * Parts that are missing, short, unreadable or named twice are left out, each with its problem; the rest can be verified and served.
 */
export async function readBundle(directory: string): Promise<Result<Bundle>> {
  const read = await readAtMost(manifestFile(directory), largestManifest).catch((error) => ({ trouble: fileTrouble(error) }));
  if (read === undefined) return failed(problem('bundle-manifest', { bundle: directory, reason: 'it is too large' }));
  if ('trouble' in read) return failed(problem('bundle-unreadable', { bundle: directory, reason: `manifest.json: ${read.trouble}` }));
  const parsed = parseManifest(new TextDecoder().decode(read));
  if ('reasons' in parsed) return failed(...parsed.reasons.map((reason) => problem('bundle-manifest', { bundle: directory, reason })));
  const written: Bundle = { directory, manifest: parsed.manifest, problems: [], fileOf: locator(directory, parsed.manifest) };
  const once = without(written, namedTwice(written));
  return ok(without(once, await notWhole(once)));
}
