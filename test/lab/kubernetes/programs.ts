// Every Go program of the lab's cluster: the published module and the command in it that its project's own release is built from.

import type { GoModFile, GoModule } from './go-build.ts';
import { versions } from './versions.ts';

export interface Program {
  readonly module: GoModule;
  /** Below the module; the module itself when it is empty. */
  readonly command: string;
  /** Where it is kept in the cache: releases of one program lie side by side. */
  readonly release: string;
}

const stagingPrefix = './staging/src/';

/** Kubernetes 1.37.1 is developed with libraries in its own tree, which are published as 0.37.1. */
const staged = (version: string): string => version.replace(/^1\./, 'v0.');

function publishedStaging(version: string, { Replace }: GoModFile): Record<string, string> {
  const own = (Replace ?? []).filter(({ New }) => New.Path.startsWith(stagingPrefix));
  return Object.fromEntries(own.map(({ Old }) => [Old.Path, staged(version)]));
}

function kubernetes(version: string): GoModule {
  const [major, minor] = version.split('.');
  const told = { gitVersion: `v${version}`, gitMajor: major!, gitMinor: minor!, gitTreeState: 'clean' };
  const variables = Object.entries(told).map(([name, value]) => [`k8s.io/component-base/version.${name}`, value]);
  return {
    path: 'k8s.io/kubernetes',
    version: `v${version}`,
    replaced: (file) => publishedStaging(version, file),
    variables: Object.fromEntries(variables),
  };
}

/** The programs of its own tests: they are called by their own version. */
const testing: GoModule = { ...kubernetes(versions.kubernetes), variables: { 'main.Version': versions.agnhost } };

/** Required by flannel for clouds that no rack is in, at a version that the proxy does not hand out. */
const tencent = 'github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud';

const flannel: GoModule = {
  path: 'github.com/flannel-io/flannel',
  version: `v${versions.flannel}`,
  replaced: () => ({ [`${tencent}/common`]: 'v1.0.1000', [`${tencent}/vpc`]: 'v1.0.1000' }),
  variables: { 'github.com/flannel-io/flannel/pkg/version.Version': `v${versions.flannel}` },
};

const plugins = 'github.com/containernetworking/plugins';

const cniModule = (version: string): GoModule => ({
  path: plugins,
  version: `v${version}`,
  variables: { [`${plugins}/pkg/utils/buildversion.BuildVersion`]: `v${version}` },
});

/**
 * flannel's plugin: its own module is not handed out; this is the last release of the plugins that still had it, and the same code. With the
 * library of that time it would refuse the configuration that flannel writes today (`cniVersion: 1.0.0`); the one of today's plugins does not.
 */
const lastWithFlannel = '0.9.1';
const flannelPlugin: GoModule = {
  ...cniModule(lastWithFlannel),
  replaced: () => ({ 'github.com/containernetworking/cni': 'v1.3.0' }),
};

const one = (name: string, version: string, module: GoModule, command = ''): Program => ({
  module,
  command,
  release: `${name}-${version}`,
});

const ofEtcd = (name: string, command: string): Program =>
  one('etcd', versions.etcd, { path: `go.etcd.io/etcd/${name}/v3`, version: `v${versions.etcd}` }, command);

const ofKubernetes = (name: string, version: string): Program => one('kubernetes', version, kubernetes(version), `cmd/${name}`);

const kubernetesCommands = [
  'kubeadm',
  'kubelet',
  'kubectl',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
] as const;

/** Name of a plugin → where it lies in its module. */
export const cniPluginCommands = {
  bridge: 'plugins/main/bridge',
  loopback: 'plugins/main/loopback',
  'host-local': 'plugins/ipam/host-local',
  portmap: 'plugins/meta/portmap',
  bandwidth: 'plugins/meta/bandwidth',
  firewall: 'plugins/meta/firewall',
  tuning: 'plugins/meta/tuning',
} as const;

const others = {
  /** Starts the control plane's programs in their images; called `kube-log-runner` where it comes from. */
  'go-runner': one(
    'kubernetes',
    versions.kubernetes,
    { path: 'k8s.io/component-base', version: staged(versions.kubernetes) },
    'logs/kube-log-runner',
  ),
  etcd: ofEtcd('server', ''),
  etcdctl: ofEtcd('etcdctl', ''),
  coredns: one('coredns', versions.coredns, { path: 'github.com/coredns/coredns', version: `v${versions.coredns}` }),
  // Its udp backend is C; the other backends do not do without it.
  flanneld: one('flannel', versions.flannel, { ...flannel, cgo: true }),
  'install-conf': one('flannel', versions.flannel, flannel, 'cmd/install_conf'),
  flannel: one('flannel-cni-plugin', lastWithFlannel, flannelPlugin, 'plugins/meta/flannel'),
  'kube-vip': one('kube-vip', versions.kubeVip, {
    path: 'github.com/kube-vip/kube-vip',
    version: `v${versions.kubeVip}`,
    variables: { 'main.Version': `v${versions.kubeVip}` },
  }),
  'metrics-server': one(
    'metrics-server',
    versions.metricsServer,
    {
      path: 'sigs.k8s.io/metrics-server',
      version: `v${versions.metricsServer}`,
      variables: { 'k8s.io/client-go/pkg/version.gitVersion': `v${versions.metricsServer}` },
    },
    'cmd/metrics-server',
  ),
  // What Kubernetes' own tests run in pods: it lies in the sources of this Kubernetes and has a version of its own.
  agnhost: one('agnhost', versions.agnhost, testing, 'test/images/agnhost'),
} as const;

type KubernetesCommand = (typeof kubernetesCommands)[number];
type CniPlugin = keyof typeof cniPluginCommands;
export type ProgramName = KubernetesCommand | CniPlugin | keyof typeof others;

const cniPrograms = Object.entries(cniPluginCommands).map(
  ([name, command]) => [name, one('cni-plugins', versions.cniPlugins, cniModule(versions.cniPlugins), command)] as const,
);

/** All of them, those of Kubernetes at `version`. */
export const programs = (version: string = versions.kubernetes): Readonly<Record<ProgramName, Program>> =>
  Object.fromEntries<Program>([
    ...kubernetesCommands.map((name) => [name, ofKubernetes(name, version)] as const),
    ...cniPrograms,
    ...Object.entries(others),
  ]) as Record<ProgramName, Program>;
