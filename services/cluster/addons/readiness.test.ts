import { describe, expect, test } from 'vitest';
import { addonOf } from './objects.ts';
import { addonWaiting } from './readiness.ts';
import { sampleCluster } from './sample.ts';

const pods = '/api/v1/namespaces/a/pods';
const events = '/api/v1/namespaces/a/events';
const deployment =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d, namespace: a }\nspec: { selector: { matchLabels: { app: d } } }';

/** In what it is not yet ready, by words; the reason of one that waiting does not help is marked. */
async function waiting(cluster: ReturnType<typeof sampleCluster>, name: string, ...manifests: string[]): Promise<string | undefined> {
  const addon = addonOf({ name, manifests });
  if (!addon.ok) throw new Error(addon.problems[0]!.what);
  for (const object of addon.value.objects) await cluster.apply(object);
  const found = await addonWaiting(cluster, addon.value);
  return found && `${found.stuck ? '! ' : ''}${found.words}`;
}

interface PodStatus {
  readonly phase?: string;
  readonly [field: string]: unknown;
}

/** A deployment none of whose pods is up, and one of them in this state. */
function clusterWith(status: PodStatus, answers: Readonly<Record<string, unknown>> = {}) {
  const cluster = sampleCluster();
  cluster.statuses.set('Deployment', { observedGeneration: 1 });
  cluster.answers.set(pods, [{ metadata: { name: 'd-1', namespace: 'a' }, spec: { nodeName: 'c1-2' }, status }]);
  for (const [path, answer] of Object.entries(answers)) cluster.answers.set(path, answer);
  return cluster;
}

const container = (state: object, ready = false) => ({
  phase: 'Pending',
  containerStatuses: [{ name: 'main', image: 'a.example/d:1', ready, state }],
});

describe('what keeps a workload from coming up is told in the words of who knows', () => {
  test.each<[string, PodStatus, string]>([
    [
      'the scheduler',
      { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available: insufficient memory.' }] },
      '! Pending: 0/3 nodes are available: insufficient memory.',
    ],
    [
      'containerd, with the image',
      container({ waiting: { reason: 'ImagePullBackOff', message: 'not found' } }),
      '! ImagePullBackOff a.example/d:1: not found',
    ],
    [
      'the kubelet',
      container({ waiting: { reason: 'CreateContainerConfigError', message: 'secret "s" not found' } }),
      '! CreateContainerConfigError: secret "s" not found',
    ],
    [
      'the kubelet, of a node that is full',
      { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource' },
      '! The node was low on resource',
    ],
    ['nobody, while it starts', container({ waiting: { reason: 'ContainerCreating' } }), 'ContainerCreating'],
    ['nobody, while it warms up', container({ running: {} }), 'main runs and is not ready'],
    [
      'an init container before the others',
      {
        initContainerStatuses: [{ name: 'first', image: 'b', ready: false, state: { waiting: { reason: 'ErrImagePull' } } }],
        ...container({}),
      },
      '! ErrImagePull b',
    ],
  ])('%s', async (_, status, expected) => {
    const [mark, words] = expected.startsWith('! ') ? ['! ', expected.slice(2)] : ['', expected];
    expect(await waiting(clusterWith(status), 'x', deployment)).toBe(`${mark}Deployment a/d: 0 of 1; pod d-1 on c1-2: ${words}`);
  });

  test('the program itself, by the last line of its log', async () => {
    const crashed = container({ waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } });
    const log = { [`${pods}/d-1/log`]: 'starting\npanic: no such file\n' };
    expect(await waiting(clusterWith(crashed, log), 'x', deployment)).toBe(
      '! Deployment a/d: 0 of 1; pod d-1 on c1-2: main CrashLoopBackOff: panic: no such file',
    );
    const ended = container({ terminated: { exitCode: 2 } });
    expect(await waiting(clusterWith(ended, log), 'x', deployment)).toContain('main ended with 2: panic: no such file');
  });

  test('the newest warning, where a state alone says little', async () => {
    const warnings = [
      { message: 'old', lastTimestamp: '2026-01-01T00:00:00Z' },
      { message: 'Readiness probe failed: 500', lastTimestamp: '2026-01-01T00:01:00Z' },
      { message: 'older', lastTimestamp: null, eventTime: '2025-01-01T00:00:00.000000Z' },
    ];
    const status = container({ running: {} });
    expect(await waiting(clusterWith(status, { [events]: warnings }), 'x', deployment)).toContain(
      'is not ready: Readiness probe failed: 500',
    );
  });

  test('whoever keeps the pods from being made', async () => {
    const cluster = clusterWith({}, { [pods]: [], [events]: [{ message: 'exceeded quota' }] });
    expect(await waiting(cluster, 'x', deployment)).toBe('! Deployment a/d: 0 of 1; exceeded quota');
    cluster.statuses.set('Deployment', { conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'violates PodSecurity' }] });
    expect(await waiting(cluster, 'x', deployment)).toBe('! Deployment a/d: 0 of 1; violates PodSecurity');
  });
});

