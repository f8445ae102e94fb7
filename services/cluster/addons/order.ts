// In which order the objects of an add-on are applied: each stage has what the next ones need.

import type { ClusterObject } from '../api.ts';

const stages = ['namespaces', 'definitions', 'rights', 'settings', 'workloads', 'custom', 'extensions', 'admission'] as const;
type Stage = (typeof stages)[number];

/** Of the group without a name. */
const coreStages: Readonly<Record<string, Stage>> = {
  Namespace: 'namespaces',
  ServiceAccount: 'rights',
  LimitRange: 'rights',
  ResourceQuota: 'rights',
  Pod: 'workloads',
  ReplicationController: 'workloads',
};

const groupStages: Readonly<Record<string, Stage>> = {
  'apiextensions.k8s.io': 'definitions',
  'rbac.authorization.k8s.io': 'rights',
  'scheduling.k8s.io': 'rights',
  'storage.k8s.io': 'rights',
  'node.k8s.io': 'rights',
  'networking.k8s.io': 'rights',
  policy: 'rights',
  apps: 'workloads',
  batch: 'workloads',
  autoscaling: 'workloads',
  // These ask the workloads above, and whatever is applied after them may have to wait for those.
  'apiregistration.k8s.io': 'extensions',
  'admissionregistration.k8s.io': 'admission',
};

/** `apps` of `apps/v1`; the group of `v1` has no name. */
export const groupOf = ({ apiVersion }: Pick<ClusterObject, 'apiVersion'>): string => apiVersion.split('/').toReversed()[1] ?? '';

/** What is of no group of Kubernetes' own comes by a definition, which is there by then; its operator may be asked about it. */
function stageOf(object: ClusterObject): Stage {
  const group = groupOf(object);
  return group === '' ? (coreStages[object.kind] ?? 'settings') : (groupStages[group] ?? 'custom');
}

/** One list for each stage that has any, within it in the manifest's order. */
export function byStage(objects: readonly ClusterObject[]): ClusterObject[][] {
  const found = Map.groupBy(objects, stageOf);
  return stages.flatMap((stage) => (found.has(stage) ? [found.get(stage)!] : []));
}

/** `Deployment kube-system/metrics-server`, as the API's users call it. */
export const titleOf = ({ kind, metadata: { name, namespace } }: ClusterObject): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
