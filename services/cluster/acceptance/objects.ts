// What the acceptance test puts into the cluster: a pod of each kind on every node, a deployment, and a service in front of the pods.

import { nodeCheckPort } from '../../domain/cluster/checks.ts';
import type { ClusterObject } from '../api.ts';
import { checkNamespace, everywhere } from '../check-namespace.ts';

/** With the pod network: what pods of users will be like. With the node's own: what the node itself sees. */
export const inPods = 'in-pods';
export const onNodes = 'on-nodes';
export const spread = 'spread';
export const service = 'check';

const label = 'app';
export const selectorOf = (name: string): string => `${label}=${name}`;

export const ports = {
  /** HTTP of agnhost netexec. */
  http: 8080,
  /** Its UDP. */
  udp: 8081,
  /** The files of the image. */
  files: 8082,
  /** HTTP of the pods with the node's network. */
  onNode: nodeCheckPort,
  /** Of the service. */
  service: 80,
} as const;

/** Nothing of these pods is anybody's but an ordinary program's, although their shell answers whoever reaches them. */
const ordinary = {
  runAsUser: 65_534,
  runAsGroup: 65_534,
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Small enough for any node, and more than nothing, so that the scheduler counts them. */
const resources = { requests: { cpu: '5m', memory: '16Mi' } };

interface Listening {
  readonly name: string;
  readonly args: readonly string[];
  readonly port: number;
  /** Answered once it is ready. */
  readonly path: string;
}

const container = (image: string, { name, args, port, path }: Listening) => ({
  name,
  image,
  // Nothing is fetched for a test: what is not on the node is told.
  imagePullPolicy: 'Never',
  args,
  ports: [{ containerPort: port }],
  // An emulated node may need seconds for an answer.
  readinessProbe: { httpGet: { path, port }, periodSeconds: 2, timeoutSeconds: 10 },
  securityContext: ordinary,
  resources,
});

const shell = (image: string) =>
  container(image, {
    name: 'shell',
    args: ['netexec', `--http-port=${ports.http}`, `--udp-port=${ports.udp}`],
    port: ports.http,
    path: '/readyz',
  });
const files = (image: string) =>
  container(image, { name: 'files', args: ['test-webserver', `--port=${ports.files}`], port: ports.files, path: '/etc/passwd' });
const shellOnNode = (image: string) =>
  container(image, {
    name: 'shell',
    args: ['netexec', `--http-port=${ports.onNode}`, '--udp-port=-1'],
    port: ports.onNode,
    path: '/hostname',
  });

const workload = (kind: 'DaemonSet' | 'Deployment', name: string, podSpec: object, spec: object = {}): ClusterObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: checkNamespace },
  spec: {
    ...spec,
    selector: { matchLabels: { [label]: name } },
    template: { metadata: { labels: { [label]: name } }, spec: { terminationGracePeriodSeconds: 1, ...podSpec } },
  },
});

/** A pod of the pod network on every node. */
export const podsEverywhere = (image: string): ClusterObject =>
  workload('DaemonSet', inPods, { ...everywhere, containers: [shell(image), files(image)] });

/** A pod with the node's own network on every node. */
export const podsOnNodes = (image: string): ClusterObject =>
  workload('DaemonSet', onNodes, { ...everywhere, hostNetwork: true, dnsPolicy: 'Default', containers: [shellOnNode(image)] });

/** The scheduler has to keep as many on each node as on any other; nodes that take none are not counted. */
const evenly = [
  {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'DoNotSchedule',
    nodeTaintsPolicy: 'Honor',
    labelSelector: { matchLabels: { [label]: spread } },
  },
];

/** As an ordinary user would write it: it goes where no taint keeps it away. */
export const spreading = (image: string, replicas: number): ClusterObject =>
  workload(
    'Deployment',
    spread,
    { automountServiceAccountToken: false, enableServiceLinks: false, topologySpreadConstraints: evenly, containers: [shell(image)] },
    { replicas },
  );

/** One address for the pods on all nodes. */
export const frontDoor: ClusterObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: service, namespace: checkNamespace },
  spec: { selector: { [label]: inPods }, ports: [{ name: 'http', port: ports.service, targetPort: ports.http }] },
};
