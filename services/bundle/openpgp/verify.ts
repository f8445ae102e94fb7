// Whether a big file is what the holder of a pinned OpenPGP key signed: who may have signed it and when is decided first, then it is hashed.
//
// Stricter than `gpg --verify`, which warns and goes on: whatever was signed after its key had expired is refused, and with a revoked key
// everything. What was signed before its key expired stays good, and is reported as such.

import { config, enums, type SignaturePacket } from 'openpgp';
import { failed, ok, type Problem, problem, type Result } from '../../domain/problem.ts';
import { fileStream } from '../../platform/file-stream.ts';
import { pinnedKey, plainFingerprint, signaturesIn } from './read.ts';
import { type Signer, signerOf } from './signer.ts';

export interface SignedFile {
  /** How problems call it. */
  readonly part: string;
  readonly file: string;
  /** The detached signature, armoured or binary. */
  readonly signature: Uint8Array;
  /** A key file, armoured or binary; it may hold other keys too. */
  readonly keys: Uint8Array;
  /** Of the primary key that must have signed, itself or by a subkey: hexadecimal, with or without spaces. */
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Who signed, upper-case hexadecimal fingerprints, and when. */
export interface Signing {
  readonly key: string;
  readonly subkey?: string;
  readonly signed: Date;
  /** When the key that signed has expired since: what it signed before stays good. */
  readonly expired?: Date;
}

/** RFC 3339 to the second, as OpenPGP keeps time. */
export const moment = (time: number | Date): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** What the signature says of itself, before any key is asked. */
function formProblem(part: string, signature: SignaturePacket, now: number): Problem | undefined {
  const signed = signature.created!;
  if (signature.signatureType !== enums.signature.binary)
    return problem('openpgp-signature-unreadable', { part, reason: 'it is not one over bytes' });
  if (config.rejectMessageHashAlgorithms.has(signature.hashAlgorithm!))
    return problem('openpgp-hash-weak', { part, hash: enums.read(enums.hash, signature.hashAlgorithm!).toUpperCase() });
  if (signed.getTime() > now) return problem('openpgp-clock', { part, now: moment(now), signed: moment(signed) });
  const expires = Number(signature.getExpirationTime());
  return expires <= now ? problem('openpgp-signature-expired', { part, signed: moment(signed), expired: moment(expires) }) : undefined;
}

/** Whether this key might make that signature then. */
function signerProblem(part: string, key: string, signer: Signer, signed: Date): Problem | undefined {
  const { name, created, expires, revoked, unfit } = signer;
  const params = { part, signer: name };
  if (revoked !== undefined) return problem('openpgp-key-revoked', { ...params, revoked: moment(revoked) });
  const reason = unfit ?? (signed.getTime() < created ? `it was made on ${moment(created)}, after the signature` : undefined);
  if (reason !== undefined) return problem('openpgp-key-unfit', { ...params, key, reason });
  if (signed.getTime() < expires) return undefined;
  return problem('openpgp-key-expired', { ...params, signed: moment(signed), expired: moment(expires) });
}

/** What the library asks of a document: its bytes, once. A packet of its own would be kept in memory whole. */
const document = (file: string) => ({ text: null, getBytes: () => fileStream(file) });

/** Hashes the file. Rejects with Node's error when it cannot be read. */
async function fits(file: string, signature: SignaturePacket, signer: Signer): Promise<boolean> {
  try {
    await signature.verify(signer.packet, enums.signature.binary, document(file), signature.created!, true, config);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    return false;
  }
}

/**
 * Who signed this file and when. Fails with the one `openpgp-…` problem that kept it from being taken. Rejects with Node's error when the
 * file cannot be read. Of several signatures the first by the pinned key counts.
 */
export async function verifySigned({ part, file, signature, keys, fingerprint, now }: SignedFile): Promise<Result<Signing>> {
  const pinned = await pinnedKey(keys, fingerprint, part);
  if (!pinned.ok) return pinned;
  const read = await signaturesIn(signature, part);
  if (!read.ok) return read;
  const made = read.value.find(({ issuerKeyID }) => pinned.value.getKeys(issuerKeyID).length > 0) ?? read.value[0]!;
  const form = formProblem(part, made, now);
  if (form) return failed(form);
  const key = plainFingerprint(fingerprint);
  const signer = await signerOf(pinned.value, made, now);
  if (!signer) return failed(problem('openpgp-key-old', { part, key, signer: `key ${made.issuerKeyID.toHex().toUpperCase()}` }));
  const signed = made.created!;
  const refused = signerProblem(part, key, signer, signed);
  if (refused) return failed(refused);
  if (!(await fits(file, made, signer))) return failed(problem('openpgp-signature-wrong', { part, signer: signer.name }));
  return ok({
    key,
    ...(signer.fingerprint === key ? {} : { subkey: signer.fingerprint }),
    signed,
    ...(signer.expires <= now ? { expired: new Date(signer.expires) } : {}),
  });
}
