// A vault as text: a line that says how it is locked, the secrets sealed, and a checksum that tells damage from a wrong key.
//
//   {"format":"rackstrap/vault/v1","cipher":"aes-256-gcm","key":"scrypt","cost":131072,"blockSize":8,"parallelization":1,"salt":"…","nonce":"…"}
//   Base64 of the secrets as JSON in UTF-8, enciphered, with the tag behind them; the first line is authenticated with them
//   SHA-256 of the two lines before

import { fromBase64, toBase64 } from '../platform/base64.ts';
import { nonceBytes, type ScryptEffort } from '../platform/seal.ts';
import { sha256OfBytes } from '../platform/sha256.ts';

/** Of the lines as well as of the secrets in them: a program that knows this version knows both. */
const format = 'rackstrap/vault/v1';
const otherVersion = /^rackstrap\/vault\/v\d+$/;
const cipher = 'aes-256-gcm';
export const saltBytes = 16;

/** How the key that seals is had: from a passphrase with so much effort, or from the key in a file. */
export type VaultLock = { readonly key: 'scrypt'; readonly effort: ScryptEffort } | { readonly key: 'hkdf-sha256' };

export interface VaultHeader {
  readonly lock: VaultLock;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
}

export interface VaultText extends VaultHeader {
  /** The bytes of the first line, with its end. */
  readonly line: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Whoever changed the header may ask for any effort: no more than this is spent before the secrets have proved it. Bytes, and turns. */
const mostMemory = 1024 ** 3;
const mostTurns = 16;

const asBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const checksum = (lines: string): string => sha256OfBytes(asBytes(lines));

/** The first line, with its end. */
export function headerLine({ lock, salt, nonce }: VaultHeader): Uint8Array {
  const effort = lock.key === 'scrypt' ? lock.effort : {};
  return asBytes(`${JSON.stringify({ format, cipher, key: lock.key, ...effort, salt: toBase64(salt), nonce: toBase64(nonce) })}\n`);
}

/** The whole file. */
export function vaultText(line: Uint8Array, sealed: Uint8Array): string {
  const lines = `${new TextDecoder().decode(line)}${toBase64(sealed)}\n`;
  return `${lines}${checksum(lines)}\n`;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const isPowerOfTwo = (value: number): boolean => value > 1 && Number.isInteger(Math.log2(value));

function effortIn({ cost, blockSize, parallelization }: Record<string, unknown>): ScryptEffort | undefined {
  if (!isCount(cost) || !isCount(blockSize) || !isCount(parallelization)) return undefined;
  const bearable = 128 * cost * blockSize <= mostMemory && parallelization <= mostTurns;
  return isPowerOfTwo(cost) && bearable ? { cost, blockSize, parallelization } : undefined;
}

function lockIn(said: Record<string, unknown>): VaultLock | undefined {
  if (said.key === 'hkdf-sha256') return { key: said.key };
  const effort = said.key === 'scrypt' ? effortIn(said) : undefined;
  return effort && { key: 'scrypt', effort };
}

function headerIn(said: Record<string, unknown>): VaultHeader | undefined {
  const lock = lockIn(said);
  const [salt, nonce] = [said.salt, said.nonce].map((text) => (typeof text === 'string' ? fromBase64(text) : undefined));
  if (said.cipher !== cipher || salt?.length !== saltBytes || nonce?.length !== nonceBytes) return undefined;
  return lock && { lock, salt, nonce };
}

/** What a line of JSON says; nothing when it is not an object. */
function said(line: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(line) };
  } catch {
    return {};
  }
}

/** What a file holds, or why it is no vault that this program opens. Whether it was changed on purpose is known when it has been opened. */
export function readVaultText(bytes: Uint8Array): VaultText | 'damaged' | 'too-new' {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const [first = '', second = '', sum, end] = lines;
  const header = said(first);
  if (header.format !== format) return typeof header.format === 'string' && otherVersion.test(header.format) ? 'too-new' : 'damaged';
  if (lines.length !== 4 || end !== '' || sum !== checksum(`${first}\n${second}\n`)) return 'damaged';
  const [read, sealed] = [headerIn(header), fromBase64(second)];
  return read && sealed ? { ...read, line: asBytes(`${first}\n`), sealed } : 'damaged';
}
