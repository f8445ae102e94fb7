// The fingerprint of a public key as twelve words, which two people can compare by reading them to each other.

import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { failed, ok, problem, type Result } from '../domain/problem.ts';
import { sha256OfBytes } from '../platform/sha256.ts';

/** 128 bits in words of 11 bits, the last of which ends with a checksum of 4 bits (BIP-39). */
export const fingerprintBytes = 16;
const wordCount = 12;

/** The first 128 bits of the SHA-256 of the raw key: to find another key with the same ones is hopeless. */
export const fingerprintOf = (publicKey: Uint8Array): Uint8Array =>
  Uint8Array.from(Buffer.from(sha256OfBytes(publicKey), 'hex').subarray(0, fingerprintBytes));

/** Twelve English words with a space between. */
export const wordsOf = (publicKey: Uint8Array): string => entropyToMnemonic(fingerprintOf(publicKey), wordlist);

const known = new Set(wordlist);

/** What is wrong with these words, for whoever typed them. */
function wordTrouble(words: readonly string[]): string {
  const unknown = words.filter((word) => !known.has(word));
  if (unknown.length > 0) return `${unknown.join(', ')} is not in the list of words`;
  return words.length === wordCount
    ? 'they do not fit each other: one is wrong, or two changed places'
    : `there are ${words.length} of them`;
}

/** The words as they are written, however they were typed: twelve of them. Fails with `key-words-malformed`. */
export function readWords(typed: string): Result<string> {
  const words = typed.toLowerCase().match(/[^\s,]+/g) ?? [];
  const text = words.join(' ');
  try {
    if (words.length === wordCount && mnemonicToEntropy(text, wordlist).length === fingerprintBytes) return ok(text);
  } catch {
    // Whatever the library says of it is said better below.
  }
  return failed(problem('key-words-malformed', { reason: wordTrouble(words) }));
}
