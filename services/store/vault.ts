// The secrets of a run on this laptop: one file, of no use without its key, from before the first arming until the run is sealed.

import { type ClusterSecrets, clusterSecrets } from '../domain/kubernetes/secrets.ts';
import { failed, ok, problem, Refusal, type Result } from '../domain/problem.ts';
import { Secret } from '../domain/secret.ts';
import { fileTrouble, isAbsent, isThere, namesIn, writeWhole } from '../platform/files.ts';
import { readPlainAtMost } from '../platform/plain-file.ts';
import { nonceBytes, type ScryptEffort, seal, unseal } from '../platform/seal.ts';
import { replaceWiping, wipeFile } from '../platform/wipe.ts';
import { headerLine, readVaultText, saltBytes, type VaultText, vaultText } from './vault-format.ts';
import { lockFor, scryptEffort, sealKeyFrom, type VaultKey } from './vault-key.ts';

export { keyFileIn, type VaultKey } from './vault-key.ts';

export interface Vault {
  readonly file: string;
  /** What opens it. Fails with `vault-missing`, `vault-unreadable`, `vault-damaged` or `vault-too-new`. */
  keyKind(): Promise<Result<'passphrase' | 'key-file'>>;
  /** Locks the secrets of a new run away. Fails with `vault-there`, `vault-passphrase-short`, `vault-key-unreadable` or `vault-unwritable`. */
  create(secrets: Secret<ClusterSecrets>, key: VaultKey): Promise<Result<undefined>>;
  /**
   * The secrets. Fails as `keyKind` does, and with `vault-passphrase-missing`, `vault-passphrase-unwanted`, `vault-passphrase-wrong`,
   * `vault-key-unreadable` or `vault-key-wrong`.
   */
  open(key: VaultKey): Promise<Result<Secret<ClusterSecrets>>>;
  /**
   * Locks the same secrets with another key; the file is the old one or the new one at any moment. A copy that somebody took before is still
   * opened by the old key. Fails as `open` and `create` do.
   */
  changeKey(from: VaultKey, to: VaultKey): Promise<Result<undefined>>;
  /** Takes the secrets off this laptop, as far as its disk lets that be said (`wipeFile`); none there is well, too. Fails with `vault-not-wiped`. */
  wipe(): Result<undefined>;
}

export interface VaultOptions {
  readonly random: (bytes: number) => Uint8Array;
  /** What a new lock costs to open. */
  readonly effort?: ScryptEffort;
}

const fileName = 'secrets.vault';
/** Far more than secrets ever have: a larger file is none of ours. */
const largestFile = 1024 * 1024;
const ownerOnly = 0o600;

/** What fails as expected as a value; a surprise is thrown on. */
async function asResult<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof Refusal) return failed(...error.problems);
    throw error;
  }
}

/** Throws a Refusal (`vault-missing`, `vault-unreadable`, `vault-damaged`, `vault-too-new`). */
async function readFile(file: string): Promise<VaultText> {
  const bytes = await readPlainAtMost(file, largestFile).catch((error) => {
    throw new Refusal(
      isAbsent(error) ? problem('vault-missing', { file }) : problem('vault-unreadable', { file, reason: fileTrouble(error) }),
    );
  });
  const read = bytes ? readVaultText(bytes) : 'damaged';
  if (typeof read === 'string') throw new Refusal(problem(`vault-${read}`, { file }));
  return read;
}

/** Throws a Refusal (`vault-damaged`). Nothing of the content goes into it: what a parser complains of, it quotes. */
function secretsIn(content: Uint8Array, file: string): Secret<ClusterSecrets> {
  try {
    return new Secret(clusterSecrets.parse(JSON.parse(new TextDecoder().decode(content))));
  } catch {
    throw new Refusal(problem('vault-damaged', { file }));
  }
}

async function openFile(file: string, key: VaultKey): Promise<Secret<ClusterSecrets>> {
  const read = await readFile(file);
  const content = unseal({ key: await sealKeyFrom(key, read, file), nonce: read.nonce, header: read.line }, read.sealed);
  if (content) return secretsIn(content, file);
  throw new Refusal(
    'passphrase' in key ? problem('vault-passphrase-wrong', { file }) : problem('vault-key-wrong', { key: key.keyFile, file }),
  );
}

/** The whole file, with a salt and a nonce that no other has. */
async function locked(secrets: Secret<ClusterSecrets>, key: VaultKey, file: string, { random, effort = scryptEffort }: VaultOptions) {
  const header = { lock: await lockFor(key, effort, random), salt: random(saltBytes), nonce: random(nonceBytes) };
  const line = headerLine(header);
  const content = new TextEncoder().encode(JSON.stringify(secrets.reveal()));
  return vaultText(line, seal({ key: await sealKeyFrom(key, header, file), nonce: header.nonce, header: line }, content));
}

/** Throws a Refusal (`vault-unwritable`). */
function writing(file: string, work: () => void): undefined {
  try {
    work();
  } catch (error) {
    throw new Refusal(problem('vault-unwritable', { file, reason: fileTrouble(error) }));
  }
}

/** The file, and what a write that was cut off left beside it. */
function wipeAll(directory: string, file: string): Result<undefined> {
  try {
    const names = isThere(directory) ? namesIn(directory) : [];
    for (const name of names.filter((one) => one.startsWith(fileName))) wipeFile(`${directory}/${name}`);
    return ok(undefined);
  } catch (error) {
    return failed(problem('vault-not-wiped', { file, reason: fileTrouble(error) }));
  }
}

/** The vault of the run in this directory, which this process holds. */
export function vaultOf(runDirectory: string, options: VaultOptions): Vault {
  const file = `${runDirectory}/${fileName}`;
  return {
    file,
    keyKind: () => asResult(async () => ((await readFile(file)).lock.key === 'scrypt' ? 'passphrase' : 'key-file')),
    create: (secrets, key) =>
      asResult(async () => {
        if (isThere(file)) throw new Refusal(problem('vault-there', { file }));
        const text = await locked(secrets, key, file, options);
        return writing(file, () => writeWhole(file, text, ownerOnly));
      }),
    open: (key) => asResult(() => openFile(file, key)),
    changeKey: (from, to) =>
      asResult(async () => {
        const text = await locked(await openFile(file, from), to, file, options);
        return writing(file, () => replaceWiping(file, text, ownerOnly));
      }),
    wipe: () => wipeAll(runDirectory, file),
  };
}
