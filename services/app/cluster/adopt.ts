// A run that goes on with a cluster that stands: its authorities come from its own control plane, by the kubeconfig that was handed over.

import { ApiTrouble } from '../../cluster/api.ts';
import {
  type ClusterConfiguration,
  configurationOf,
  readCluster,
  type StandingCluster,
  UnreadableNode,
} from '../../cluster/authorities.ts';
import { checkImage } from '../../cluster/check-namespace.ts';
import { type ClusterClient, clusterApi } from '../../cluster/client.ts';
import { type ReadKubeconfig, readKubeconfig } from '../../cluster/kubeconfig.ts';
import { type ApiNode, factsOf } from '../../cluster/watch/node.ts';
import type { Manifest } from '../../domain/bundle.ts';
import type { ClusterEvent } from '../../domain/cluster/events.ts';
import { apiPort, endpointOf, hostAndPort } from '../../domain/kubernetes/endpoint.ts';
import { type ClusterSecrets, clusterSecrets, encryptionKeyBytes, keyAlgorithms } from '../../domain/kubernetes/secrets.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../../domain/plan/plan.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import { Secret } from '../../domain/secret.ts';
import { toBase64 } from '../../platform/base64.ts';
import type { Clock } from '../../platform/clock.ts';
import { fileTrouble, readAtMost } from '../../platform/files.ts';
import { asPkcs8 } from '../../platform/key-pair.ts';
import { randomKey } from '../../platform/random.ts';

export interface AdoptOptions {
  /** The kubeconfig that was handed over. */
  readonly file: string;
  readonly plan: Plan;
  readonly manifest: Manifest;
  readonly clock: Clock;
  /** Whoever stops it while a cluster is read: what was made in it goes away first. */
  readonly signal: AbortSignal;
  /** How its API is asked; the real one when it is not given. */
  readonly open?: typeof clusterApi;
}

export interface Adopted {
  readonly secrets: Secret<ClusterSecrets>;
  /** The nodes of the plan that the cluster has already. */
  readonly nodes: readonly ClusterEvent[];
}

/** A kubeconfig has a few kilobytes. */
const largestFile = 1024 * 1024;
/** Whom the cluster's audit log has for what the appliance does. */
const user = 'rackstrap';

/** Throws a Refusal (`kubeconfig-unreadable`, `kubeconfig-wrong`). */
async function kubeconfigIn(file: string): Promise<ReadKubeconfig> {
  const bytes = await readAtMost(file, largestFile).catch((error) => {
    throw new Refusal(problem('kubeconfig-unreadable', { file, reason: fileTrouble(error) }));
  });
  if (!bytes) throw new Refusal(problem('kubeconfig-wrong', { file, reason: 'it is too large' }));
  return orRefuse(readKubeconfig(new TextDecoder().decode(bytes), file));
}

const isCentral = ({ role }: PlannedBlade) => role === 'control-plane';

/** Throws a Refusal (`adopt-not-reached`). */
async function nodesOf(api: ClusterClient, { file }: AdoptOptions): Promise<Map<string, ApiNode>> {
  try {
    return new Map((await api.list<ApiNode>('/api/v1/nodes')).map((node) => [node.metadata.name, node]));
  } catch (error) {
    if (!(error instanceof ApiTrouble)) throw error;
    throw new Refusal(problem('adopt-not-reached', { file, server: api.server(), reason: error.message }));
  }
}

interface Found {
  /** Where it was read. */
  readonly slot: string;
  readonly configuration: ClusterConfiguration;
  readonly cluster: StandingCluster;
}

/** Throws a Refusal (`adopt-other-cluster`): blades of this plan would ask for another cluster than the one whose authorities they have. */
function refuseOther({ name, endpoint }: ClusterConfiguration, { file, plan }: AdoptOptions): void {
  const wanted = endpointOf(plan, plannedBlades(plan));
  if (name === plan.name && endpoint === wanted) return;
  throw new Refusal(problem('adopt-other-cluster', { file, name, endpoint: endpoint ?? '-', plan: plan.name, wanted }));
}

/** Throws a Refusal (`adopt-encryption`, `adopt-encrypted`): every API server of a cluster has to have the same key, or none. */
function refuseOtherEncryption({ encryptionKey }: StandingCluster, { kubernetes }: Plan): void {
  const [is, wanted] = [encryptionKey !== undefined, kubernetes?.encryptSecrets === true];
  if (is !== wanted) throw new Refusal(problem(wanted ? 'adopt-encryption' : 'adopt-encrypted'));
}

