// Writes a bundle: its parts under their digests first, the manifest last, so that nothing half-written ever looks whole.

import type { Manifest, Part } from '../domain/bundle.ts';
import type { PrivateKey } from '../platform/ed25519.ts';
import { isThere, makeDirectories, removeFile, syncDirectory, writeWhole } from '../platform/files.ts';
import { sha256OfBytes, sha256OfFile } from '../platform/sha256.ts';
import { blobDirectory, blobFile, manifestFile, signatureFile } from './layout.ts';
import { type Placing, placeBytes, placeFile } from './place.ts';
import { signatureBy } from './signature.ts';

/** A part before its bytes are measured. */
export type NewPart = Omit<Part, 'size' | 'sha256'>;

export interface BundleWriter {
  /** Takes over a file as it is; linked where the file system can. Rejects with Node's error. */
  addFile(part: NewPart, file: string): Promise<Part>;
  addBytes(part: NewPart, bytes: Uint8Array): Part;
  /** The manifest of all parts that were added, in their order, signed by `key`. Without one, what signed an earlier manifest there goes. */
  finish(head: Omit<Manifest, 'apiVersion' | 'parts'>, key?: PrivateKey): Manifest;
}

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, undefined, 2)}\n`;

/** The manifest, signed by `key`, once every blob is on the disk. Without a key, what signed an earlier manifest there goes. Throws Node's errors. */
export function writeManifest(directory: string, manifest: Manifest, key?: PrivateKey): void {
  const bytes = new TextEncoder().encode(manifestText(manifest));
  syncDirectory(blobDirectory(directory));
  if (key) writeWhole(signatureFile(directory), signatureBy(key, bytes));
  else removeFile(signatureFile(directory));
  writeWhole(manifestFile(directory), bytes);
}

/** Writes into `directory`, which is made. Parts above `pieceBytes` are kept in pieces; small ones only where a test wants to see that. */
export function bundleWriter(directory: string, placing: Placing = {}): BundleWriter {
  makeDirectories(blobDirectory(directory));
  const parts: Part[] = [];
  const added = (part: NewPart, size: number, digest: string): Part => {
    const whole = { ...part, size, sha256: digest };
    parts.push(whole);
    return whole;
  };
  return {
    async addFile(part, file) {
      const digest = await sha256OfFile(file);
      const size = await placeFile(directory, digest, file, placing);
      return added(part, size, digest);
    },
    addBytes(part, bytes) {
      const digest = sha256OfBytes(bytes);
      if (!isThere(blobFile(directory, digest))) placeBytes(directory, digest, bytes, placing);
      return added(part, bytes.length, digest);
    },
    finish(head, key) {
      const manifest: Manifest = { apiVersion: 'rackstrap/bundle/v1', ...head, parts };
      writeManifest(directory, manifest, key);
      return manifest;
    },
  };
}
