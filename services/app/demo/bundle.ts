// A bundle of made-up bytes: everything of a real one but its content.

import { createCipheriv, createHash } from 'node:crypto';
import { bundleWriter, type PublicKey, publicKeyOf } from '../../bundle/index.ts';
import type { Manifest, Part } from '../../domain/bundle.ts';
import { generateKey } from '../../platform/ed25519.ts';

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
  { path: 'os/amd64/lab_production_pxe.vmlinuz', kind: 'kernel', size: 8 * mebibyte },
  { path: 'os/amd64/lab_production_pxe_image.cpio.gz', kind: 'initrd', size: 24 * mebibyte },
  { path: 'os/amd64/lab_production_image.bin.bz2', kind: 'image', size: 32 * mebibyte },
];

/** Bytes that look random and are the same at every start, so that a bundle written again is the same bundle. */
function noise(path: string, size: number): Uint8Array {
  const key = createHash('sha256').update(path).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

/**
 * Writes a bundle whose files hold noise; a virtual blade checks their sizes and hashes, and runs none of them. It is signed with a key that is
 * forgotten at once: returns the public half, for whoever is to trust this one bundle.
 */
export function writeBundle(directory: string, parts: readonly MadeUpPart[] = demoParts, name = 'demo'): PublicKey {
  const [writer, key] = [bundleWriter(directory), generateKey()];
  for (const { size, ...part } of parts) writer.addBytes({ ...part, arch: 'amd64', licence: 'none: noise' }, noise(part.path, size));
  const head = { name, version: simulated, created: new Date().toISOString(), tool: 'rackstrap' };
  writer.finish({ ...head, os: { family: 'lab', version: simulated } }, key);
  return publicKeyOf(key.publicKey, `simulated bundle ${name}`);
}
