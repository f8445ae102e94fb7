import { describe, expect, test } from 'vitest';
import type { AddonProgress } from '../../domain/cluster/progress.ts';
import { addonsPart } from './addons.ts';
import { addonOf } from './objects.ts';
import { sampleCluster, sleepersClock, stepInWords } from './sample.ts';

const minute = 60_000;

const workload = (kind: string, name: string) =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: a }\nspec: { selector: { matchLabels: { app: ${name} } } }\n`;

function addon(name: string, ...manifests: string[]) {
  const read = addonOf({ name, manifests: manifests.length > 0 ? manifests : [workload('Deployment', name)] });
  if (!read.ok) throw new Error(read.problems[0]!.what);
  return read.value;
}

interface Life {
  readonly cluster?: ReturnType<typeof sampleCluster>;
  readonly addons?: ReturnType<typeof addon>[];
  readonly told?: readonly AddonProgress[];
  /** Milliseconds → what happens then. */
  readonly later?: Readonly<Record<number, () => void>>;
  readonly readyAt?: number;
  readonly minutes?: number;
}

/** What is told in these minutes of a cluster's life, each with its second. */
async function life({ cluster = sampleCluster(), addons = [], told = [], later = {}, readyAt = 0, minutes = 10 }: Life) {
  const clock = sleepersClock();
  const said: string[] = [];
  const stopping = new AbortController();
  const network = addon('flannel', workload('DaemonSet', 'kube-flannel-ds'));
  const ready = () => clock.monotonic() >= readyAt;
  const emit = (event: Parameters<Parameters<typeof addonsPart>[0]['emit']>[0]) => {
    if (event.type === 'addon-step') said.push(`${Math.floor(clock.monotonic() / 1000)} ${stepInWords(event)}`);
  };
  const ended = addonsPart({ api: cluster, network, addons, told, emit, clock, ready }).run(stopping.signal);
  for (const [at, happen] of Object.entries(later)) void clock.sleep(Number(at)).then(happen);
  void clock.sleep(minutes * minute).then(() => stopping.abort());
  await ended;
  const others = said.filter((line) => !line.includes('flannel'));
  return { said, others, cluster };
}

describe('add-ons come up', () => {
  test('the pod network at once, the others in their order when the nodes are ready', async () => {
    const { said, cluster } = await life({ addons: [addon('metrics'), addon('dashboard', workload('StatefulSet', 'd'))], readyAt: 20_000 });
    expect(said).toEqual([
      '0 flannel applied',
      '0 flannel ready',
      '20 metrics applied',
      '20 metrics ready',
      '20 dashboard applied',
      '20 dashboard ready',
    ]);
    expect(cluster.applied).toEqual(['DaemonSet a/kube-flannel-ds', 'Deployment a/metrics', 'StatefulSet a/d']);
  });

  test('and one that does not keeps the next one waiting for three minutes, and nothing else', async () => {
    const cluster = sampleCluster();
    cluster.statuses.set('StatefulSet', { observedGeneration: 1 });
    const slow = addon('storage', workload('StatefulSet', 'r'));
    const { others } = await life({ cluster, addons: [slow, addon('metrics')] });
    expect(others).toEqual([
      '0 storage applied',
      '180 metrics applied',
      '180 metrics ready',
      '300 storage failed: StatefulSet a/r: 0 of 1',
    ]);
  });

  test('when the API answers, whatever it took', async () => {
    const cluster = sampleCluster();
    cluster.silent = true;
    const { said } = await life({ cluster, later: { 100000: () => Object.assign(cluster, { silent: false }) } });
    expect(said).toEqual(['122 flannel applied', '122 flannel ready']);
  });

  test('what the API refuses twice is told in its words, and tried until it is taken; all else is there meanwhile', async () => {
    const cluster = sampleCluster();
    cluster.refuses.set('ConfigMap a/c', 'denied by policy');
    const two = addon('metrics', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: a }', workload('Deployment', 'm'));
    const { others } = await life({ cluster, addons: [two], later: { 60000: () => cluster.refuses.clear() } });
    expect(others).toEqual(['2 metrics failed: ConfigMap a/c: denied by policy', '62 metrics applied', '62 metrics ready']);
    expect(cluster.applied.filter((title) => title === 'Deployment a/m')).toHaveLength(1);
  });

  test('objects of a definition after it is established, or with it again', async () => {
    const cluster = sampleCluster();
    cluster.statuses.delete('CustomResourceDefinition');
    const defined = addon(
      'monitoring',
      'apiVersion: a.example/v1\nkind: X\nmetadata: { name: x }\n---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: xs.a.example }',
    );
    const { others } = await life({ cluster, addons: [defined] });
    const title = 'CustomResourceDefinition xs.a.example';
    expect(others.slice(0, 1)).toEqual([`32 monitoring failed: ${title}: not established`]);
    expect(cluster.applied.slice(1, 4)).toEqual([title, 'X x', title]);
  });
});

describe('after a restart of the appliance', () => {
  const ready = (name: string, step: AddonProgress['step'] = 'ready'): AddonProgress => ({ addon: name, step, at: 1, error: undefined });

  test('what is ready is looked at and not applied again', async () => {
    const before = await life({ addons: [addon('metrics')] });
    before.cluster.applied.length = 0;
    const { said, cluster } = await life({
      cluster: before.cluster,
      addons: [addon('metrics')],
      told: [ready('flannel'), ready('metrics')],
    });
    expect([said, cluster.applied]).toEqual([[], []]);
  });

  test('what is not there any more is applied again', async () => {
    const { said, cluster } = await life({ told: [ready('flannel')] });
    expect(cluster.applied).toEqual(['DaemonSet a/kube-flannel-ds']);
    expect(said).toEqual(['0 flannel applied', '0 flannel ready']);
  });

  test('what was applied is, once more, and told when it is ready', async () => {
    const { said } = await life({ told: [ready('flannel', 'applied')] });
    expect(said).toEqual(['0 flannel ready']);
  });
});

test('one that somebody takes away is applied again', async () => {
  const cluster = sampleCluster();
  const away = () => void cluster.remove('/apis/apps/v1/namespaces/a/daemonsets/kube-flannel-ds');
  const { said } = await life({ cluster, later: { [2 * minute]: away } });
  expect(cluster.applied).toEqual(['DaemonSet a/kube-flannel-ds', 'DaemonSet a/kube-flannel-ds']);
  expect(said).toEqual(['0 flannel applied', '0 flannel ready']);
});

test('one that falls back is told, and when it is back', async () => {
  const cluster = sampleCluster();
  const path = '/apis/apps/v1/namespaces/a/daemonsets/kube-flannel-ds';
  const broken = { metadata: {}, spec: {}, status: { desiredNumberScheduled: 2, numberAvailable: 1, updatedNumberScheduled: 2 } };
  const { said } = await life({
    cluster,
    minutes: 20,
    later: { [minute]: () => cluster.answers.set(path, broken), [10 * minute]: () => cluster.answers.delete(path) },
  });
  expect(said.slice(2)).toEqual(['360 flannel failed: DaemonSet a/kube-flannel-ds: 1 of 2', '600 flannel ready']);
});
