// Whether a bundle is trusted: one of the keys on this laptop signed its manifest. A key that comes with the bundle proves nothing.

import { sameBytes } from '../platform/base64.ts';
import type { PublicKey } from './keys.ts';
import type { Signature } from './signature.ts';
import { wordsOf } from './words.ts';

export type Trust =
  | { readonly is: 'trusted'; readonly key: PublicKey }
  /** Fingerprints of the keys that signed it, as words. */
  | { readonly is: 'unknown-key'; readonly words: readonly string[] }
  | { readonly is: 'unsigned' };

/** `signatures` have been verified: reading a bundle refuses any other. */
export function trustOf({ signatures }: { readonly signatures: readonly Signature[] }, keys: readonly PublicKey[]): Trust {
  const key = keys.find(({ raw }) => signatures.some((one) => sameBytes(one.key, raw)));
  if (key) return { is: 'trusted', key };
  return signatures.length > 0 ? { is: 'unknown-key', words: signatures.map((one) => wordsOf(one.key)) } : { is: 'unsigned' };
}
