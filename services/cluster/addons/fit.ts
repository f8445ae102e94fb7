// What of an add-on's objects has to be otherwise on a rack without a registry, and where kubelets sign their own certificates.

import { containerLists, volumeList } from '../../domain/kubernetes/containers.ts';
import type { ClusterObject } from '../api.ts';
import { groupOf } from './order.ts';

type Fields = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const always = 'Always';
const present = 'IfNotPresent';

/** Groups whose objects describe pods by Kubernetes' own schema; an object of another one takes no field that its definition has not. */
const podGroups: readonly string[] = ['', 'apps', 'batch'];

/**
 * Its image lies on every node and no registry answers: nobody may ask one at each start, which is done for an image without a version, too,
 * unless the policy says otherwise.
 */
function unasking(container: unknown, isPods: boolean): unknown {
  if (!isMap(container) || typeof container.image !== 'string') return container;
  const { imagePullPolicy: policy } = container;
  return policy === always || (isPods && policy === undefined) ? { ...container, imagePullPolicy: present } : container;
}

/** A volume that is an image. */
function unaskingVolume(volume: unknown, isPods: boolean): unknown {
  if (!isMap(volume) || !isMap(volume.image)) return volume;
  const { pullPolicy: policy } = volume.image;
  const asks = policy === always || (isPods && policy === undefined);
  return asks ? { ...volume, image: { ...volume.image, pullPolicy: present } } : volume;
}

function withoutPulls(value: unknown, isPods: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutPulls(item, isPods));
  if (!isMap(value)) return value;
  const fittedList = (key: string, list: readonly unknown[]): readonly unknown[] => {
    if (containerLists.has(key)) return list.map((item) => unasking(item, isPods));
    return key === volumeList ? list.map((item) => unaskingVolume(item, isPods)) : list;
  };
  const entries = Object.entries(value).map(([key, inner]) => {
    const fitted = withoutPulls(inner, isPods);
    return [key, Array.isArray(fitted) ? fittedList(key, fitted) : fitted];
  });
  return Object.fromEntries(entries);
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Flags by which metrics-server is told whom to trust; one of them is a decision of whoever wrote the manifest. */
const trustFlags = ['--kubelet-insecure-tls', '--kubelet-certificate-authority'];
const isMetricsServer = (container: Fields): boolean => /(^|\/)metrics-server[:@]/.test(String(container.image));

/**
 * A kubelet of kubeadm's has a certificate for its port that it signed itself. One of the cluster's authority has to be approved by somebody each
 * year, and the laptop that could do it is gone by then; so metrics-server asks without checking it, and proves itself by its own token.
 */
function trusting(container: unknown): unknown {
  if (!isMap(container) || !isMetricsServer(container)) return container;
  const flags = textsOf(container.args);
  const isTold = flags.some((flag) => trustFlags.some((known) => flag.startsWith(known)));
  return isTold ? container : { ...container, args: [...flags, trustFlags[0]] };
}

function withTrust(object: ClusterObject): ClusterObject {
  const { spec } = object as { spec?: { template?: { spec?: { containers?: unknown } } } };
  const containers = spec?.template?.spec?.containers;
  if (object.kind !== 'Deployment' || !Array.isArray(containers)) return object;
  const pod = { ...spec!.template!.spec, containers: containers.map(trusting) };
  return { ...object, spec: { ...spec, template: { ...spec!.template, spec: pod } } };
}

/** The object as it is applied. */
export const fittedObject = (object: ClusterObject): ClusterObject =>
  withTrust(withoutPulls(object, podGroups.includes(groupOf(object))) as ClusterObject);
