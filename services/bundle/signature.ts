// `manifest.sig`: who signed the very bytes of `manifest.json`, and so, by their digests, every part of the bundle.

import { z } from 'zod';
import type { Manifest } from '../domain/bundle.ts';
import { pathText } from '../domain/plan/path.ts';
import { failed, ok, problem, type Result } from '../domain/problem.ts';
import { fromBase64, sameBytes, toBase64 } from '../platform/base64.ts';
import { isSignedBy, type PrivateKey, publicKeyBytes, signatureBytes } from '../platform/ed25519.ts';
import { fileTrouble, isAbsent, removeFile, writeWhole } from '../platform/files.ts';
import { readPlainAtMost } from '../platform/plain-file.ts';
import { newerFormat } from './format.ts';
import { signatureFile } from './layout.ts';
import { parseManifest, readManifest } from './manifest.ts';
import { unreadableIn } from './trouble.ts';

/** Whoever holds `key` signed the manifest. */
export interface Signature {
  /** 32 raw bytes. */
  readonly key: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/** More people than ever vouch for one bundle: each signature costs a check. */
const mostSignatures = 16;
const largestFile = 64 * 1024;

const base64Of = (length: number) =>
  z.string().transform((text, context) => {
    const bytes = fromBase64(text);
    if (bytes?.length === length) return bytes;
    context.issues.push({ code: 'custom', input: text, message: `write ${length} bytes in Base64` });
    return z.NEVER;
  });

const signaturesV1 = z.strictObject({
  apiVersion: z.literal('rackstrap/signature/v1'),
  signatures: z
    .array(z.strictObject({ key: base64Of(publicKeyBytes), signature: base64Of(signatureBytes) }))
    .min(1)
    .max(mostSignatures),
});

const signatureText = (signatures: readonly Signature[]): string => {
  const written = signatures.map(({ key, signature }) => ({ key: toBase64(key), signature: toBase64(signature) }));
  return `${JSON.stringify({ apiVersion: 'rackstrap/signature/v1', signatures: written }, undefined, 2)}\n`;
};

function parseSignatures(bytes: Uint8Array, directory: string): Result<readonly Signature[]> {
  const malformed = (reason: string) => problem('bundle-signature-malformed', { bundle: directory, reason });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return failed(malformed('it is not JSON'));
  }
  const version = newerFormat(json, 'signature');
  if (version) return failed(problem('bundle-too-new', { bundle: directory, file: 'manifest.sig', version }));
  const { data, error } = signaturesV1.safeParse(json);
  return data ? ok(data.signatures) : failed(...error!.issues.map(({ path, message }) => malformed(`${pathText(path)}: ${message}`)));
}

const isGood = (manifest: Uint8Array, { key, signature }: Signature): boolean => isSignedBy(key, manifest, signature);

/** The very bytes of the signature file; none when nobody signed. Fails with `bundle-signature-malformed`, `bundle-unreadable` or `bundle-link`. */
async function signatureBytesIn(directory: string): Promise<Result<Uint8Array | undefined>> {
  try {
    const bytes = await readPlainAtMost(signatureFile(directory), largestFile);
    const reason = 'it is too large';
    return bytes ? ok(bytes) : failed(problem('bundle-signature-malformed', { bundle: directory, reason }));
  } catch (error) {
    return isAbsent(error) ? ok(undefined) : failed(unreadableIn(directory, 'manifest.sig', error));
  }
}

/** The file as it is written; none when there is no file. */
async function readSignatureFile(directory: string): Promise<Result<readonly Signature[]>> {
  const read = await signatureBytesIn(directory);
  if (!read.ok) return read;
  return read.value ? parseSignatures(read.value, directory) : ok([]);
}

/**
 * Who signed these bytes of the manifest in `directory`; none when nobody did. Fails with `bundle-tampered` when only one signature is not over them,
 * `bundle-signature-malformed`, `bundle-too-new`, `bundle-unreadable`, `bundle-link`.
 */
export async function readSignatures(directory: string, manifest: Uint8Array): Promise<Result<readonly Signature[]>> {
  const read = await readSignatureFile(directory);
  if (!read.ok || read.value.every((one) => isGood(manifest, one))) return read;
  return failed(problem('bundle-tampered', { bundle: directory }));
}

/**
 * Signs the manifest in `directory`, beside those who signed the same bytes; signatures of an earlier manifest go. Fails as reading a bundle does, but
 * never with `bundle-tampered`, and with `file-unwritable`.
 */
export async function signBundle(directory: string, key: PrivateKey): Promise<Result<Manifest>> {
  const bytes = await readManifest(directory);
  if (!bytes.ok) return bytes;
  const [manifest, before] = [parseManifest(bytes.value, directory), await readSignatureFile(directory)];
  if (!manifest.ok || !before.ok) return failed(...[manifest, before].flatMap((one) => (one.ok ? [] : one.problems)));
  const others = before.value.filter((one) => !sameBytes(one.key, key.publicKey) && isGood(bytes.value, one));
  const file = signatureFile(directory);
  try {
    writeWhole(file, signatureText([...others, { key: key.publicKey, signature: key.sign(bytes.value) }]));
  } catch (error) {
    return failed(problem('file-unwritable', { file, reason: fileTrouble(error) }));
  }
  return manifest;
}

/**
 * Writes who signed these bytes of the manifest into `directory`: those that were brought, beside those known there. A copy that lost its signatures
 * takes none away. Throws Node's error.
 */
export async function keepSignatures(directory: string, manifest: Uint8Array, brought: readonly Signature[]): Promise<void> {
  const before = await readSignatureFile(directory);
  const known = before.ok ? before.value.filter((one) => isGood(manifest, one)) : [];
  const further = brought.filter((one) => !known.some(({ key }) => sameBytes(key, one.key)));
  const all = [...known, ...further].slice(0, mostSignatures);
  if (all.length === 0) removeFile(signatureFile(directory));
  else writeWhole(signatureFile(directory), signatureText(all));
}

/** What `manifest.sig` says when this key alone signs these bytes. */
export const signatureBy = (key: PrivateKey, manifest: Uint8Array): string =>
  signatureText([{ key: key.publicKey, signature: key.sign(manifest) }]);
