// The certificates by which the appliance, and people after it, are administrators of the cluster.

import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
} from '@peculiar/x509';
import type { CertifiedKey, KeyAlgorithm } from '../domain/kubernetes/secrets.ts';
import { certificate } from './certificate.ts';
import type { Making } from './making.ts';
import { certificateLife, validityFrom } from './validity.ts';

/**
 * Administrators by a binding in the cluster: `kubeadm init` makes it as soon as the API answers, and whoever owns the cluster can take it
 * away. `system:masters` would hold before that, but nobody could ever take it back, because the API server asks no rule about it; and what
 * is carried on a laptop and handed over as a file has to be something that can be shut out.
 */
export const administrators = 'kubeadm:cluster-admins';

export interface Administrator {
  /** Under which the cluster's audit log has what was done. */
  readonly user: string;
  readonly algorithm: KeyAlgorithm;
  /** Milliseconds from now on; a year when it is not given, and never longer than the authority. */
  readonly life?: number;
}

const extensions = async (authority: X509Certificate) => [
  new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
  new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
  new BasicConstraintsExtension(false, undefined, true),
  await AuthorityKeyIdentifierExtension.create(authority.publicKey),
];

/** A new key, and the authority's word for it. @throws RangeError when it would not hold for a second from now on */
export async function newAdministrator(
  { user, algorithm, life = certificateLife }: Administrator,
  authority: CertifiedKey,
  making: Making,
): Promise<CertifiedKey> {
  const signer = new X509Certificate(authority.certificate);
  const validity = validityFrom(making.now, life, signer.notAfter.getTime());
  if (validity.notAfter.getTime() <= making.now)
    throw new RangeError('an administrator has to hold from now on, and the authority as well');
  const { privateKey, publicKey } = await making.keyPair(algorithm);
  const wanted = { subject: [{ O: [administrators] }, { CN: [user] }], publicKey, validity, extensions: await extensions(signer) };
  const signing = { name: signer.subjectName, privateKey: authority.privateKey };
  return { certificate: await certificate(wanted, signing, making.random), privateKey };
}
