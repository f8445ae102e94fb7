// Ed25519 (RFC 8032): keys made, kept in files as everybody's tools keep them, and what they sign.

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

/** Bytes of a raw public key, and of a signature (RFC 8032, section 5.1). */
export const publicKeyBytes = 32;
export const signatureBytes = 64;

/** Who holds it can sign; its secret never leaves this object but by `pem`. */
export interface PrivateKey {
  /** 32 raw bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
  /** PKCS#8 (RFC 5958), enciphered with AES-256 when there is a passphrase. */
  pem(passphrase?: string): string;
}

/** Why a file is no private key that can be used. */
export type KeyTrouble = 'passphrase-missing' | 'passphrase-wrong' | 'other-kind' | 'no-key';

const encipheredLabel = '-----BEGIN ENCRYPTED PRIVATE KEY-----';
const cipher = 'aes-256-cbc';

function rawOf(key: KeyObject): Uint8Array {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return Uint8Array.from(Buffer.from(x!, 'base64url'));
}

const wrapped = (key: KeyObject): PrivateKey => ({
  publicKey: rawOf(key),
  sign: (message) => Uint8Array.from(sign(null, message, key)),
  pem: (passphrase) => key.export({ type: 'pkcs8', format: 'pem', ...(passphrase === undefined ? {} : { cipher, passphrase }) }) as string,
});

export const generateKey = (): PrivateKey => wrapped(generateKeyPairSync('ed25519').privateKey);

/** The key in a PEM file (PKCS#8, as `openssl genpkey -algorithm ed25519` writes it), or why there is none to be had. */
export function readPrivateKey(pem: string, passphrase?: string): PrivateKey | KeyTrouble {
  const enciphered = pem.includes(encipheredLabel);
  if (enciphered && passphrase === undefined) return 'passphrase-missing';
  try {
    const key = createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
    return key.asymmetricKeyType === 'ed25519' ? wrapped(key) : 'other-kind';
  } catch {
    return enciphered ? 'passphrase-wrong' : 'no-key';
  }
}

/** Whether the holder of this raw public key signed exactly these bytes; false for anything that is no key or no signature. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== publicKeyBytes || signature.length !== signatureBytes) return false;
  const x = Buffer.from(publicKey).toString('base64url');
  return verify(null, message, createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } }), signature);
}
