// `manifest.json` as it lies in a bundle's directory: its bytes, which are what is signed, and what they say.

import { type Manifest, manifestV1 } from '../domain/bundle.ts';
import { pathText } from '../domain/plan/path.ts';
import { failed, ok, type Problem, problem, type Result } from '../domain/problem.ts';
import { readPlainAtMost } from '../platform/plain-file.ts';
import { newerFormat } from './format.ts';
import { manifestFile } from './layout.ts';
import { unreadableIn } from './trouble.ts';

/** A manifest of thousands of parts stays below it. */
const largestManifest = 4 * 1024 * 1024;

/** The very bytes of the manifest. Fails with `bundle-unreadable`, `bundle-link` or `bundle-manifest`. */
export async function readManifest(directory: string): Promise<Result<Uint8Array>> {
  try {
    const bytes = await readPlainAtMost(manifestFile(directory), largestManifest);
    return bytes ? ok(bytes) : failed(problem('bundle-manifest', { bundle: directory, reason: 'it is too large' }));
  } catch (error) {
    return failed(unreadableIn(directory, 'manifest.json', error));
  }
}

/** What these bytes say. Fails with `bundle-manifest`, once for each field, or `bundle-too-new`. */
export function parseManifest(bytes: Uint8Array, directory: string): Result<Manifest> {
  const malformed = (reason: string): Problem => problem('bundle-manifest', { bundle: directory, reason });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return failed(malformed('it is not JSON'));
  }
  const version = newerFormat(json, 'bundle');
  if (version) return failed(problem('bundle-too-new', { bundle: directory, file: 'manifest.json', version }));
  const { data, error } = manifestV1.safeParse(json);
  return data ? ok(data) : failed(...error!.issues.map(({ path, message }) => malformed(`${pathText(path)}: ${message}`)));
}
