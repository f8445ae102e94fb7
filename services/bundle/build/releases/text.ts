// The small text files that release servers keep beside the big ones: versions, checksums, lists.

import { problem, Refusal } from '../../../domain/problem.ts';
import type { Fetch } from '../source.ts';

/** The longest list of a release, its packages, is a tenth of it. */
const largestText = 1024 * 1024;

export const textAt = async (fetch: Fetch, url: string): Promise<string> =>
  new TextDecoder().decode((await fetch.small(url, { most: largestText })).bytes);

/** What a server without the file answers; some stores of objects say 403. */
const absent = [403, 404];

/** Undefined where the server does not have it. */
export async function textIfThere(fetch: Fetch, url: string): Promise<string | undefined> {
  const { status, bytes } = await fetch.small(url, { most: largestText, statuses: absent });
  return absent.includes(status) ? undefined : new TextDecoder().decode(bytes);
}

/** `<hex>` alone, or lines of `<hex>  <name>` as sha256sum writes them. */
export function checksumIn(text: string, file: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+\*?/));
  const own = lines.find(([, name]) => name?.split('/').at(-1) === file) ?? lines.find((line) => line.length === 1 && line[0] !== '');
  const digest = own?.[0]?.toLowerCase();
  return digest !== undefined && /^[0-9a-f]{64}$/.test(digest) ? digest : undefined;
}

/** The SHA-256 of the file at `url` that is published beside it. Rejects with `release-checksum-unreadable`. */
export async function publishedSha256(fetch: Fetch, url: string): Promise<string> {
  const list = `${url}.sha256`;
  const file = url.split('/').at(-1)!;
  const digest = checksumIn(await textAt(fetch, list), file);
  if (digest === undefined) throw new Refusal(problem('release-checksum-unreadable', { url: list, file }));
  return digest;
}

/** Without a slash at its end. */
export const baseOf = (url: string): string => url.replace(/\/+$/, '');
