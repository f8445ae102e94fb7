// The token by which a node is let into the cluster for the first time.

import type { ClusterSecrets } from '../domain/kubernetes/secrets.ts';
import type { Making } from './making.ts';

/** As kubeadm's own tokens (`ttl`), in seconds; a blade that is powered on later gets a new one. */
const tokenLife = 24 * 60 * 60;

const nameSigns = 6;
const secretSigns = 16;
/** Digits and small letters. */
const alphabet = 36;
/** 192 bits for 114 that are wanted: what the division leaves over favours no sign by more than one in 10^23. */
const randomBytes = 24;

/** A new token that holds so many seconds. */
export function newBootstrapToken(random: Making['random'], lifeSeconds = tokenLife): ClusterSecrets['bootstrap'] {
  const number = random(randomBytes).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const length = nameSigns + secretSigns;
  const signs = (number % BigInt(alphabet) ** BigInt(length)).toString(alphabet).padStart(length, '0');
  return { token: `${signs.slice(0, nameSigns)}.${signs.slice(nameSigns)}`, lifeSeconds };
}
