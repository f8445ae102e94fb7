// Which Kubernetes is brought up with which containerd: what the projects themselves have tested, as dated tables.

import { compareVersions, lineOf, minorsAhead } from '../version.ts';
import { minorOf } from './versions.ts';

/** From here on the kubelet does not start with containerd 1.x (kubernetes/kubernetes #139269). */
const withoutContainerd1 = '1.38';

export const refusesContainerd = (kubernetes: string, containerd: string): boolean =>
  compareVersions(kubernetes, withoutContainerd1) >= 0 && compareVersions(containerd, '2.0') < 0;

/** False for a version that is not known here, which is told as such. */
export function refusesCgroup1(kubernetes: string): boolean {
  const row = minorOf(kubernetes);
  return row.ok && !row.value.cgroup1;
}

/** Those that this Kubernetes is tested with, when `containerd` is not at least one of them in its line or newer than all lines; else none. */
export function containerdWanted(kubernetes: string, containerd: string): readonly string[] {
  const row = minorOf(kubernetes);
  const tested = row.ok ? row.value.containerd : [];
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
