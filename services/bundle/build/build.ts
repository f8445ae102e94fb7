// Builds a bundle: asks its sources what there is to bring, brings it from wherever it is at hand, proved part by part, and writes the manifest last.

import { type Manifest, manifestV1, type Part } from '../../domain/bundle.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { openDownloads } from '../../platform/download.ts';
import type { PrivateKey } from '../../platform/ed25519.ts';
import { fileSize, isThere, makeDirectories } from '../../platform/files.ts';
import { blobDirectory, manifestFile } from '../layout.ts';
import { parseManifest, readManifest } from '../manifest.ts';
import { signBundle } from '../signature.ts';
import { manifestText, writeManifest } from '../write.ts';
import { allOrRefusals } from './all.ts';
import { openFetch, type PartFetch } from './fetch.ts';
import { layDown, sweep } from './lay.ts';
import type { Places } from './mirrors.ts';
import { type BuildProgress, type BuildTally, openTally } from './progress.ts';
import { assertRoom } from './room.ts';
import type { Fetch, Wanted } from './source.ts';
import { diskRefusal, isOfDisk, isOfDownload } from './trouble.ts';
import { turns } from './turns.ts';
import { merged, sameImage, told } from './wanted.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** What a bundle is to be. */
export interface Recipe extends Pick<Manifest, 'name' | 'version' | 'kubernetes'> {
  /** Reads the small files of every origin: the exact operating system, and every part. Rejects with a Refusal of all that is wrong. */
  gather(fetch: Fetch): Promise<{ readonly os: Manifest['os']; readonly wanted: readonly Wanted[] }>;
}

export interface BuildOptions {
  /** What builds it, as in `rackstrap 0.1.0`. */
  readonly tool: string;
  readonly places: Places;
  /** Signs the manifest; without one the bundle is not signed. */
  readonly key?: PrivateKey | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  readonly clock?: Clock;
  /** Milliseconds without a byte after which a server is asked anew. */
  readonly silence?: number;
}

export interface Built {
  readonly manifest: Manifest;
  /** False when the same bundle was there already. */
  readonly changed: boolean;
  /** Files of an earlier bundle that this one does not have. */
  readonly removed: number;
}

/** Enough to keep a link busy with small files in between; servers frown at more. */
const atOnce = 6;

/** The finished bundle that is there, if any. Throws a Refusal when it is another one, or cannot be read. */
async function earlierIn(directory: string, name: string): Promise<Manifest | undefined> {
  if (!isThere(manifestFile(directory))) return undefined;
  const earlier = orRefuse(parseManifest(orRefuse(await readManifest(directory)), directory));
  if (earlier.name === name) return earlier;
  throw new Refusal(problem('build-other-bundle', { directory, found: earlier.name, name }));
}

const sourcesOf = (parts: readonly Part[]): Map<string, string> =>
  new Map(parts.flatMap(({ source, sha256, image }) => (source === undefined || image ? [] : [[source, sha256] as const])));

/** Files of this size and more are what a build waits for; they begin first, and small ones fill the gaps. */
const largestFirst = (wanted: readonly Wanted[]): Wanted[] => wanted.toSorted((one, other) => other.expectedBytes - one.expectedBytes);

interface Site {
  readonly directory: string;
  readonly workspace: Workspace;
  readonly earlier: readonly Part[];
  readonly tally: BuildTally;
  readonly fetchFor: (part: string) => PartFetch;
}

/** What an earlier start left is proved like everything else; if that fails, it was perhaps cut or outdated, and is fetched once more. */
async function proved(one: Wanted, fetch: PartFetch): ReturnType<Wanted['bring']> {
  try {
    return await one.bring(fetch);
  } catch (reason) {
    const again = reason instanceof Refusal && !isOfDownload(reason) && fetch.distrust();
    if (!again) throw reason;
    return one.bring(fetch);
  }
}

async function bringOne({ directory, workspace, earlier, tally, fetchFor }: Site, one: Wanted): Promise<Part> {
  const { path } = one.part;
  const part = (await takeOver()) ?? (await bringNew());
  tally.done(path, part.size);
  return part;

  async function takeOver(): Promise<Part | undefined> {
    const sha256 = sameImage(one, earlier)?.sha256;
    const file = sha256 && (await workspace.intactBlob(sha256));
    if (!file || !(await one.isIn?.(file))) return undefined;
    return { ...one.part, provenance: { by: 'digest' }, size: await fileSize(file), sha256 };
  }
  async function bringNew(): Promise<Part> {
    const { file, provenance } = await proved(one, fetchFor(path));
    return layDown(directory, { ...one.part, provenance }, file);
  }
}

