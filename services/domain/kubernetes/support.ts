// Which Kubernetes is brought up with which containerd: what the projects themselves have tested, as dated tables.

import { compareVersions, lineOf, minorsAhead } from '../version.ts';

interface Minor {
  readonly minor: string;
  /** The lowest containerd of each line it is tested with, oldest line first. */
  readonly containerd: readonly string[];
}

/**
 * The last four minors, oldest first. Four because kubeadm of each takes the configuration that is written for them (v1beta4), because Flatcar's
 * own tests begin at 1.34, and because what is older gets no fixes at all (Kubernetes keeps its last three).
 * Pairs: containerd, RELEASES.md, "Kubernetes support", read in August 2026; it has no row for 1.37 yet, so that stands as 1.36 does.
 */
const supported: readonly [Minor, ...Minor[]] = [
  { minor: '1.34', containerd: ['1.7.28', '2.0.6', '2.1.3'] },
  { minor: '1.35', containerd: ['1.7.28', '2.1.5', '2.2.0'] },
  { minor: '1.36', containerd: ['2.2.0', '2.3.0'] },
  { minor: '1.37', containerd: ['2.2.0', '2.3.0'] },
];

export const oldestMinor = supported[0].minor;
export const newestMinor = supported.at(-1)!.minor;

/** `older` and `newer` than what is known here. */
export function windowOf(kubernetes: string): 'older' | 'known' | 'newer' {
  if (supported.some(({ minor }) => minor === lineOf(kubernetes))) return 'known';
  return compareVersions(kubernetes, oldestMinor) < 0 ? 'older' : 'newer';
}

/** From here on the kubelet does not start with containerd 1.x (kubernetes/kubernetes #139269). */
const withoutContainerd1 = '1.38';
/** From here on the kubelet does not start on cgroup v1 (failCgroupV1). */
const withoutCgroup1 = '1.35';

export const refusesContainerd = (kubernetes: string, containerd: string): boolean =>
  compareVersions(kubernetes, withoutContainerd1) >= 0 && compareVersions(containerd, '2.0') < 0;

export const refusesCgroup1 = (kubernetes: string): boolean => compareVersions(kubernetes, withoutCgroup1) >= 0;

/** Those that this Kubernetes is tested with, when `containerd` is not at least one of them in its line or newer than all lines; else none. */
export function containerdWanted(kubernetes: string, containerd: string): readonly string[] {
  const tested = supported.find(({ minor }) => minor === lineOf(kubernetes))?.containerd ?? [];
  const newest = tested.at(-1);
  if (newest === undefined || compareVersions(lineOf(containerd), lineOf(newest)) > 0) return [];
  const own = tested.find((one) => lineOf(one) === lineOf(containerd));
  return own !== undefined && compareVersions(containerd, own) >= 0 ? [] : tested;
}

/** containerd's lines, the day their fixes end (where only a month is told, its last), and the image they start pods with unless told otherwise. */
const containerdLines: Readonly<Record<string, { readonly ends: string; readonly sandbox: string }>> = {
  '1.7': { ends: '2026-09-30', sandbox: 'registry.k8s.io/pause:3.8' },
  '2.0': { ends: '2027-03-31', sandbox: 'registry.k8s.io/pause:3.10' },
  '2.1': { ends: '2026-07-03', sandbox: 'registry.k8s.io/pause:3.10' },
  '2.2': { ends: '2026-11-06', sandbox: 'registry.k8s.io/pause:3.10.1' },
  '2.3': { ends: '2028-04-30', sandbox: 'registry.k8s.io/pause:3.10.2' },
};

/** The day after which this containerd gets no fixes, `2026-07-03`; undefined when it is not known. */
export const containerdEnds = (containerd: string): string | undefined => containerdLines[lineOf(containerd)]?.ends;

/** The sandbox image that this containerd asks for when its configuration names none; undefined when it is not known. */
export const defaultSandbox = (containerd: string): string | undefined => containerdLines[lineOf(containerd)]?.sandbox;

/**
 * What each program may differ by from the control plane it works with, in minors, behind and ahead
 * (kubernetes.io, version skew policy; kubeadm's own range).
 */
export const skews = {
  kubeadm: { behind: 0, ahead: 1 },
  kubelet: { behind: 3, ahead: 0 },
  kubectl: { behind: 1, ahead: 1 },
} as const satisfies Record<string, { readonly behind: number; readonly ahead: number }>;

/** Whether this program may be of `version` beside a control plane of `kubernetes`; true when that cannot be said. */
export function skewAllowed(program: keyof typeof skews, version: string, kubernetes: string): boolean {
  const ahead = minorsAhead(version, kubernetes) ?? 0;
  return ahead <= skews[program].ahead && -ahead <= skews[program].behind;
}

/** Images that a kubeadm cluster of this version cannot do without: those of one version with it, and those of their own. */
export const kubeadmImages = {
  ofItsVersion: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'],
  ofTheirOwn: ['etcd', 'coredns', 'pause'],
} as const;
