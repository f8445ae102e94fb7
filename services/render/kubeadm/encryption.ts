// Secrets encrypted in etcd: whoever carries a disk away, or a backup of etcd, has not got them without the key beside it.

import { modes } from '../system/parts.ts';
import type { ApiServerPart } from './api-server-part.ts';
import { argumentList, yamlOf } from './documents.ts';

const path = '/etc/kubernetes/encryption/config.yaml';

/**
 * secretbox (XSalsa20 and Poly1305): of the ciphers with a key in a file the one that needs no new key after so many writes (aesgcm) and is not
 * weak by its padding (aescbc). Nothing is read that is not encrypted: it is on from the first Secret.
 */
const configuration = (secret: string) => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'EncryptionConfiguration',
  resources: [{ resources: ['secrets'], providers: [{ secretbox: { keys: [{ name: 'first', secret }] } }] }],
});

/** `key`: 32 bytes in Base64, the same on every control-plane blade. */
export const encryptionPart = (key: string): ApiServerPart => ({
  arguments: argumentList({ 'encryption-provider-config': path }),
  volumes: [{ name: 'encryption', hostPath: path, mountPath: path, readOnly: true, pathType: 'File' }],
  files: [{ path, mode: modes.secret, text: yamlOf(configuration(key)) }],
});