/** In the order of `wanted`. The first disk that is full ends it; whatever else fails does not keep the others from coming. */
async function bringAll(site: Site, wanted: readonly Wanted[], stop: AbortController): Promise<Part[]> {
  const turn = turns(atOnce);
  const bring = async (one: Wanted): Promise<Part> => {
    try {
      stop.signal.throwIfAborted();
      return await bringOne(site, one);
    } catch (error) {
      const reason = diskRefusal(error, site.directory);
      if (isOfDisk(reason)) stop.abort(reason);
      throw reason;
    }
  };
  const coming = new Map(largestFirst(wanted).map((one) => [one, turn(() => bring(one))]));
  try {
    return await allOrRefusals(wanted.map((one) => coming.get(one)!));
  } catch (reason) {
    stop.signal.throwIfAborted();
    throw reason;
  }
}

/** The same bundle, whenever and by whichever version of this program it was built. */
const sameBundle = (one: Manifest, other: Manifest): boolean => {
  const text = (manifest: Manifest) => manifestText({ ...manifest, created: '', tool: '' });
  return text(one) === text(other);
};

/** Nothing of a finished bundle is touched but its signatures: it may be signed by one more. */
async function finishSame(directory: string, manifest: Manifest, key: PrivateKey | undefined): Promise<Built> {
  if (key) orRefuse(await signBundle(directory, key));
  return { manifest, changed: false, removed: sweep(directory, manifest.parts) };
}

function finishNew(directory: string, manifest: Manifest, key: PrivateKey | undefined): Built {
  writeManifest(directory, manifest, key);
  return { manifest, changed: true, removed: sweep(directory, manifest.parts) };
}

/**
 * Builds into `directory`, going on where an earlier start stopped; of an earlier version there, what is still wanted is kept.
 * Rejects with a Refusal of everything that is wrong, or with the signal's reason; then no manifest is written, and all that came is kept.
 */
export async function buildBundle(recipe: Recipe, directory: string, options: BuildOptions): Promise<Built> {
  const { clock = systemClock, silence, signal } = options;
  const workspace = openWorkspace(directory);
  const downloads = openDownloads({ clock, ...(silence ? { silence } : {}) });
  const stop = new AbortController();
  const follow = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', follow);
  if (signal?.aborted) follow();
  try {
    const earlier = await earlierIn(directory, recipe.name);
    const built = await build(recipe, { ...options, clock, directory, workspace, downloads, stop, earlier });
    workspace.finish();
    return built;
  } catch (error) {
    workspace.leave();
    throw diskRefusal(error, directory);
  } finally {
    signal?.removeEventListener('abort', follow);
    await downloads.close();
  }
}

interface Building extends BuildOptions {
  readonly directory: string;
  readonly workspace: Workspace;
  readonly downloads: ReturnType<typeof openDownloads>;
  readonly stop: AbortController;
  readonly clock: Clock;
  readonly earlier: Manifest | undefined;
}

async function build(recipe: Recipe, building: Building): Promise<Built> {
  const { directory, workspace, downloads, stop, clock, places, key, tool, onProgress } = building;
  const earlier = building.earlier?.parts ?? [];
  const tally = openTally(onProgress ?? (() => {}));
  const fetch = openFetch({ downloads, workspace, directory, places, earlier: sourcesOf(earlier), signal: stop.signal });
  const fetchFor = (part: string) => fetch(part, (download, bytes) => tally.told(part, download, bytes));

  const gathered = await recipe.gather(fetchFor(recipe.name));
  const wanted = merged(gathered.wanted).map((one) => ({ ...one, part: told(one.part) }));
  await assertRoom(directory, wanted, earlier, workspace);
  for (const { part, expectedBytes } of wanted) tally.expect(part.path, expectedBytes);
  makeDirectories(blobDirectory(directory));
  const parts = await bringAll({ directory, workspace, earlier, tally, fetchFor }, wanted, stop);

  const { name, version, kubernetes } = recipe;
  const created = new Date(clock.now()).toISOString();
  const head = { name, version, created, tool, os: gathered.os, ...(kubernetes ? { kubernetes } : {}) };
  const manifest = manifestV1.parse({ apiVersion: 'rackstrap/bundle/v1', ...head, parts });
  return building.earlier && sameBundle(building.earlier, manifest)
    ? finishSame(directory, building.earlier, key)
    : finishNew(directory, manifest, key);
}