describe('an add-on is ready', () => {
  test.each(['Deployment', 'DaemonSet', 'StatefulSet', 'Job'])('when its %s is rolled out', async (kind) => {
    const cluster = sampleCluster();
    const text = deployment.replace('Deployment', kind).replace('apps/v1', kind === 'Job' ? 'batch/v1' : 'apps/v1');
    expect(await waiting(cluster, 'x', text)).toBeUndefined();
    cluster.statuses.set(kind, { observedGeneration: 1, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 });
    expect(await waiting(cluster, 'x', text)).toBe(`${kind} a/d: ${kind === 'DaemonSet' ? '1 of 2' : '0 of 1'}`);
  });

  test('not before its controller has seen it, and not from pods of its older form', async () => {
    const cluster = sampleCluster();
    cluster.statuses.set('Deployment', { observedGeneration: 0, updatedReplicas: 1, availableReplicas: 1 });
    expect(await waiting(cluster, 'x', deployment)).toBe('Deployment a/d: 1 of 1');
    cluster.statuses.set('Deployment', { observedGeneration: 1, updatedReplicas: 0, availableReplicas: 1 });
    expect(await waiting(cluster, 'x', deployment)).toBe('Deployment a/d: 0 of 1');
  });

  test('not while no node takes any of it: that nothing is missing then says nothing', async () => {
    const cluster = sampleCluster();
    cluster.statuses.set('DaemonSet', { observedGeneration: 1 });
    const [one, other] = ['one', 'two'].map((name) => deployment.replace('Deployment', 'DaemonSet').replace('name: d,', `name: ${name},`));
    expect(await waiting(cluster, 'x', one!, other!)).toBe('DaemonSet a/one: no node takes it');
    const path = '/apis/apps/v1/namespaces/a/daemonsets/two';
    cluster.answers.set(path, {
      metadata: {},
      spec: {},
      status: { desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1 },
    });
    expect(await waiting(cluster, 'x', one!, other!)).toBeUndefined();
  });

  test('not with a job that gave up; one that was cleared away was done', async () => {
    const cluster = sampleCluster();
    const job = 'apiVersion: batch/v1\nkind: Job\nmetadata: { name: j, namespace: a }\nspec: {}';
    cluster.statuses.set('Job', {
      conditions: [{ type: 'Failed', status: 'True', message: 'Job has reached the specified backoff limit' }],
    });
    expect(await waiting(cluster, 'x', job)).toBe('! Job a/j: 0 of 1; Job has reached the specified backoff limit');
    const addon = addonOf({ name: 'x', manifests: [job] });
    expect(addon.ok && (await addonWaiting(sampleCluster(), addon.value))).toBeUndefined();
  });

  test('of metrics, when they are there of every node that is ready', async () => {
    const cluster = sampleCluster();
    const service = 'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: { name: v1beta1.metrics.k8s.io }';
    const node = (name: string, status = 'True') => ({ metadata: { name }, status: { conditions: [{ type: 'Ready', status }] } });
    cluster.answers.set('/api/v1/nodes', [node('c1-1'), node('c1-2'), node('c1-3', 'False')]);
    const path = '/apis/metrics.k8s.io/v1beta1/nodes';
    cluster.answers.set(path, [{ metadata: { name: 'c1-1' } }]);
    expect(await waiting(cluster, 'metrics-server', service)).toBe('no metrics yet of c1-2');
    cluster.answers.set(path, [{ metadata: { name: 'c1-1' } }, { metadata: { name: 'c1-2' } }]);
    expect(await waiting(cluster, 'metrics-server', service)).toBeUndefined();
    cluster.statuses.set('APIService', { conditions: [{ type: 'Available', status: 'False', message: 'no endpoints' }] });
    expect(await waiting(cluster, 'metrics-server', service)).toBe('APIService v1beta1.metrics.k8s.io: no endpoints');
  });

  const service = (name: string, ports = '[{ port: 443 }, { name: gossip, port: 7946 }]', more = '') =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: a }\nspec: { selector: { app: d }, ports: ${ports}${more} }`;
  const slices = '/apis/discovery.k8s.io/v1/namespaces/a/endpointslices';

  test('of a dashboard, when a pod stands behind its service and answers, whatever it says', async () => {
    const cluster = sampleCluster();
    expect(await waiting(cluster, 'dashboard', service('web'))).toBe('Service a/web: no pod behind it is ready');
    cluster.answers.set(slices, [{ endpoints: null }, { endpoints: [{ conditions: { ready: true } }] }]);
    expect(await waiting(cluster, 'dashboard', service('web'))).toBeUndefined();
    const unreached = { ...cluster, ask: async () => ({ status: 503, body: 'error trying to reach service' }) };
    expect(await waiting(unreached, 'dashboard', service('web'))).toBe(
      'Service a/web: port 443 does not answer: error trying to reach service',
    );
    expect(await waiting(unreached, 'dashboard', service('web', '[{ name: gossip, port: 7946 }]'))).toBeUndefined();
    expect(await waiting(unreached, 'somebody-elses', service('web'))).toBeUndefined();
  });

  test('whatever its services without an address, without pods of its own, or by another name', async () => {
    const cluster = sampleCluster();
    const others = [
      service('each', '[]', ', clusterIP: None'),
      service('out', '[]', ', type: ExternalName'),
      service('none').replace('app: d', ''),
    ];
    expect(await waiting(cluster, 'monitoring', ...others)).toBeUndefined();
  });

  test('of an ingress, when there is a class to name', async () => {
    const cluster = sampleCluster();
    expect(await waiting(cluster, 'ingress-nginx', deployment)).toBe('there is no IngressClass');
    cluster.answers.set('/apis/networking.k8s.io/v1/ingressclasses', [{}]);
    expect(await waiting(cluster, 'ingress-nginx', deployment)).toBeUndefined();
  });
});
