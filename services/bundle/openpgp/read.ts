// OpenPGP files as they are published, armoured or binary: a key file, of which only the pinned key counts, and a detached signature.

import { type Key, readKeys, readSignature, type SignaturePacket } from 'openpgp';
import { failed, ok, problem, type Result } from '../../domain/problem.ts';

/** Every binary OpenPGP packet begins with a byte that no text has (RFC 9580, 4.2). */
const isBinary = (bytes: Uint8Array): boolean => (bytes[0] ?? 0) >= 0x80;

const asText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The library's own words, which are all there is to say about a file that is no OpenPGP. */
const reasonOf = (error: unknown): string => (error as Error).message;

/** Upper-case hexadecimal, as people compare it. */
export const fingerprintOf = (key: { getFingerprint(): string }): string => key.getFingerprint().toUpperCase();

/** `0123 ABCD` and `0x0123abcd` are the same fingerprint. */
const plainFingerprint = (text: string): string => text.replace(/^0x|\s/g, '').toUpperCase();

/**
 * The key whose primary has this fingerprint, out of a key file; `part` is what it is to be the key of.
 * Fails with `openpgp-key-unreadable` or `openpgp-key-mismatch`.
 */
export async function pinnedKey(bytes: Uint8Array, fingerprint: string, part: string): Promise<Result<Key>> {
  const wanted = plainFingerprint(fingerprint);
  try {
    const keys = await (isBinary(bytes) ? readKeys({ binaryKeys: bytes }) : readKeys({ armoredKeys: asText(bytes) }));
    const pinned = keys.find((key) => fingerprintOf(key) === wanted);
    if (pinned) return ok(pinned.toPublic());
    return failed(problem('openpgp-key-mismatch', { part, wanted, found: keys.map(fingerprintOf).join(', ') || 'no key' }));
  } catch (error) {
    return failed(problem('openpgp-key-unreadable', { part, reason: reasonOf(error) }));
  }
}

/** The signatures in a file, at least one. Fails with `openpgp-signature-unreadable`. */
export async function signaturesIn(bytes: Uint8Array, part: string): Promise<Result<readonly SignaturePacket[]>> {
  try {
    const { packets } = await (isBinary(bytes)
      ? readSignature({ binarySignature: bytes })
      : readSignature({ armoredSignature: asText(bytes) }));
    const found = [...packets];
    return found.length > 0 ? ok(found) : failed(problem('openpgp-signature-unreadable', { part, reason: 'it is empty' }));
  } catch (error) {
    return failed(problem('openpgp-signature-unreadable', { part, reason: reasonOf(error) }));
  }
}
