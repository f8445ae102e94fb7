// Bytes sealed under a key so that nobody reads or changes them without it, and keys made from passphrases and from other keys.

import { createCipheriv, createDecipheriv, hkdf, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** AES-256-GCM (NIST SP 800-38D): of the ciphers for this, the one that every build of Node and of Electron has. */
const cipher = 'aes-256-gcm';
export const sealKeyBytes = 32;
export const nonceBytes = 12;
const tagBytes = 16;

/** What is sealed, and beside it what is only kept from being changed. */
export interface Sealing {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes, never used twice with one key. */
  readonly nonce: Uint8Array;
  /** In the open, and part of what the seal proves. */
  readonly header: Uint8Array;
}

/** The ciphertext with its tag of 16 bytes behind it. */
export function seal({ key, nonce, header }: Sealing, content: Uint8Array): Uint8Array {
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(header);
  return Buffer.concat([sealing.update(content), sealing.final(), sealing.getAuthTag()]);
}

/** What was sealed; undefined when key, nonce, header or a single bit of it are other ones. */
export function unseal({ key, nonce, header }: Sealing, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < tagBytes) return undefined;
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
    .setAAD(header)
    .setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const content = opening.update(sealed.subarray(0, sealed.length - tagBytes));
  try {
    return Buffer.concat([content, opening.final()]);
  } catch {
    return undefined;
  }
}

/** RFC 7914, section 2: it takes 128 · cost · blockSize bytes of memory, and time in proportion to cost · blockSize · parallelization. */
export interface ScryptEffort {
  /** A power of two above 1. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

/** Node's own limit of 32 MiB is below what is wanted; twice the memory of the big table leaves room for the small ones. */
const memoryFor = ({ cost, blockSize, parallelization }: ScryptEffort) => 2 * 128 * blockSize * (cost + parallelization);

const deriveByScrypt = promisify<string | Uint8Array, Uint8Array, number, object, Buffer>(scrypt);
const deriveByHkdf = promisify(hkdf);

/** A key of `length` bytes from a passphrase: scrypt (RFC 7914), off the event loop. */
export const scryptKey = (passphrase: string, salt: Uint8Array, effort: ScryptEffort, length = sealKeyBytes): Promise<Uint8Array> =>
  deriveByScrypt(passphrase, salt, length, { ...effort, maxmem: memoryFor(effort) });

/** A key of `length` bytes from another key, of use for one thing only: HKDF with SHA-256 (RFC 5869). */
export const derivedKey = async (key: Uint8Array, salt: Uint8Array, use: Uint8Array, length = sealKeyBytes): Promise<Uint8Array> =>
  new Uint8Array(await deriveByHkdf('sha256', key, salt, use, length));
