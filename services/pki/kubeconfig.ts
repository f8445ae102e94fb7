// The file by which kubectl, and every other client, finds a cluster and proves who it is.

import type { CertifiedKey } from '../domain/kubernetes/secrets.ts';
import { toBase64 } from '../platform/base64.ts';

export interface KubeconfigOf {
  readonly clusterName: string;
  /** `https://10.0.0.10:6443` */
  readonly server: string;
  /** Of the cluster's authority, in PEM. */
  readonly authority: string;
  readonly user: string;
  readonly identity: CertifiedKey;
}

/** A name as YAML reads it whatever is in it: its double-quoted form takes JSON's (YAML 1.2.2, section 7.3.1). */
const quoted = (text: string): string => JSON.stringify(text);
const inBase64 = (pem: string): string => toBase64(new TextEncoder().encode(pem));

/** A kubeconfig with one cluster, one user and one context, all in it; its owner is that user, so it is kept as a private key is. */
export const kubeconfig = ({ clusterName, server, authority, user, identity }: KubeconfigOf): string => `apiVersion: v1
kind: Config
clusters:
  - name: ${quoted(clusterName)}
    cluster:
      server: ${quoted(server)}
      certificate-authority-data: ${inBase64(authority)}
users:
  - name: ${quoted(user)}
    user:
      client-certificate-data: ${inBase64(identity.certificate)}
      client-key-data: ${inBase64(identity.privateKey)}
contexts:
  - name: ${quoted(`${user}@${clusterName}`)}
    context:
      cluster: ${quoted(clusterName)}
      user: ${quoted(user)}
current-context: ${quoted(`${user}@${clusterName}`)}
`;
