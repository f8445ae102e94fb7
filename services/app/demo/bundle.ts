// A bundle of made-up bytes: everything of a real one but its content.

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Manifest, Part } from '../../domain/bundle.ts';

const mebibyte = 2 ** 20;
/** What stands where a real bundle names its version. */
const simulated = 'simulated';

/** Nothing in it can be run; it is for virtual blades. */
export const isMadeUp = ({ version }: Pick<Manifest, 'version'>): boolean => version === simulated;

/** A part of a bundle that has its size, and nothing else to it. */
export type MadeUpPart = Pick<Part, 'path' | 'kind' | 'size'>;

/** Sizes in the proportions of a real bundle, small enough for a minute on a small laptop. */
export const demoParts: readonly MadeUpPart[] = [
  { path: 'loaders/undionly.kpxe', kind: 'loader', size: 72 * 1024 },
  { path: 'loaders/x86_64/snponly.efi', kind: 'loader', size: 240 * 1024 },
  { path: 'os/lab_production_pxe.vmlinuz', kind: 'kernel', size: 8 * mebibyte },
  { path: 'os/lab_production_pxe_image.cpio.gz', kind: 'initrd', size: 24 * mebibyte },
  { path: 'os/lab_production_image.bin.bz2', kind: 'image', size: 32 * mebibyte },
];

/** Writes a bundle whose files hold random bytes; a virtual blade checks their sizes and hashes, and runs none of them. */
export async function writeBundle(directory: string, parts: readonly MadeUpPart[] = demoParts, name = 'demo'): Promise<void> {
  await mkdir(directory, { recursive: true });
  const written = await Promise.all(
    parts.map(async ({ size, ...part }) => {
      const bytes = randomBytes(size);
      await mkdir(dirname(join(directory, part.path)), { recursive: true });
      await writeFile(join(directory, part.path), bytes);
      return {
        ...part,
        arch: 'amd64' as const,
        size,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        licence: 'none: random bytes',
      };
    }),
  );
  const manifest: Manifest = {
    apiVersion: 'rackstrap/bundle/v1',
    name,
    version: simulated,
    created: new Date().toISOString(),
    os: { family: 'lab', version: simulated },
    parts: written,
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest, null, 2));
}
