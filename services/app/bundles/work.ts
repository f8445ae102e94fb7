// The two kinds of long work on a bundle: reading every byte of it, and bringing it onto this laptop.

import { type Bundle, importBundle, verifyBundle } from '../../bundle/index.ts';
import { orRefuse } from '../../domain/problem.ts';
import type { BundleAtWork, Work } from './jobs.ts';

export const atWork = ({ directory, manifest, manifestSha256 }: Bundle): BundleAtWork => ({
  directory,
  id: manifestSha256,
  name: manifest.name,
  version: manifest.version,
  bytes: manifest.parts.reduce((sum, { size }) => sum + size, 0),
  parts: manifest.parts.length,
});

/** Every part is read, whatever was found before: somebody asks because they doubt it. Damaged ones are the problems of the outcome. */
export const verifying = (bundle: Bundle): Work => ({
  kind: 'verify',
  bundle: atWork(bundle),
  async run(signal, onProgress) {
    const { problems } = await verifyBundle(bundle, { signal, onProgress });
    return { problems: [...problems], directory: bundle.directory };
  },
});

/** The whole of it is on this laptop in the end, or none of it has a name there; what was copied stays for the next attempt. */
export const importing = (bundle: Bundle, library: string): Work => ({
  kind: 'import',
  bundle: atWork(bundle),
  async run(signal, onProgress) {
    const { directory, keptBytes } = orRefuse(await importBundle(bundle.directory, library, { signal, onProgress }));
    return { problems: [], directory, bytesKept: keptBytes };
  },
});