/** Throws a Refusal (`adopt-not-readable`, `adopt-no-control-plane`, `adopt-other-cluster`, `adopt-encryption`, `adopt-encrypted`). */
async function standing(api: ClusterClient, nodes: Map<string, ApiNode>, options: AdoptOptions): Promise<Found> {
  const { plan, manifest, clock, signal } = options;
  const central = plannedBlades(plan).find((blade) => {
    const node = nodes.get(blade.hostname);
    return isCentral(blade) && node !== undefined && factsOf(node).ready;
  });
  if (!central) throw new Refusal(problem('adopt-no-control-plane'));
  const image = checkImage(manifest);
  const refuse = (reason: string) => new Refusal(problem('adopt-not-readable', { slot: central.slot, reason }));
  if (image === undefined) throw refuse(`the bundle ${manifest.name} has no image to read them with`);
  try {
    const configuration = await configurationOf(api);
    refuseOther(configuration, options);
    const cluster = await readCluster(api, central.hostname, image, { clock, signal });
    refuseOtherEncryption(cluster, plan);
    return { slot: central.slot, configuration, cluster };
  } catch (error) {
    if (error instanceof ApiTrouble || error instanceof UnreadableNode) throw refuse(error.message);
    throw error;
  }
}

type Files = StandingCluster['files'];

/** A certificate and its key, in the form that ours have: kubeadm's own keys are of an older one. */
const pairIn = (files: Files, which: 'ca' | 'front-proxy-ca' | 'etcd/ca') => ({
  certificate: files[`${which}.crt`],
  privateKey: asPkcs8(files[`${which}.key`]),
});

async function secretsFrom({ configuration, cluster: standing }: Found, now: number): Promise<Secret<ClusterSecrets>> {
  // Takes a third of a second to load.
  const { newAdministrator, newBootstrapToken, newKeyPair } = await import('../../pki/index.ts');
  const { name, algorithm } = configuration;
  const { files, encryptionKey } = standing;
  const [usual] = keyAlgorithms;
  const keyAlgorithm = keyAlgorithms.find((one) => one === algorithm) ?? usual;
  const cluster = pairIn(files, 'ca');
  const making = { now, random: randomKey, keyPair: newKeyPair };
  return new Secret(
    clusterSecrets.parse({
      clusterName: name,
      keyAlgorithm,
      authorities: { cluster, frontProxy: pairIn(files, 'front-proxy-ca'), etcd: pairIn(files, 'etcd/ca') },
      serviceAccount: { privateKey: asPkcs8(files['sa.key']), publicKey: files['sa.pub'] },
      bootstrap: newBootstrapToken(randomKey),
      admin: await newAdministrator({ user, algorithm: keyAlgorithm }, cluster, making),
      encryptionKey: encryptionKey ?? toBase64(randomKey(encryptionKeyBytes)),
    }),
  );
}

/** Throws a Refusal (`adopt-not-readable`), which quotes nothing of the files: whatever reads them complains in its own words of what it reads. */
const checkedSecrets = (found: Found, now: number): Promise<Secret<ClusterSecrets>> =>
  secretsFrom(found, now).catch(() => {
    throw new Refusal(problem('adopt-not-readable', { slot: found.slot, reason: 'its files are not as kubeadm makes them' }));
  });

/** What the API tells of the blades that are nodes already: nothing of this run arms them unasked. */
const nodesSeen = (plan: Plan, nodes: Map<string, ApiNode>): ClusterEvent[] =>
  plannedBlades(plan).flatMap(({ slot, hostname }) => {
    const node = nodes.get(hostname);
    if (!node) return [];
    const { reason, ...facts } = factsOf(node);
    return [{ type: 'node-seen', slot, ...facts, ...(reason === undefined ? {} : { reason }) } as const];
  });

/**
 * Asks the cluster, changes nothing in it but a pod that comes and goes, and keeps nothing: that is for the caller. The token that is made for it
 * lets nobody in before the watch has brought it into the cluster.
 * Throws a Refusal (`kubeconfig-…`, `adopt-…`), and the signal's reason.
 */
export async function adoptCluster(options: AdoptOptions): Promise<Adopted> {
  const { file, plan, clock, open = clusterApi } = options;
  const { server, ...identity } = await kubeconfigIn(file);
  const central = plannedBlades(plan).filter(isCentral);
  const servers = [server, ...central.map(({ address }) => `https://${hostAndPort(address, apiPort)}`)] as [string, ...string[]];
  const api = open({ servers: [...new Set(servers)] as [string, ...string[]], ...identity, clock });
  try {
    const nodes = await nodesOf(api, options);
    const found = await standing(api, nodes, options);
    return { secrets: await checkedSecrets(found, clock.now()), nodes: nodesSeen(plan, nodes) };
  } finally {
    await api.close();
  }
}
