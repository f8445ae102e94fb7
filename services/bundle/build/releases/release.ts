// What every release of an operating system comes to: its facts for the manifest, and its files, each with the proof its project publishes.

import type { Arch, Manifest } from '../../../domain/bundle.ts';
import { type OsFacts, signingKeyPath } from '../../../domain/os/facts.ts';
import { orRefuse, problem, Refusal } from '../../../domain/problem.ts';
import type { Clock } from '../../../platform/clock.ts';
import { writeWhole } from '../../../platform/files.ts';
import { fingerprintOf, moment, pinnedKey, type Signing, verifySigned } from '../../openpgp/index.ts';
import type { Fetch, Source, Wanted } from '../source.ts';

export interface OsRelease {
  /** With the exact version, also where the newest was asked for. */
  readonly os: Manifest['os'];
  readonly wanted: readonly Wanted[];
}

export type OsSource = (fetch: Fetch) => Promise<OsRelease>;

/** The parts alone. */
export const partsOf =
  (source: OsSource): Source =>
  async (fetch) =>
    (await source(fetch)).wanted;

export interface OsOptions {
  readonly arches: readonly Arch[];
  /** Of the machine that builds: what is signed later than its time is refused. */
  readonly clock: Pick<Clock, 'now'>;
  readonly key?: {
    /** Of the primary key, where the release is signed with one that is not known here. */
    readonly fingerprint?: string;
    /** Of the key file, where it is not fetched from its project. */
    readonly url?: string;
  };
}

/** The key of one release: its file is fetched once, whatever number of files it signed. */
export interface ReleaseKey {
  readonly fingerprint: string;
  /** Of the key file. */
  readonly url: string;
  bytes(fetch: Fetch): Promise<Uint8Array>;
}

/** Key files of projects with twenty years of keys are below it. */
const largestKeyFile = 1024 * 1024;
/** A detached signature of the longest keys is below it. */
const largestSignature = 64 * 1024;

/** Rejects with `release-key-unknown` where neither the options nor our own facts tell whose key it must be. */
export function releaseKey(facts: OsFacts, version: string, key: OsOptions['key'], published: string): ReleaseKey {
  const fingerprint = key?.fingerprint ?? facts.signingKey(version);
  if (fingerprint === undefined) throw new Refusal(problem('release-key-unknown', { system: facts.title, version }));
  const url = key?.url ?? published;
  let fetched: Promise<Uint8Array> | undefined;
  return {
    fingerprint,
    url,
    bytes(fetch) {
      fetched ??= fetch.small(url, { most: largestKeyFile }).then(({ bytes }) => bytes);
      return fetched;
    },
  };
}

const provenanceOf = ({ key, subkey, signed, expired }: Signing) => ({
  by: 'openpgp' as const,
  key,
  ...(subkey ? { subkey } : {}),
  signed: moment(signed),
  ...(expired ? { keyExpired: moment(expired) } : {}),
});

export interface SignedPart {
  readonly part: Wanted['part'] & { readonly source: string };
  readonly signatureUrl: string;
  readonly expectedBytes: number;
  /** Where its project publishes one as well. */
  readonly sha256?: string;
}

/** A file with a detached signature beside it. */
export const signedPart = (
  { part, signatureUrl, expectedBytes, sha256 }: SignedPart,
  key: ReleaseKey,
  clock: OsOptions['clock'],
): Wanted => ({
  part,
  expectedBytes,
  async bring(fetch) {
    const [file, signature, keys] = await Promise.all([
      fetch.file(part.source, sha256 === undefined ? {} : { sha256 }),
      fetch.small(signatureUrl, { most: largestSignature }).then(({ bytes }) => bytes),
      key.bytes(fetch),
    ]);
    const { fingerprint } = key;
    const signing = orRefuse(await verifySigned({ part: part.path, file, signature, keys, fingerprint, now: clock.now() }));
    return { file, provenance: provenanceOf(signing) };
  },
});

/** The key itself, alone and armoured, for whoever checks a release again on site. */
export function keyPart(family: OsFacts['family'], key: ReleaseKey): Wanted {
  const path = signingKeyPath(family);
  return {
    part: { path, kind: 'signing-key', arch: 'any', source: key.url },
    expectedBytes: 8 * 1024,
    async bring(fetch) {
      const pinned = orRefuse(await pinnedKey(await key.bytes(fetch), key.fingerprint, path));
      const file = fetch.scratch(`${family}.asc`);
      writeWhole(file, pinned.armor());
      return { file, provenance: { by: 'digest', key: fingerprintOf(pinned) } };
    },
  };
}
