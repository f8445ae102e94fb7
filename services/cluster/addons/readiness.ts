// When an add-on is ready: everything it runs is rolled out, and what is known of its kind answers.

import type { ClusterApi, ClusterObject } from '../api.ts';
import { type Conditioned, conditionOf, isReady } from '../conditions.ts';
import type { Addon } from './objects.ts';
import { groupOf, titleOf } from './order.ts';
import type { Waiting } from './pods.ts';
import { answersWaiting, endpointsWaiting, servicesOf } from './services.ts';
import { daemonsWaiting, isWorkload, rolloutWaiting } from './workloads.ts';

/** What is still awaited; undefined when there is nothing. */
type Look = (api: ClusterApi, addon: Addon) => Promise<Waiting | undefined>;

const ofKind = ({ objects }: Addon, group: string, kind: string): ClusterObject[] =>
  objects.filter((object) => object.kind === kind && groupOf(object) === group);

/** The first that is awaited, of many. */
async function firstOf<Item>(items: readonly Item[], look: (item: Item) => Promise<Waiting | undefined>): Promise<Waiting | undefined> {
  for (const item of items) {
    const waiting = await look(item);
    if (waiting) return waiting;
  }
  return undefined;
}

const rollouts: Look = (api, { objects }) => firstOf(objects.filter(isWorkload), (object) => rolloutWaiting(api, object));

const daemons: Look = (api, { objects }) => daemonsWaiting(api, objects);

/** A part of the API that somebody else answers, and that the API server has reached. */
const extensions: Look = (api, addon) =>
  firstOf(ofKind(addon, 'apiregistration.k8s.io', 'APIService'), async (object) => {
    const found = await api.get<Conditioned>(`/apis/apiregistration.k8s.io/v1/apiservices/${object.metadata.name}`);
    const available = conditionOf(found, 'Available');
    if (available?.status === 'True') return undefined;
    return { words: `${titleOf(object)}: ${available?.message ?? 'not looked at yet'}`, stuck: false };
  });

interface Node extends Conditioned {
  readonly metadata: { readonly name: string };
}

const metricsGroup = 'metrics.k8s.io';

/** It has asked the kubelet of every node that is ready. */
const metricsOfNodes: Look = async (api) => {
  const nodes = await api.list<Node>('/api/v1/nodes');
  const measured = await api.list<Node>(`/apis/${metricsGroup}/v1beta1/nodes`);
  const names = new Set(measured.map(({ metadata }) => metadata.name));
  const missing = nodes.filter((node) => isReady(node) && !names.has(node.metadata.name));
  if (missing.length === 0) return undefined;
  return { words: `no metrics yet of ${missing.map(({ metadata }) => metadata.name).join(', ')}`, stuck: false };
};

const ingressClasses: Look = async (api) => {
  const found = await api.list<ClusterObject>('/apis/networking.k8s.io/v1/ingressclasses');
  return found.length > 0 ? undefined : { words: 'there is no IngressClass', stuck: false };
};

const endpoints: Look = (api, { objects }) => endpointsWaiting(api, servicesOf(objects));
const answers: Look = (api, { objects }) => answersWaiting(api, servicesOf(objects));

interface Known {
  readonly isIt: (addon: Addon) => boolean;
  readonly looks: readonly Look[];
}

const called =
  (form: RegExp) =>
  ({ name }: Addon): boolean =>
    form.test(name);

/** Beside what is looked at of every add-on. One may be of several kinds. */
const known: readonly Known[] = [
  {
    isIt: (addon) =>
      ofKind(addon, 'apiregistration.k8s.io', 'APIService').some(({ metadata }) => metadata.name.endsWith(`.${metricsGroup}`)),
    looks: [metricsOfNodes],
  },
  { isIt: called(/ingress/), looks: [ingressClasses, endpoints] },
  { isIt: called(/dashboard|headlamp/), looks: [endpoints, answers] },
  { isIt: called(/registry|harbor/), looks: [endpoints, answers] },
  { isIt: called(/log|loki|fluent|elastic|opensearch/), looks: [endpoints, answers] },
  { isIt: called(/monitor|prometheus|grafana|victoria/), looks: [endpoints, answers] },
];

/**
 * What keeps this add-on from being ready, in words of the API, the scheduler, a kubelet or its own program; undefined when it is.
 * Rejects with an ApiTrouble when the API does not tell.
 */
export async function addonWaiting(api: ClusterApi, addon: Addon): Promise<Waiting | undefined> {
  const own = known.filter(({ isIt }) => isIt(addon)).flatMap(({ looks }) => looks);
  return firstOf([...new Set([rollouts, daemons, extensions, ...own])], (look) => look(api, addon));
}
