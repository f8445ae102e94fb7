// A cluster in memory that keeps what is applied and rolls out at once, and a clock that its sleepers turn: for the tests beside this file.

import type { ClusterEvent } from '../../domain/cluster/events.ts';
import type { Clock } from '../../platform/clock.ts';
import { ApiTrouble, type ClusterApi, type ClusterObject } from '../api.ts';

/** `Deployment kube-system/x` → whatever the API tells of it. */
type Status = Readonly<Record<string, unknown>>;

export interface SampleCluster extends ClusterApi {
  /** Titles in the order in which they were applied. */
  readonly applied: string[];
  /** Path → what is answered there instead of what was applied. */
  readonly answers: Map<string, unknown>;
  /** Title → the API's words of refusal, as long as they stand here. */
  readonly refuses: Map<string, string>;
  /** Kind → the status that its objects have from the start. */
  readonly statuses: Map<string, Status>;
  silent: boolean;
}

const plurals: Readonly<Record<string, string>> = {
  Deployment: '/apis/apps/v1/namespaces/NS/deployments/',
  DaemonSet: '/apis/apps/v1/namespaces/NS/daemonsets/',
  StatefulSet: '/apis/apps/v1/namespaces/NS/statefulsets/',
  Job: '/apis/batch/v1/namespaces/NS/jobs/',
  CustomResourceDefinition: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/',
  APIService: '/apis/apiregistration.k8s.io/v1/apiservices/',
};

const usual: readonly [string, Status][] = [
  ['Deployment', { observedGeneration: 1, updatedReplicas: 1, availableReplicas: 1 }],
  ['DaemonSet', { observedGeneration: 1, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 }],
  ['StatefulSet', { observedGeneration: 1, readyReplicas: 1, updatedReplicas: 1 }],
  ['Job', { succeeded: 1 }],
  ['CustomResourceDefinition', { conditions: [{ type: 'Established', status: 'True' }] }],
  ['APIService', { conditions: [{ type: 'Available', status: 'True' }] }],
];

const titleOf = ({ kind, metadata }: ClusterObject) => `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;

export function sampleCluster(): SampleCluster {
  const objects = new Map<string, ClusterObject>();
  const heard = () => {
    if (cluster.silent) throw new ApiTrouble(0, 'connect ECONNREFUSED');
  };
  /** A list is asked with a query, which does not matter to whoever is asked here unless the whole of it stands among the answers. */
  const at = (path: string) => cluster.answers.get(path) ?? cluster.answers.get(path.replace(/\?.*/, '')) ?? objects.get(path);
  const cluster: SampleCluster = {
    applied: [],
    answers: new Map(),
    refuses: new Map(),
    statuses: new Map(usual),
    silent: false,
    server: () => 'https://10.20.30.40:6443',
    async ask(path) {
      heard();
      const found = at(path);
      return { status: found === undefined ? 404 : 200, body: String(found) };
    },
    async get(path) {
      heard();
      return at(path) as never;
    },
    async list(path) {
      heard();
      return (at(path) ?? []) as never;
    },
    async apply(object) {
      heard();
      const reason = cluster.refuses.get(titleOf(object));
      if (reason !== undefined) throw new ApiTrouble(422, reason);
      cluster.applied.push(titleOf(object));
      const path = plurals[object.kind]?.replace('NS', object.metadata.namespace ?? 'default');
      const { name } = object.metadata;
      const status = cluster.statuses.get(object.kind);
      if (path) objects.set(`${path}${name}`, { ...object, metadata: { ...object.metadata, generation: 1 }, status });
    },
    async remove(path) {
      objects.delete(path);
    },
  };
  return cluster;
}

/** Time passes only where everybody sleeps: then it is at once as late as the next one wakes. It stands still for whoever waits for anything else. */
export function sleepersClock(): Clock {
  let now = 0;
  const sleepers = new Set<{ readonly until: number; wake(): void }>();
  /** By then everybody who was woken has gone to sleep again: nothing here takes longer. */
  const turn = () => {
    const [next] = [...sleepers].toSorted((one, other) => one.until - other.until);
    if (!next) return;
    now = Math.max(now, next.until);
    sleepers.delete(next);
    next.wake();
    setImmediate(turn);
  };
  return {
    now: () => now,
    monotonic: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        if (sleepers.size === 0) setImmediate(turn);
        const sleeper = { until: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => sleepers.delete(sleeper) && resolve(), { once: true });
      }),
  };
}

type Told = Extract<ClusterEvent, { type: 'addon-step' }>;
export const stepInWords = ({ addon, step, error }: Told): string => `${addon} ${step}${error ? `: ${error}` : ''}`;
