// The authorities of a cluster that stands, read from one of its own control-plane nodes: what its next blades are made from.

import { parse } from 'yaml';
import { ApiTrouble, type ClusterObject } from './api.ts';
import { checkNamespace, checkPodPath, cleanUp, everywhere, openNamespace, removeNamespace } from './check-namespace.ts';
import type { ClusterClient } from './client.ts';
import type { Conditioned } from './conditions.ts';
import { type Asking, seenWithin } from './waiting.ts';

/** Texts of the files, as kubeadm lays them out. */
export interface AuthorityFiles {
  readonly 'ca.crt': string;
  readonly 'ca.key': string;
  readonly 'front-proxy-ca.crt': string;
  readonly 'front-proxy-ca.key': string;
  readonly 'etcd/ca.crt': string;
  readonly 'etcd/ca.key': string;
  readonly 'sa.pub': string;
  readonly 'sa.key': string;
}

const names = [
  'ca.crt',
  'ca.key',
  'front-proxy-ca.crt',
  'front-proxy-ca.key',
  'etcd/ca.crt',
  'etcd/ca.key',
  'sa.pub',
  'sa.key',
] as const satisfies readonly (keyof AuthorityFiles)[];

/** What kubeadm wrote down of a cluster when it began it. */
export interface ClusterConfiguration {
  readonly name: string;
  /** `10.20.30.9:6443`; undefined for one whose control plane is one node for good. */
  readonly endpoint: string | undefined;
  /** As kubeadm names it; undefined for its own choice. */
  readonly algorithm: string | undefined;
}

export interface StandingCluster {
  readonly files: AuthorityFiles;
  /** What Secrets are enciphered with, in Base64; undefined where they are not. */
  readonly encryptionKey: string | undefined;
}

/** Why a node could not be read, in words. */
export class UnreadableNode extends Error {}

const directory = '/etc/kubernetes';
/** A pod on an emulated node takes minutes to start. Milliseconds. */
const startPatience = 600_000;
const readPatience = 60_000;

/**
 * A pod that does nothing: files come out of it as what a command printed, over the administrator's own connection. Its log, which others may
 * collect, stays empty.
 */
const reader = (name: string, node: string, image: string): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: checkNamespace },
  spec: {
    ...everywhere,
    nodeName: node,
    restartPolicy: 'Never',
    activeDeadlineSeconds: startPatience / 1000,
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name: 'reader',
        image,
        imagePullPolicy: 'Never',
        command: ['sleep', String(startPatience / 1000)],
        // Where SELinux is enforced, nothing else may read files of the node.
        securityContext: { privileged: true },
        volumeMounts: [{ name: 'files', mountPath: directory, readOnly: true }],
      },
    ],
    volumes: [{ name: 'files', hostPath: { path: directory } }],
  },
});

interface ReaderPod extends Conditioned {
  readonly status?: Conditioned['status'] & { readonly phase?: string };
}

const phaseOf = (pod: ReaderPod | undefined) => pod?.status?.phase;

/** Its text; undefined where there is none. @throws ApiTrouble, UnreadableNode */
async function textIn(api: ClusterClient, pod: string, path: string, mayBeAbsent: boolean): Promise<string | undefined> {
  const where = { namespace: checkNamespace, pod, container: 'reader', command: ['cat', `${directory}/${path}`] };
  const { succeeded, stdout, stderr } = await api.run(where, readPatience);
  if (succeeded) return stdout;
  if (mayBeAbsent && stderr.includes('No such file')) return undefined;
  throw new UnreadableNode(stderr.trim() || `${directory}/${path} could not be read`);
}

/** YAML, or nothing: what a parser complains of, it quotes. */
function yamlIn(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** The key of the provider that new Secrets are enciphered with. @throws UnreadableNode for a cipher of somebody else's choice */
export function encryptionKeyIn(text: string): string {
  const config = yamlIn(text) as { resources?: { providers?: { secretbox?: { keys?: { secret?: unknown }[] } }[] }[] } | null;
  const secret = config?.resources?.[0]?.providers?.[0]?.secretbox?.keys?.[0]?.secret;
  if (typeof secret !== 'string') throw new UnreadableNode('its Secrets are enciphered in another way than Rackstrap does it');
  return secret;
}

interface ConfigMap {
  readonly data?: { readonly ClusterConfiguration?: string };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** From where kubeadm keeps it in the cluster (`kubeadm-config`). @throws ApiTrouble, UnreadableNode */
export async function configurationOf(api: Pick<ClusterClient, 'get'>): Promise<ClusterConfiguration> {
  const found = await api.get<ConfigMap>('/api/v1/namespaces/kube-system/configmaps/kubeadm-config');
  const config = yamlIn(found?.data?.ClusterConfiguration ?? '') as Readonly<Record<string, unknown>> | null;
  const name = textOf(config?.clusterName);
  if (name === undefined) throw new UnreadableNode('the cluster was not made by kubeadm');
  return { name, endpoint: textOf(config?.controlPlaneEndpoint), algorithm: textOf(config?.encryptionAlgorithm) };
}

async function started(asking: Asking, node: string, image: string): Promise<string> {
  const { api } = asking;
  const name = `reader-${node}`;
  const look = () => api.get<ReaderPod>(checkPodPath(name));
  // One that was removed a moment ago takes no pods.
  await cleanUp(asking);
  await openNamespace(asking);
  await api.apply(reader(name, node, image));
  const pod = await seenWithin(asking, startPatience, look, (seen) => phaseOf(seen) !== 'Pending');
  if (phaseOf(pod) !== 'Running') throw new UnreadableNode('the pod that was to read them did not start');
  return name;
}

/**
 * `api` is an administrator's. Nothing of ours is left in the cluster, also when it is stopped. @throws ApiTrouble, UnreadableNode, and the signal's reason
 */
export async function readCluster(api: ClusterClient, node: string, image: string, world: Omit<Asking, 'api'>): Promise<StandingCluster> {
  const asking: Asking = { ...world, api };
  try {
    const pod = await started(asking, node, image);
    const texts = await Promise.all(names.map(async (file) => [file, (await textIn(api, pod, `pki/${file}`, false))!] as const));
    const encryption = await textIn(api, pod, 'encryption/config.yaml', true);
    return {
      files: Object.fromEntries(texts) as unknown as AuthorityFiles,
      encryptionKey: encryption === undefined ? undefined : encryptionKeyIn(encryption),
    };
  } finally {
    await removeNamespace(api).catch((reason) => {
      if (!(reason instanceof ApiTrouble)) throw reason;
    });
  }
}
