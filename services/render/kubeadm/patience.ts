// How much longer than usual everybody in the control plane waits for everybody else, on blades that are slow: one factor of the plan for all of it.
//
// Each of these times is for machines that answer at once. On slow ones a leader that is a moment late is voted out, whoever leads ends itself when it
// cannot renew its lease, and the kubelet kills an API server that is only busy; what starts anew makes everything slower still.

import type { PatchTarget } from '../../domain/kubernetes/versions.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { type Argument, argumentList } from './documents.ts';

/** Milliseconds; etcd's own (etcd's manual, "Time parameters"). */
const etcd = { heartbeat: 100, election: 1000 };
/** Seconds; those of kube-controller-manager and kube-scheduler. */
const lease = { duration: 15, renewal: 10, retry: 2 };
/** Probes in a row that may fail, as kubeadm has it for its static pods: 80 s. */
const failedProbes = 8;

/** 1 where the plan says nothing. */
export const patienceOf = ({ kubernetes }: Plan): number => kubernetes?.patience ?? 1;

const seconds = (usual: number, factor: number): string => `${Math.round(usual * factor)}s`;

/** None where the usual times are good enough. */
export function etcdArguments(plan: Plan): { extraArgs?: Argument[] } {
  const factor = patienceOf(plan);
  if (factor === 1) return {};
  return {
    extraArgs: argumentList({ 'heartbeat-interval': String(etcd.heartbeat * factor), 'election-timeout': String(etcd.election * factor) }),
  };
}

/** For the controller manager and the scheduler. */
export function leaseArguments(plan: Plan): Argument[] {
  const factor = patienceOf(plan);
  if (factor === 1) return [];
  return argumentList({
    'leader-elect-lease-duration': seconds(lease.duration, factor),
    'leader-elect-renew-deadline': seconds(lease.renewal, factor),
    'leader-elect-retry-period': seconds(lease.retry, factor),
  });
}

const staticPods = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const satisfies readonly PatchTarget[];

/** Of what kubeadm makes, where it has no setting for it. */
export function probePatches(plan: Plan): { readonly target: PatchTarget; readonly body: object }[] {
  const failureThreshold = failedProbes * patienceOf(plan);
  if (failureThreshold === failedProbes) return [];
  return staticPods.map((name) => ({ target: name, body: { spec: { containers: [{ name, livenessProbe: { failureThreshold } }] } } }));
}
