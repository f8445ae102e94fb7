// The secrets of the run's cluster: made once, before the first blade may be installed, and opened at every later start.

import type { Manifest } from '../../domain/bundle.ts';
import { type ClusterSecrets, keyAlgorithms } from '../../domain/kubernetes/secrets.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import type { Secret } from '../../domain/secret.ts';
import { isThere } from '../../platform/files.ts';
import { randomKey } from '../../platform/random.ts';
import type { ClusterKeys } from '../../render/index.ts';
import { keyFileIn, type Vault, type VaultKey, vaultOf } from '../../store/vault.ts';
import type { RunStore } from '../run-store.ts';
import type { Adopted } from './adopt.ts';

export interface ClusterSecretsOptions {
  readonly plan: Plan;
  readonly runDirectory: string;
  readonly stateDirectory: string;
  readonly store: RunStore;
  readonly passphrase: Secret<string> | undefined;
  readonly now: number;
  /** The run is to go on with a cluster that stands; one that does so already goes on as it is. */
  readonly adopt?: Adopt;
}

export interface Adopt {
  readonly read: () => Promise<Adopted>;
  readonly by: string;
}

/** Open secrets, and where they lie. */
export interface HeldSecrets {
  readonly vault: Vault;
  readonly secrets: Secret<ClusterSecrets>;
  /** What of them documents are written with, now. */
  keys(): ClusterKeys;
}

/** The run begins a cluster: plan and bundle have one, and it is not sealed. */
export const hasCluster = ({ kubernetes }: Plan, manifest: Manifest): boolean =>
  kubernetes !== undefined && manifest.kubernetes !== undefined;

const keyOf = ({ passphrase, stateDirectory }: ClusterSecretsOptions): VaultKey =>
  passphrase ? { passphrase } : { keyFile: keyFileIn(stateDirectory) };

/** A blade may have been given some of the secrets: new ones would be those of another cluster. */
const wereGiven = ({ store }: ClusterSecretsOptions): boolean =>
  store.run().cluster.secretsMade || store.run().blades.some(({ arming }) => arming !== undefined);

async function make(vault: Vault, options: ClusterSecretsOptions): Promise<Secret<ClusterSecrets>> {
  // Takes a third of a second to load, and only a run that begins a cluster needs it.
  const { newClusterSecrets, newKeyPair } = await import('../../pki/index.ts');
  const { plan, now, store } = options;
  const [usual] = keyAlgorithms;
  const secrets = await newClusterSecrets({
    now,
    random: randomKey,
    keyPair: newKeyPair,
    clusterName: plan.name,
    algorithm: plan.kubernetes?.keyAlgorithm ?? usual,
  });
  orRefuse(await vault.create(secrets, keyOf(options)));
  store.durably({ type: 'cluster-secrets-made' });
  return secrets;
}

/** Of the cluster that stands, in place of new ones. What was made and told of nowhere is thrown away: nobody has any of it. */
async function adopt(vault: Vault, options: ClusterSecretsOptions, from: Adopt): Promise<Secret<ClusterSecrets>> {
  const { secrets, nodes } = await from.read();
  orRefuse(vault.wipe());
  orRefuse(await vault.create(secrets, keyOf(options)));
  options.store.durably({ type: 'cluster-adopted', by: from.by }, ...nodes);
  return secrets;
}

const opened = async (vault: Vault, options: ClusterSecretsOptions) => orRefuse(await vault.open(keyOf(options)));

/** Throws a Refusal (`vault-…`, `adopt-…`, `kubeconfig-…`). */
async function secretsIn(vault: Vault, options: ClusterSecretsOptions): Promise<Secret<ClusterSecrets>> {
  const [there, given, { adopted }] = [isThere(vault.file), wereGiven(options), options.store.run().cluster];
  if (!there && given) throw new Refusal(problem('vault-missing', { file: vault.file }));
  if (options.adopt && !adopted) {
    if (given) throw new Refusal(problem('adopt-not-new'));
    return adopt(vault, options, options.adopt);
  }
  if (there && given) return opened(vault, options);
  // What a kill left here nobody has any of, and it may be another cluster's: its taking over was cut off.
  orRefuse(vault.wipe());
  return make(vault, options);
}

/** Throws a Refusal with why they cannot be opened, made or read from a cluster (`vault-…`, `adopt-…`, `kubeconfig-…`). */
export async function holdSecrets(options: ClusterSecretsOptions): Promise<HeldSecrets> {
  const vault = vaultOf(options.runDirectory, { random: randomKey });
  const secrets = await secretsIn(vault, options);
  const { filesFor, introductionTo } = await import('../../pki/index.ts');
  const revealed = secrets.reveal();
  const { authorityHash } = introductionTo(revealed);
  const { bootstrap, keyAlgorithm, encryptionKey } = revealed;
  return {
    vault,
    secrets,
    keys: () => ({
      bootstrap,
      keyAlgorithm,
      encryptionKey,
      authorityHash,
      filesFor: (role) => filesFor(role, revealed),
      begun: options.store.run().cluster.begun,
    }),
  };
}
