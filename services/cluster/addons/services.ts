// Whether the services of an add-on have somebody behind them, and answer whoever asks the API server to pass a question on.

import type { ClusterApi, ClusterObject } from '../api.ts';
import { groupOf, titleOf } from './order.ts';
import type { Waiting } from './pods.ts';

interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

interface Service extends ClusterObject {
  readonly spec: {
    readonly selector?: Readonly<Record<string, string>>;
    readonly clusterIP?: string;
    readonly type?: string;
    readonly ports?: readonly ServicePort[];
  };
}

/** Those that choose pods by labels and have an address: the others are for somebody else, or for each pod by itself. */
export const servicesOf = (objects: readonly ClusterObject[]): Service[] =>
  objects.filter((object): object is Service => {
    if (object.kind !== 'Service' || groupOf(object) !== '') return false;
    const { selector = {}, clusterIP, type } = (object as Service).spec ?? {};
    return Object.keys(selector).length > 0 && clusterIP !== 'None' && type !== 'ExternalName';
  });

const namespaceOf = ({ metadata: { namespace = 'default' } }: ClusterObject): string => namespace;

interface EndpointSlice {
  readonly endpoints?: readonly { readonly conditions?: { readonly ready?: boolean } }[] | null;
}

/** Undefined when a ready pod stands behind each of them. */
export async function endpointsWaiting(api: ClusterApi, services: readonly Service[]): Promise<Waiting | undefined> {
  for (const service of services) {
    const query = new URLSearchParams({ labelSelector: `kubernetes.io/service-name=${service.metadata.name}` });
    const path = `/apis/discovery.k8s.io/v1/namespaces/${namespaceOf(service)}/endpointslices?${query}`;
    const slices = await api.list<EndpointSlice>(path);
    const isReady = slices.some(({ endpoints }) => endpoints?.some(({ conditions }) => conditions?.ready !== false));
    if (!isReady) return { words: `${titleOf(service)}: no pod behind it is ready`, stuck: false };
  }
  return undefined;
}

const isHttps = ({ name = '', appProtocol = '', port }: ServicePort): boolean =>
  /https/.test(`${name} ${appProtocol}`) || port === 443 || port === 8443;
/** Ports on which such programs speak HTTP where their names do not say it: Prometheus, Grafana, a registry. */
const webPorts = [80, 443, 3000, 5000, 8000, 8080, 8443, 9090];
const isWeb = (port: ServicePort): boolean =>
  (port.protocol ?? 'TCP') === 'TCP' && (/^(https?|web)/.test(port.name ?? port.appProtocol ?? '') || webPorts.includes(port.port));

/** What the API server says when it reaches nobody; whatever else comes is the program's own answer. */
const unreached = [502, 503, 504];
/** One line of it. */
const shownLength = 160;

/** Undefined when each port of theirs that speaks HTTP has answered, whatever it said. */
export async function answersWaiting(api: ClusterApi, services: readonly Service[]): Promise<Waiting | undefined> {
  for (const service of services) {
    for (const port of (service.spec.ports ?? []).filter(isWeb)) {
      const name = `${isHttps(port) ? 'https' : 'http'}:${service.metadata.name}:${port.port}`;
      const { status, body } = await api.ask(`/api/v1/namespaces/${namespaceOf(service)}/services/${name}/proxy/`);
      if (unreached.includes(status))
        return { words: `${titleOf(service)}: port ${port.port} does not answer: ${body.slice(0, shownLength)}`, stuck: false };
    }
  }
  return undefined;
}
