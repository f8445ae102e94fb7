// A certificate: whom it is about, until when it holds, what its key may do, and whose signature is under it (RFC 5280).

// The library below looks for it while it is loaded.
import 'reflect-metadata';
import {
  type Extension,
  type JsonName,
  type Name,
  PublicKey,
  X509Certificate,
  type X509CertificateCreateWithKeyParams,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { signingKey } from '../platform/key-pair.ts';
import { sha256OfBytes } from '../platform/sha256.ts';
import type { Validity } from './validity.ts';

export interface Wanted {
  readonly subject: JsonName;
  /** The public half of the key it is about, in PEM. */
  readonly publicKey: string;
  readonly validity: Validity;
  readonly extensions: readonly Extension[];
}

export interface Signer {
  readonly name: JsonName | Name;
  /** In PEM. */
  readonly privateKey: string;
}

const serialBytes = 16;

/** Positive, of full length and never to be guessed (RFC 5280, section 4.1.2.2): the first two of 128 bits are fixed. */
const serialNumber = (random: (bytes: number) => Uint8Array): string => {
  const bytes = random(serialBytes);
  return Buffer.from(bytes.with(0, (bytes[0]! & 0x3f) | 0x40)).toString('hex');
};

/** Node's own type and the browser's, which is about where a test drives one, differ in uses of keys that no signer has. */
type SigningKey = X509CertificateCreateWithKeyParams['signingKey'];

/** The certificate in PEM, signed with SHA-256. */
export async function certificate(wanted: Wanted, signer: Signer, random: (bytes: number) => Uint8Array): Promise<string> {
  const made = await X509CertificateGenerator.create({
    serialNumber: serialNumber(random),
    subject: wanted.subject,
    issuer: signer.name,
    ...wanted.validity,
    publicKey: new PublicKey(wanted.publicKey),
    signingKey: signingKey(signer.privateKey) as SigningKey,
    extensions: [...wanted.extensions],
  });
  return `${made.toString('pem')}\n`;
}

/** What a node that joins knows the cluster by, for `caCertHashes`: `sha256:` and the SHA-256 of the authority's SubjectPublicKeyInfo in DER. */
export const authorityHash = (pem: string): string => `sha256:${sha256OfBytes(new Uint8Array(new X509Certificate(pem).publicKey.rawData))}`;
