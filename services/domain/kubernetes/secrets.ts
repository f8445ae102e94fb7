// The secrets of one cluster as plain data: what its authorities sign with, what lets nodes in, and what its stored secrets are enciphered with.

import { z } from 'zod';

/** As kubeadm names them in `encryptionAlgorithm`; every Kubernetes that is brought up here takes both. */
export const keyAlgorithms = ['RSA-2048', 'ECDSA-P256'] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

const pemOf = (label: string) => z.string().regex(new RegExp(`^-----BEGIN ${label}-----\\n`));
const privateKey = pemOf('PRIVATE KEY');
const certifiedKey = z.object({ certificate: pemOf('CERTIFICATE'), privateKey });

/** A certificate and the key it is about, in PEM. */
export type CertifiedKey = Readonly<z.infer<typeof certifiedKey>>;

/** A bootstrap token (kubernetes.io, "Authenticating with bootstrap tokens"): its first six signs are its name and no secret. */
export const bootstrapToken = z.string().regex(/^[a-z0-9]{6}\.[a-z0-9]{16}$/);

/** Bytes of a key that the API server enciphers with; its providers secretbox, aescbc and aesgcm all take that many. */
export const encryptionKeyBytes = 32;

export const clusterSecrets = z.object({
  clusterName: z.string(),
  /** Of every key here, and of those that kubeadm makes on the blades. */
  keyAlgorithm: z.enum(keyAlgorithms),
  /** What sign: for the API and its nodes, for servers behind the API, and between the members of etcd. */
  authorities: z.object({ cluster: certifiedKey, frontProxy: certifiedKey, etcd: certifiedKey }),
  /** What the tokens of pods are signed with and checked by. */
  serviceAccount: z.object({ privateKey, publicKey: pemOf('PUBLIC KEY') }),
  /**
   * What a node is let in with for the first time. Its life begins when the first control-plane blade comes up: in its file kubeadm takes a
   * `ttl` only, whatever its reference says of `expires` (1.37 gives every token a ttl first, and then refuses both together).
   */
  bootstrap: z.object({ token: bootstrapToken, lifeSeconds: z.int().positive() }),
  /** By which the appliance itself speaks to the cluster. */
  admin: certifiedKey,
  /** What Secrets are enciphered with in etcd, 32 bytes in Base64. */
  encryptionKey: z.base64().length(4 * Math.ceil(encryptionKeyBytes / 3)),
});
export type ClusterSecrets = Readonly<z.infer<typeof clusterSecrets>>;

/** A file owned by root that a blade is given. */
export interface SecretFile {
  readonly path: string;
  readonly mode: number;
  readonly text: string;
}
