// The documents that kubeadm reads (kubeadm.k8s.io/v1beta4 and what goes with it), as far as we write them, and how they are written down.

import { stringify } from 'yaml';
import type { Taint } from '../../domain/kubernetes/taint-form.ts';

/** A flag of a program, without its dashes. v1beta4 takes lists of them, so that one may be given twice. */
export interface Argument {
  readonly name: string;
  readonly value: string;
}

/** A file or directory of the node that a static pod sees. */
export interface HostVolume {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  /** `File` has to be there; `DirectoryOrCreate` is made. */
  readonly pathType: 'File' | 'DirectoryOrCreate';
}

export interface NodeRegistration {
  readonly name: string;
  readonly criSocket: string;
  readonly imagePullPolicy: 'Never';
  /** Written even when there are none: without the field kubeadm gives a control plane its own. */
  readonly taints: readonly Taint[];
  readonly kubeletExtraArgs: readonly Argument[];
}

export interface ApiEndpoint {
  readonly advertiseAddress: string;
  readonly bindPort: number;
}

interface Kind<Name extends string> {
  readonly apiVersion: string;
  readonly kind: Name;
}

/** What init and both kinds of join have in common. */
interface Running {
  readonly nodeRegistration: NodeRegistration;
  readonly timeouts: Readonly<Record<string, string>>;
  readonly patches?: { readonly directory: string };
  readonly skipPhases?: readonly string[];
}

export interface InitConfiguration extends Kind<'InitConfiguration'>, Running {
  readonly bootstrapTokens: readonly {
    readonly token: string;
    readonly description: string;
    readonly ttl: string;
    readonly usages: readonly string[];
    readonly groups: readonly string[];
  }[];
  readonly localAPIEndpoint: ApiEndpoint;
}

export interface JoinConfiguration extends Kind<'JoinConfiguration'>, Running {
  readonly discovery: {
    readonly bootstrapToken: { readonly token: string; readonly apiServerEndpoint: string; readonly caCertHashes: readonly string[] };
  };
  readonly controlPlane?: { readonly localAPIEndpoint: ApiEndpoint };
}

interface Component {
  readonly extraArgs: readonly Argument[];
  readonly extraVolumes?: readonly HostVolume[];
}

export interface ClusterConfiguration extends Kind<'ClusterConfiguration'> {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly controlPlaneEndpoint: string;
  readonly encryptionAlgorithm: string;
  readonly networking: { readonly dnsDomain: string; readonly podSubnet: string; readonly serviceSubnet: string };
  readonly etcd: { readonly local: { readonly dataDir: string; readonly extraArgs?: readonly Argument[] } };
  readonly apiServer: Component & { readonly certSANs: readonly string[] };
  readonly controllerManager: Component;
  readonly scheduler?: Component;
}

export interface KubeletConfiguration extends Kind<'KubeletConfiguration'> {
  readonly cgroupDriver: 'systemd';
  readonly volumePluginDir: string;
  readonly maxPods: number;
}

export interface KubeProxyConfiguration extends Kind<'KubeProxyConfiguration'> {
  readonly mode: string;
}

/** Flags in the order given; those without a value are left out. */
export const argumentList = (values: Readonly<Record<string, string | undefined>>): Argument[] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));

/** Every text in quotes: kubeadm reads YAML 1.1, where a host called `on` or `0b1` is no text. */
const style = { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** One YAML file of these documents. */
export const yamlOf = (...documents: readonly object[]): string => documents.map((one) => stringify(one, style)).join('---\n');
