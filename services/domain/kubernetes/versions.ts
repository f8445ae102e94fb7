// What differs between the versions of Kubernetes that Rackstrap brings up: a row for each minor, and nobody compares versions elsewhere.

import { failed, ok, problem, type Result } from '../problem.ts';
import { compareVersions, lineOf } from '../version.ts';

/** What a file of kubeadm's patches directory can change; its name begins with it. */
export type PatchTarget =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kubeletconfiguration'
  | 'corednsdeployment'
  | 'kubeproxydaemonset';

export type ProxyMode = 'iptables' | 'nftables';

export interface KubernetesMinor {
  readonly minor: string;
  /** The lowest containerd of each line it is tested with, oldest line first. */
  readonly containerd: readonly string[];
  /** Its kubelet starts on a system with cgroup version 1 (`failCgroupV1`). */
  readonly cgroup1: boolean;
  /** The version of their format that its kubeadm reads documents in. */
  readonly kubeadmApi: string;
  /** What kube-proxy is best run with, where the kernel has it. */
  readonly proxyMode: ProxyMode;
  /** Its kubeadm has the controller manager mount a directory of volume plugins: one below /usr unless another is named. */
  readonly mountsVolumePlugins: boolean;
  readonly patchTargets: readonly PatchTarget[];
}

const staticPods = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

/** Of 1.36, and of whatever its neighbours do not say otherwise. */
const usual = {
  cgroup1: false,
  // The one after it, v1, is not finished in 1.37; v1beta3 is gone there.
  kubeadmApi: 'kubeadm.k8s.io/v1beta4',
  // Finished with 1.33, and meant to follow iptables.
  proxyMode: 'nftables',
  mountsVolumePlugins: false,
  patchTargets: [...staticPods, 'kubeletconfiguration', 'corednsdeployment'],
} as const;

/**
 * The last four minors, oldest first. Four because kubeadm of each takes the configuration that is written for them (v1beta4), because Flatcar's
 * own tests begin at 1.34, and because what is older gets no fixes at all (Kubernetes keeps its last three).
 * containerd: its RELEASES.md, "Kubernetes support", read in August 2026; it has no row for 1.37 yet, so that stands as 1.36 does.
 * The rest: cmd/kubeadm of 1.36.3 and 1.37.1; kubernetes/kubernetes #136423 (volume plugins, 1.36), #134298 (cgroup version 1, 1.35).
 */
const known: readonly [KubernetesMinor, ...KubernetesMinor[]] = [
  { ...usual, minor: '1.34', containerd: ['1.7.28', '2.0.6', '2.1.3'], cgroup1: true, mountsVolumePlugins: true },
  { ...usual, minor: '1.35', containerd: ['1.7.28', '2.1.5', '2.2.0'], mountsVolumePlugins: true },
  { ...usual, minor: '1.36', containerd: ['2.2.0', '2.3.0'] },
  { ...usual, minor: '1.37', containerd: ['2.2.0', '2.3.0'], patchTargets: [...usual.patchTargets, 'kubeproxydaemonset'] },
];

export const oldestMinor = known[0].minor;
export const newestMinor = known.at(-1)!.minor;

/** The row of this version, patch and all; `kubernetes-too-old`, `kubernetes-too-new`: outside of the table nothing is known. */
export function minorOf(version: string): Result<KubernetesMinor> {
  const found = known.find(({ minor }) => minor === lineOf(version));
  if (found) return ok(found);
  const params = { version, oldest: oldestMinor, newest: newestMinor };
  return failed(problem(compareVersions(version, oldestMinor) < 0 ? 'kubernetes-too-old' : 'kubernetes-too-new', params));
}
