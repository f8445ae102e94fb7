// What every release of an operating system comes to: its facts for the manifest, and its files, each with the proof its project publishes.

import type { Arch, Manifest } from '../../../domain/bundle.ts';
import { type OsFacts, signingKeyPath } from '../../../domain/os/facts.ts';
import { orRefuse, problem, Refusal } from '../../../domain/problem.ts';
import type { Clock } from '../../../platform/clock.ts';
import { writeWhole } from '../../../platform/files.ts';
import { type DetachedSignature, examineSignature, fingerprintOf, moment, pinnedKey, type Signing } from '../../openpgp/index.ts';
import type { Fetch, Wanted } from '../source.ts';

export interface OsRelease {
  /** With the exact version, also where the newest was asked for. */
  readonly os: Manifest['os'];
  readonly wanted: readonly Wanted[];
}

export type OsSource = (fetch: Fetch) => Promise<OsRelease>;

export interface OsOptions {
  readonly arches: readonly Arch[];
  /** Of the machine that builds: what is signed later than its time is refused. */
  readonly clock: Pick<Clock, 'now'>;
  readonly key?: {
    /** Of the primary key, where the release is signed with one that is not known here. */
    readonly fingerprint?: string;
    /** Of the key file, `https:` or `file:`, where it is not fetched from its project. */
    readonly url?: string;
  };
}

/** The key of one release. */
export interface ReleaseKey {
  readonly family: OsFacts['family'];
  /** Of the key file. */
  readonly url: string;
  readonly pinned: PinnedKey;
}

type PinnedKey = DetachedSignature['key'];

/** Key files of projects with twenty years of keys are below it. */
const largestKeyFile = 1024 * 1024;
/** A detached signature of the longest keys is below it. */
const largestSignature = 64 * 1024;

/**
 * The key that this release must be signed with, out of the key file that is published or told.
 * Rejects with `release-key-unknown` where neither the options nor our own facts tell whose it is, and with what is wrong with the key file.
 */
export async function releaseKey(
  fetch: Fetch,
  facts: OsFacts,
  version: string,
  key: OsOptions['key'],
  published: string,
): Promise<ReleaseKey> {
  const { family, title } = facts;
  const fingerprint = key?.fingerprint ?? facts.signingKey(version);
  if (fingerprint === undefined) throw new Refusal(problem('release-key-unknown', { system: title, version }));
  const url = key?.url ?? published;
  const { bytes } = await fetch.small(url, { most: largestKeyFile });
  return { family, url, pinned: orRefuse(await pinnedKey(bytes, fingerprint, `${title} ${version}`)) };
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

/** A file with a detached signature beside it. Rejects with what is wrong with that signature, before anything of the file is fetched. */
export async function signedPart(
  fetch: Fetch,
  { part, signatureUrl, expectedBytes, sha256 }: SignedPart,
  key: ReleaseKey,
  clock: OsOptions['clock'],
): Promise<Wanted> {
  const { bytes } = await fetch.small(signatureUrl, { most: largestSignature });
  const { signing, problemOf } = orRefuse(await examineSignature({ part: part.path, bytes, key: key.pinned, now: clock.now() }));
  return {
    part,
    expectedBytes,
    async bring(from) {
      const file = await from.file(part.source, sha256 === undefined ? {} : { sha256 });
      const wrong = await problemOf(file);
      if (wrong) throw new Refusal(wrong);
      return { file, provenance: provenanceOf(signing) };
    },
  };
}

/** The key itself, alone and armoured, for whoever checks a release again on site. */
export function keyPart({ family, url, pinned }: ReleaseKey): Wanted {
  const armoured = new TextEncoder().encode(pinned.armor());
  return {
    part: { path: signingKeyPath(family), kind: 'signing-key', arch: 'any', source: url },
    expectedBytes: armoured.length,
    async bring(fetch) {
      const file = fetch.scratch(`${family}.asc`);
      writeWhole(file, armoured);
      return { file, provenance: { by: 'digest', key: fingerprintOf(pinned) } };
    },
  };
}
