// What secrets are made of: the time, chance, and new keys; all three are handed in.

import type { KeyAlgorithm } from '../domain/kubernetes/secrets.ts';
import { type KeyPair, p256KeyPair, rsaKeyPair } from '../platform/key-pair.ts';

export interface Making {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** So many bytes that nobody can guess. */
  readonly random: (bytes: number) => Uint8Array;
  readonly keyPair: (algorithm: KeyAlgorithm) => Promise<KeyPair>;
}

const makers: Readonly<Record<KeyAlgorithm, () => Promise<KeyPair>>> = { 'RSA-2048': () => rsaKeyPair(2048), 'ECDSA-P256': p256KeyPair };

/** A new key of this laptop's own making. */
export const newKeyPair = (algorithm: KeyAlgorithm): Promise<KeyPair> => makers[algorithm]();
