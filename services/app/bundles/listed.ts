// A bundle as the console lists it: what its manifest says, whom it is from, and why it or parts of it cannot be used.

import { basename } from 'node:path';
import { type Bundle, type PublicKey, trustOf } from '../../bundle/index.ts';
import type { BundleListed, TrustView } from '../../contract/index.ts';
import { archesOf } from '../../domain/bundle.ts';
import type { Result } from '../../domain/problem.ts';
import { isMadeUp } from '../demo/bundle.ts';
import type { BundlePlace } from './places.ts';

export interface Known extends BundlePlace {
  /** An import of this manifest was begun and not ended. */
  readonly isPartly: (manifestSha256: string) => boolean;
  readonly keys: readonly PublicKey[];
}

/** One that cannot be read, under the name of its directory. */
const unreadable = (directory: string): Omit<BundleListed, 'removable' | 'imported' | 'problems'> => ({
  directory,
  id: '',
  name: basename(directory),
  version: '',
  created: '',
  tool: '',
  os: { family: '', version: '' },
  arches: [],
  parts: [],
  bytes: 0,
  trust: { is: 'unreadable' },
  partly: false,
  simulated: false,
});

function trustView(bundle: Bundle, keys: readonly PublicKey[]): TrustView {
  const trust = trustOf(bundle, keys);
  if (trust.is === 'trusted') return { is: 'trusted', key: { words: trust.key.words, comment: trust.key.comment } };
  return trust.is === 'unknown-key' ? { is: 'unknown-key', words: [...trust.words] } : trust;
}

/** What the list has no need for: a bundle has hundreds of parts, and the detail tells it. */
const partListed = ({ sha256: _, licence: __, source: ___, ...part }: Bundle['manifest']['parts'][number]) => part;

export function listed(read: Result<Bundle>, { directory, removable, imported, isPartly, keys }: Known): BundleListed {
  if (!read.ok) return { ...unreadable(directory), removable, imported, problems: [...read.problems] };
  const { manifest, manifestSha256, problems } = read.value;
  const { name, version, created, tool, os, kubernetes, parts } = manifest;
  return {
    directory,
    id: manifestSha256,
    name,
    version,
    created,
    tool,
    os,
    ...(kubernetes ? { kubernetes } : {}),
    arches: archesOf(manifest),
    parts: parts.map(partListed),
    bytes: parts.reduce((sum, { size }) => sum + size, 0),
    trust: trustView(read.value, keys),
    removable,
    imported,
    partly: isPartly(manifestSha256),
    simulated: isMadeUp(manifest),
    problems: [...problems],
  };
}
