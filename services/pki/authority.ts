// The cluster's own authorities: each signs itself, and then others. They are as kubeadm makes them, so that it takes them for its own.

import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509';
import type { CertifiedKey, KeyAlgorithm } from '../domain/kubernetes/secrets.ts';
import { certificate } from './certificate.ts';
import type { Making } from './making.ts';
import { authorityLife, validityFrom } from './validity.ts';

/** kubeadm lets an authority's key do all that a leaf's may; some clients look for it. */
const usages = KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment | KeyUsageFlags.keyCertSign;

/** A chain of any length below it, and its name once more as a DNS name (kubeadm, NewSelfSignedCACert). */
const extensions = async (name: string, publicKey: string) => [
  new KeyUsagesExtension(usages, true),
  new BasicConstraintsExtension(true, undefined, true),
  await SubjectKeyIdentifierExtension.create(new PublicKey(publicKey)),
  new SubjectAlternativeNameExtension([{ type: 'dns', value: name }]),
];

/** A new authority of this name, which is a DNS name as well; it holds for ten years. */
export async function newAuthority(name: string, algorithm: KeyAlgorithm, making: Making): Promise<CertifiedKey> {
  const { privateKey, publicKey } = await making.keyPair(algorithm);
  const subject = [{ CN: [name] }];
  const wanted = { subject, publicKey, validity: validityFrom(making.now, authorityLife), extensions: await extensions(name, publicKey) };
  return { certificate: await certificate(wanted, { name: subject, privateKey }, making.random), privateKey };
}
