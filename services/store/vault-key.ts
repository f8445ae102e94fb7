// What opens a vault: a passphrase that the technician chose, or, without one, a key in the state directory.

import { problem, Refusal } from '../domain/problem.ts';
import type { Secret } from '../domain/secret.ts';
import { fileTrouble, isThere, removeFile, tryLink, writeWhole } from '../platform/files.ts';
import { readPlainAtMost } from '../platform/plain-file.ts';
import { derivedKey, type ScryptEffort, scryptKey, sealKeyBytes } from '../platform/seal.ts';
import type { VaultHeader, VaultLock } from './vault-format.ts';

/**
 * A passphrase, or the path of a key file. The file is for this user only (0600), made when there is none, and one for all runs of a state
 * directory. It keeps the secrets from whoever has a run's directory alone: a copy for the report, a stick, a backup of some of it. It does not
 * keep them from whoever has the laptop, or this user's rights on it: against that there are a passphrase and an enciphered disk.
 */
export type VaultKey = { readonly passphrase: Secret<string> } | { readonly keyFile: string };

export const keyFileIn = (stateDirectory: string): string => `${stateDirectory}/vault.key`;

/** 128 MiB, and 0.3 to 1 s on laptops of the last ten years: it is waited for once at a start, and by whoever guesses each time. */
export const scryptEffort: ScryptEffort = { cost: 2 ** 17, blockSize: 8, parallelization: 1 };

/** What four short words have; fewer signs are guessed in a foreseeable time even so. */
const leastSigns = 12;

/** Keys from one file are of use for vaults only. */
const use = new TextEncoder().encode('rackstrap vault');

type Random = (bytes: number) => Uint8Array;

/** Throws a Refusal (`vault-passphrase-short`). */
function assertLong(passphrase: string): void {
  if ([...passphrase].length < leastSigns) throw new Refusal(problem('vault-passphrase-short', { least: leastSigns }));
}

/** The same letters can be typed as other code points on another keyboard or system (RFC 8265, section 4.2). */
const normal = (passphrase: string): string => passphrase.normalize('NFC');

const unreadable = (key: string, reason: string) => new Refusal(problem('vault-key-unreadable', { key, reason }));

/** Throws a Refusal (`vault-key-unreadable`). */
async function keyIn(file: string): Promise<Uint8Array> {
  const key = await readPlainAtMost(file, sealKeyBytes).catch((error) => {
    throw unreadable(file, fileTrouble(error));
  });
  if (key?.length !== sealKeyBytes) throw unreadable(file, `it has to have ${sealKeyBytes} bytes`);
  return key;
}

/** Of two appliances that make it at the same time both take what the first wrote: a name is given to a whole file, once. */
async function makeKeyFile(file: string, random: Random): Promise<void> {
  const beside = `${file}.${Buffer.from(random(8)).toString('hex')}`;
  const key = random(sealKeyBytes);
  writeWhole(beside, key, 0o600);
  try {
    if (!(await tryLink(beside, file))) writeWhole(file, key, 0o600);
  } finally {
    removeFile(beside);
  }
}

/**
 * How something new is to be locked with this key, whose file is made when there is none.
 * Throws a Refusal (`vault-passphrase-short`, `vault-key-unreadable`).
 */
export async function lockFor(key: VaultKey, effort: ScryptEffort, random: Random): Promise<VaultLock> {
  if ('passphrase' in key) {
    assertLong(normal(key.passphrase.reveal()));
    return { key: 'scrypt', effort };
  }
  if (!isThere(key.keyFile))
    await makeKeyFile(key.keyFile, random).catch((error) => {
      throw unreadable(key.keyFile, fileTrouble(error));
    });
  return { key: 'hkdf-sha256' };
}

/**
 * The key that this vault is sealed with. Throws a Refusal (`vault-passphrase-missing`, `vault-passphrase-unwanted`, `vault-key-unreadable`);
 * whether it is the right one shows when it is used.
 */
export async function sealKeyFrom(key: VaultKey, { lock, salt }: VaultHeader, file: string): Promise<Uint8Array> {
  if ('passphrase' in key) {
    if (lock.key !== 'scrypt') throw new Refusal(problem('vault-passphrase-unwanted', { file }));
    return scryptKey(normal(key.passphrase.reveal()), salt, lock.effort);
  }
  if (lock.key === 'scrypt') throw new Refusal(problem('vault-passphrase-missing', { file }));
  return derivedKey(await keyIn(key.keyFile), salt, use);
}
