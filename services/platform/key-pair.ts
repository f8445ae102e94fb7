// Key pairs for certificates, in the PEM that every tool reads, and the hand that signs with one.

import { createPrivateKey, generateKeyPair, type webcrypto } from 'node:crypto';
import { promisify } from 'node:util';

/** PEM texts: PKCS#8 (RFC 5958) and SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

const generate = promisify(generateKeyPair);
const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
const privateKeyEncoding = { type: 'pkcs8', format: 'pem' } as const;

/** Made off the event loop: a 2048-bit key takes tenths of a second. */
export const rsaKeyPair = (bits: number): Promise<KeyPair> =>
  generate('rsa', { modulusLength: bits, publicKeyEncoding, privateKeyEncoding });

/** NIST P-256, which is what TLS libraries of every age take. */
export const p256KeyPair = (): Promise<KeyPair> => generate('ec', { namedCurve: 'P-256', publicKeyEncoding, privateKeyEncoding });

/** A private key in PEM as ours are written, from that form or an older one (PKCS#1, SEC 1). @throws for what is no private key */
export const asPkcs8 = (pem: string): string => createPrivateKey(pem).export(privateKeyEncoding).toString();

const signing = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
} as const;

/** The private half in a PEM text, fit for nothing but signing with SHA-256. @throws for what is neither RSA nor P-256 */
export function signingKey(pem: string): webcrypto.CryptoKey {
  const key = createPrivateKey(pem);
  return key.toCryptoKey(signing[key.asymmetricKeyType as keyof typeof signing], false, ['sign']);
}
