// Files that are proved by a SHA-256 which their project publishes beside them.

import type { Fetch, Wanted } from '../source.ts';
import { publishedSha256 } from './text.ts';

/** The part of such a file. Rejects with `release-checksum-unreadable`. */
export async function summed(fetch: Fetch, part: Wanted['part'] & { readonly source: string }, expectedBytes: number): Promise<Wanted> {
  const sha256 = await publishedSha256(fetch, part.source);
  return {
    part,
    expectedBytes,
    bring: async (from) => ({ file: await from.file(part.source, { sha256 }), provenance: { by: 'sha256' } }),
  };
}
