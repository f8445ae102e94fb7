// The files that keys are kept in: `.pub`, one line that may be given to anybody, and the private key, which never leaves whoever builds bundles.

import { failed, ok, problem, type Result } from '../domain/problem.ts';
import { fromBase64, toBase64 } from '../platform/base64.ts';
import { type KeyTrouble, type PrivateKey, publicKeyBytes, readPrivateKey } from '../platform/ed25519.ts';
import { fileTrouble, readAtMost } from '../platform/files.ts';
import { wordsOf } from './words.ts';

export interface PublicKey {
  /** 32 bytes. */
  readonly raw: Uint8Array;
  /** Whose it is, in the words of whoever made it. Proves nothing. */
  readonly comment: string;
  /** Its fingerprint. */
  readonly words: string;
}

const kind = 'rackstrap-ed25519';
/** A key and a sentence about it; longer files are something else. */
const largestKeyFile = 4096;
const longestComment = 200;

export const publicKeyOf = (raw: Uint8Array, comment: string): PublicKey => ({ raw, comment, words: wordsOf(raw) });
export const publicKeyText = ({ raw, comment }: PublicKey): string => `${[kind, toBase64(raw), comment].join(' ').trimEnd()}\n`;

/** One line of text that does nothing to a terminal it is shown on. */
export const isComment = (text: string): boolean => text.length <= longestComment && !/\p{C}/u.test(text);

const kindsOfPrivate = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Fails with `key-is-private` or `key-malformed`. */
function parsePublicKey(text: string, file: string): Result<PublicKey> {
  const malformed = (reason: string) => failed(problem('key-malformed', { file, reason }));
  if (kindsOfPrivate.test(text)) return failed(problem('key-is-private', { file }));
  const line = text.trim();
  if (line === '') return malformed('it is empty');
  if (/[\r\n]/.test(line)) return malformed('it has more than one line');
  const [, said, body = '', comment = ''] = /^(\S+)(?:\s+(\S+)(?:\s+(.*))?)?$/.exec(line) ?? [];
  if (said !== kind) return malformed(`it does not begin with ${kind}`);
  const raw = fromBase64(body);
  if (raw?.length !== publicKeyBytes) return malformed(`its second word is not a key of ${publicKeyBytes} bytes in Base64`);
  return isComment(comment) ? ok(publicKeyOf(raw, comment)) : malformed('its comment is too long, or has signs that are no text');
}

async function readText(file: string): Promise<Result<string>> {
  try {
    const bytes = await readAtMost(file, largestKeyFile);
    return bytes ? ok(new TextDecoder().decode(bytes)) : failed(problem('key-malformed', { file, reason: 'it is too large' }));
  } catch (error) {
    return failed(problem('key-unreadable', { file, reason: fileTrouble(error) }));
  }
}

/** The key in a `.pub` file. Fails with `key-unreadable`, `key-is-private` or `key-malformed`. */
export async function readPublicKey(file: string): Promise<Result<PublicKey>> {
  const text = await readText(file);
  return text.ok ? parsePublicKey(text.value, file) : text;
}

const notForSigning = (file: string): Readonly<Record<KeyTrouble, () => Result<never>>> => ({
  'passphrase-missing': () => failed(problem('key-passphrase-missing', { file })),
  'passphrase-wrong': () => failed(problem('key-passphrase-wrong', { file })),
  'other-kind': () => failed(problem('key-malformed', { file, reason: 'it is a private key of another kind than Ed25519' })),
  'no-key': () => failed(problem('key-malformed', { file, reason: 'it is no private key in PEM (PKCS#8)' })),
});

/** The key to sign with. Fails with `key-unreadable`, `key-malformed`, `key-passphrase-missing` or `key-passphrase-wrong`. */
export async function readSigningKey(file: string, passphrase?: string): Promise<Result<PrivateKey>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const read = readPrivateKey(text.value, passphrase);
  return typeof read === 'string' ? notForSigning(file)[read]() : ok(read);
}
