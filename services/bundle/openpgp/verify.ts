// Whether a big file is what the holder of a pinned OpenPGP key signed. Who signed and when is decided before the file is there; then it is hashed.
//
// Stricter than `gpg --verify`, which warns and goes on: whatever was signed after its key had expired is refused, and with a revoked key
// everything. What was signed before its key expired stays good, and is reported as such.

import { config, enums, type Key, type SignaturePacket } from 'openpgp';
import { failed, ok, type Problem, problem, type Result } from '../../domain/problem.ts';
import { fileStream } from '../../platform/file-stream.ts';
import { fingerprintOf, signaturesIn } from './read.ts';
import { type Signer, signerOf } from './signer.ts';

export interface DetachedSignature {
  /** How problems call what was signed. */
  readonly part: string;
  /** Armoured or binary. */
  readonly bytes: Uint8Array;
  /** The pinned key, which must have signed itself or by a subkey. */
  readonly key: Key;
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

/** A signature that is in order, of a file that is still to be seen. */
export interface Examined {
  readonly signing: Signing;
  /** Hashes the file: undefined when it is the one that was signed. Rejects with Node's error when it cannot be read. */
  problemOf(file: string): Promise<Problem | undefined>;
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

const signingOf = (key: string, { fingerprint, expires }: Signer, signed: Date, now: number): Signing => ({
  key,
  ...(fingerprint === key ? {} : { subkey: fingerprint }),
  signed,
  ...(expires <= now ? { expired: new Date(expires) } : {}),
});

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
 * Who made this signature and when, whatever it is of. Fails with the one `openpgp-…` problem that keeps it from being taken. Of several
 * signatures the first by the pinned key counts.
 */
export async function examineSignature({ part, bytes, key, now }: DetachedSignature): Promise<Result<Examined>> {
  const read = await signaturesIn(bytes, part);
  if (!read.ok) return read;
  const made = read.value.find(({ issuerKeyID }) => key.getKeys(issuerKeyID).length > 0) ?? read.value[0]!;
  const form = formProblem(part, made, now);
  if (form) return failed(form);
  const primary = fingerprintOf(key);
  const signer = await signerOf(key, made, now);
  if (!signer) return failed(problem('openpgp-key-old', { part, key: primary, signer: `key ${made.issuerKeyID.toHex().toUpperCase()}` }));
  const refused = signerProblem(part, primary, signer, made.created!);
  if (refused) return failed(refused);
  return ok({
    signing: signingOf(primary, signer, made.created!, now),
    problemOf: async (file) =>
      (await fits(file, made, signer)) ? undefined : problem('openpgp-signature-wrong', { part, signer: signer.name }),
  });
}
