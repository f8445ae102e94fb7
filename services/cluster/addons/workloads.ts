// Whether what an add-on runs is rolled out, kind by kind, as kubectl rollout status sees it.

import type { ClusterApi, ClusterObject } from '../api.ts';
import { type Conditioned, conditionOf } from '../conditions.ts';
import { podsPath } from '../paths.ts';
import { titleOf } from './order.ts';
import { lastWarning, type Pod, podsWaiting, type Waiting } from './pods.ts';

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

interface Workload extends Conditioned {
  readonly metadata: { readonly generation?: number };
  readonly spec: {
    readonly replicas?: number;
    readonly completions?: number;
    readonly selector?: Selector;
    readonly updateStrategy?: { readonly type?: string };
  };
  readonly status?: Conditioned['status'] & { readonly [count: string]: unknown };
}

/** How many of its pods are there and how many there shall be. */
interface Count {
  readonly there: number;
  readonly wanted: number;
}

const numberOf = ({ status = {} }: Workload, field: string): number => Number(status[field] ?? 0);
const least = (workload: Workload, ...fields: string[]): number => Math.min(...fields.map((field) => numberOf(workload, field)));
/** Pods of an older form are counted in where they stay until somebody deletes them. */
const updated = ({ spec }: Workload, field: string): string[] => (spec.updateStrategy?.type === 'OnDelete' ? [] : [field]);

interface Kind {
  readonly group: string;
  readonly plural: string;
  count(workload: Workload): Count;
}

const kinds: Readonly<Record<string, Kind>> = {
  Deployment: {
    group: 'apps',
    plural: 'deployments',
    count: (one) => ({ there: least(one, 'updatedReplicas', 'availableReplicas'), wanted: one.spec.replicas ?? 1 }),
  },
  StatefulSet: {
    group: 'apps',
    plural: 'statefulsets',
    count: (one) => ({ there: least(one, 'readyReplicas', ...updated(one, 'updatedReplicas')), wanted: one.spec.replicas ?? 1 }),
  },
  DaemonSet: {
    group: 'apps',
    plural: 'daemonsets',
    count: (one) => ({
      there: least(one, 'numberAvailable', ...updated(one, 'updatedNumberScheduled')),
      wanted: numberOf(one, 'desiredNumberScheduled'),
    }),
  },
  Job: { group: 'batch', plural: 'jobs', count: (one) => ({ there: numberOf(one, 'succeeded'), wanted: one.spec.completions ?? 1 }) },
};

/** Kinds that have to be rolled out before an add-on is ready. */
export const isWorkload = ({ apiVersion, kind }: ClusterObject): boolean => apiVersion === `${kinds[kind]?.group}/v1`;

const namespaceOf = ({ metadata: { namespace = 'default' } }: ClusterObject): string => namespace;

function selected({ matchLabels = {}, matchExpressions = [] }: Selector): string {
  const some = { In: 'in', NotIn: 'notin' } as const;
  const terms = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'In' || operator === 'NotIn') return `${key} ${some[operator]} (${values.join(',')})`;
    return operator === 'Exists' ? key : `!${key}`;
  });
  return [...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`), ...terms].join(',');
}

const podsOf = (api: ClusterApi, object: ClusterObject, selector: Selector): Promise<Pod[]> =>
  api.list<Pod>(`${podsPath(namespaceOf(object))}?${new URLSearchParams({ labelSelector: selected(selector) })}`);

/** What its pods say; where it has none, what kept them from being made. */
async function reasonOf(api: ClusterApi, object: ClusterObject, workload: Workload): Promise<Waiting | undefined> {
  const { selector } = workload.spec;
  const waiting = selector && (await podsWaiting(api, await podsOf(api, object, selector)));
  if (waiting) return waiting;
  const failure = conditionOf(workload, 'ReplicaFailure')?.message;
  const words = failure ?? (await lastWarning(api, object.kind, { ...object.metadata, namespace: namespaceOf(object) }));
  return words === undefined ? undefined : { words, stuck: true };
}

/** A job that gave up stays so. */
function givenUp(workload: Workload): string | undefined {
  const failed = conditionOf(workload, 'Failed');
  return failed?.status === 'True' ? (failed.message ?? failed.reason) : undefined;
}

const pathOf = (object: ClusterObject): string => {
  const { group, plural } = kinds[object.kind]!;
  return `/apis/${group}/v1/namespaces/${namespaceOf(object)}/${plural}/${object.metadata.name}`;
};

/** Before the first node is there, and where no node is of the kind that is asked for, all of no pods run. */
export async function daemonsWaiting(api: ClusterApi, objects: readonly ClusterObject[]): Promise<Waiting | undefined> {
  const daemons = objects.filter((object) => isWorkload(object) && object.kind === 'DaemonSet');
  const found = await Promise.all(daemons.map((object) => api.get<Workload>(pathOf(object))));
  const isSomewhere = found.some((one) => one && kinds.DaemonSet!.count(one).wanted > 0);
  return isSomewhere || daemons.length === 0 ? undefined : { words: `${titleOf(daemons[0]!)}: no node takes it`, stuck: false };
}

/** Undefined when it is rolled out. A job that is gone was done, and is cleared away by its own wish. */
export async function rolloutWaiting(api: ClusterApi, object: ClusterObject): Promise<Waiting | undefined> {
  const title = titleOf(object);
  const workload = await api.get<Workload>(pathOf(object));
  if (!workload) return object.kind === 'Job' ? undefined : { words: `${title} is not there`, stuck: true, isGone: true };
  const { there, wanted } = kinds[object.kind]!.count(workload);
  const isSeen = object.kind === 'Job' || numberOf(workload, 'observedGeneration') >= (workload.metadata.generation ?? 0);
  if (isSeen && there >= wanted) return undefined;
  const end = givenUp(workload);
  const reason = end === undefined ? await reasonOf(api, object, workload) : { words: end, stuck: true };
  return { words: `${title}: ${there} of ${wanted}${reason ? `; ${reason.words}` : ''}`, stuck: reason?.stuck ?? false };
}
