// Labels of nodes: what Kubernetes takes, who sets which, and which ones the plan may not have.

/** Kubernetes: "Labels and Selectors", syntax and character set. */
const word = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const prefix = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Taints are written with the same characters. */
export function isLabel(key: string, value: string): boolean {
  const parts = key.split('/');
  const name = parts.at(-1)!;
  return parts.length <= 2 && word.test(name) && (parts.length === 1 || prefix.test(parts[0]!)) && (value === '' || word.test(value));
}

/** kubeadm marks control-plane nodes with it. */
export const controlPlaneLabel = 'node-role.kubernetes.io/control-plane';

/** Set by the kubelet from the machine itself, or by kubeadm from the role: another value would contradict what is so. */
const ownLabels: readonly string[] = [
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  controlPlaneLabel,
];

export const isOwnLabel = (key: string): boolean => ownLabels.includes(key);

const isIn = (namespace: string, domain: string): boolean => namespace === domain || namespace.endsWith(`.${domain}`);

/** Of the labels below kubernetes.io, those that a kubelet may give its own node (k8s.io/kubelet, pkg/apis/well_known_labels.go). */
const kubeletNamespaces = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const kubeletKeys: readonly string[] = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'beta.kubernetes.io/instance-type',
];

/** A kubelet does not start with any other label below kubernetes.io and k8s.io in `--node-labels`, and NodeRestriction would refuse it. */
function kubeletMaySet(key: string): boolean {
  const namespace = key.includes('/') ? key.split('/')[0]! : '';
  const restricted = ['kubernetes.io', 'k8s.io'].some((domain) => isIn(namespace, domain));
  return !restricted || kubeletKeys.includes(key) || kubeletNamespaces.some((domain) => isIn(namespace, domain));
}

type Labels = Readonly<Record<string, string>>;

/**
 * The labels of a node by who sets them: its kubelet, as it registers; the others, `node-role.kubernetes.io/worker` for example, only somebody
 * with more rights, once the node is there.
 */
export function labelsBySetter(labels: Labels): { readonly kubelet: Labels; readonly administrator: Labels } {
  const entries = Object.entries(labels);
  const chosen = (isKubelets: boolean): Labels => Object.fromEntries(entries.filter(([key]) => kubeletMaySet(key) === isKubelets));
  return { kubelet: chosen(true), administrator: chosen(false) };
}
