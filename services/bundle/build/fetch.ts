// The network of a build as its sources see it: each file once, from wherever it is at hand, counted for the part that it is of.

import { DownloadFailure, type Downloads } from '../../platform/download.ts';
import { fileSize, isThere, removeFile } from '../../platform/files.ts';
import { sha256OfBytes, sha256OfFile } from '../../platform/sha256.ts';
import { type Places, placesOf } from './mirrors.ts';
import type { Fetch, FileOptions, Headers, SmallOptions } from './source.ts';
import { diskRefusal, downloadRefusal } from './trouble.ts';
import type { Workspace } from './workspace.ts';

/** Bytes of one download of a part that are there by now. */
export type Told = (download: string, bytes: number) => void;

/** The network as one part sees it. */
export interface PartFetch extends Fetch {
  /** Forgets what an earlier start left of this part and no digest has proved; true when there was such a thing. */
  distrust(): boolean;
}

export interface Site {
  readonly downloads: Downloads;
  readonly workspace: Workspace;
  readonly directory: string;
  readonly places: Places;
  /** Address → digest, of an earlier bundle in the same directory. */
  readonly earlier: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

const utf8 = new TextEncoder();

/** A file is known by its digest where there is one: two addresses of it are one download. */
const keyOf = (url: string, sha256: string | undefined): string => sha256 ?? sha256OfBytes(utf8.encode(url));

/** Who asks is the origin's business alone; a mirror that wants to know is asked by its own name. The same host without TLS is a mirror, too. */
const forPlace = (place: string, url: string, headers: Headers): Headers =>
  new URL(place).origin === new URL(url).origin
    ? headers
    : Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));

/** Asks one place after the other while the file is not there. */
async function firstOf<Value>(
  places: readonly [string, ...string[]],
  ask: (place: string) => Promise<Value>,
  absent: (value: Value) => boolean,
) {
  const [place, next, ...others] = places;
  if (next === undefined) return ask(place);
  try {
    const value = await ask(place);
    if (!absent(value)) return value;
  } catch (error) {
    const { trouble } = error as Partial<DownloadFailure>;
    if (trouble?.kind !== 'status' || trouble.status !== 404) throw error;
  }
  return firstOf([next, ...others], ask, absent);
}

/** A 404 may be an answer to who asks; another place may still have the file. */
const isAbsent = ({ status }: { readonly status: number }): boolean => status === 404;

/** What the parts of one build share: a file that two of them ask for comes once. */
export function openFetch(site: Site): (part: string, told: Told) => PartFetch {
  const coming = new Map<string, Promise<string>>();
  const distrusted = new Set<string>();
  return (part, told) => {
    const kept = new Map<string, string>();

    async function bring(url: string, key: string, options: FileOptions): Promise<string> {
      const found = distrusted.has(key) ? undefined : await atHand(site, url, key, options.sha256);
      if (found === undefined) return download(site, { url, key, part, told }, options);
      if (options.sha256 === undefined) kept.set(key, found);
      told(key, await fileSize(found));
      return found;
    }
    return {
      small: (url, options) => translated(site, part, undefined, small(site, url, options)),
      file(url, options = {}) {
        const key = keyOf(url, options.sha256);
        const file = coming.get(key) ?? translated(site, part, options.sha256, bring(url, key, options));
        coming.set(key, file);
        return file;
      },
      scratch: (name) => site.workspace.scratch(name),
      distrust() {
        for (const key of kept.keys()) {
          coming.delete(key);
          distrusted.add(key);
          removeFile(site.workspace.download(key));
        }
        return kept.size > 0;
      },
    };
  };
}

function small({ downloads, places, signal }: Site, url: string, { most, headers = {}, statuses }: SmallOptions) {
  const ask = (place: string) => downloads.small({ url: place, most, headers: forPlace(place, url, headers), statuses, signal });
  return firstOf(placesOf(url, places), ask, isAbsent);
}

/** What an earlier start, or an earlier bundle, left of a file. With a digest it is proved. */
async function atHand({ workspace, earlier }: Site, url: string, key: string, sha256: string | undefined): Promise<string | undefined> {
  const file = workspace.download(key);
  if (isThere(file)) {
    if (sha256 === undefined || (await sha256OfFile(file)) === sha256) return file;
    removeFile(file);
  }
  const digest = sha256 ?? earlier.get(url);
  return digest === undefined ? undefined : workspace.intactBlob(digest);
}

interface Coming {
  readonly url: string;
  readonly key: string;
  readonly part: string;
  readonly told: Told;
}

async function download({ downloads, workspace, places, signal }: Site, { url, key, told }: Coming, options: FileOptions): Promise<string> {
  const path = workspace.download(key);
  const { sha256, size, headers } = options;
  const onBytes = (bytes: number) => told(key, bytes);
  const headersAt = (place: string) =>
    typeof headers === 'function'
      ? async (refused: boolean) => forPlace(place, url, await headers(refused))
      : forPlace(place, url, headers ?? {});
  const ask = (place: string) => downloads.file({ url: place, path, sha256, size, headers: headersAt(place), onBytes, signal });
  await firstOf(placesOf(url, places), ask, () => false);
  return path;
}

/** Failures in words that name the part. */
async function translated<Value>({ directory }: Site, part: string, sha256: string | undefined, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof DownloadFailure ? downloadRefusal(error, part, sha256) : diskRefusal(error, directory);
  }
}
