// What kubeadm changes in what it makes itself, where it has no setting for it: files of a directory whose names tell what they change.

import type { PatchTarget } from '../../domain/kubernetes/versions.ts';
import { modes, type SystemFile } from '../system/parts.ts';
import type { Cluster } from './cluster-input.ts';
import { yamlOf } from './documents.ts';
import { probePatches } from './patience.ts';

const directory = '/etc/kubernetes/patches';

interface Patch {
  readonly target: PatchTarget;
  readonly body: object;
}

/**
 * kubeadm makes two DNS pods while there is one node, and both would stay on it: with that blade names are lost for minutes. Each gets a node of
 * its own, the second waits for it.
 */
const dnsApart: Patch = {
  target: 'corednsdeployment',
  body: {
    spec: {
      template: {
        spec: {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { labelSelector: { matchLabels: { 'k8s-app': 'kube-dns' } }, topologyKey: 'kubernetes.io/hostname' },
              ],
            },
          },
        },
      },
    },
  },
};

/** Blades that the plan keeps free of other pods are no place for DNS either. */
function patchesOf({ plan, blades, minor }: Cluster): Patch[] {
  const open = blades.filter(({ taints }) => taints.every(({ effect }) => effect === 'PreferNoSchedule'));
  return [...(open.length > 1 ? [dnsApart] : []), ...probePatches(plan)].filter(({ target }) => minor.patchTargets.includes(target));
}

/** On every control-plane blade, since upgrades need them again: `corednsdeployment0+strategic.yaml`. */
export const patchFiles = (cluster: Cluster): SystemFile[] =>
  patchesOf(cluster).map(({ target, body }, index) => ({
    path: `${directory}/${target}${index}+strategic.yaml`,
    mode: modes.readable,
    text: yamlOf(body),
  }));

/** Nothing without any: kubeadm ends where the directory is missing. */
export const patchesField = (cluster: Cluster): { readonly patches?: { readonly directory: string } } =>
  patchesOf(cluster).length > 0 ? { patches: { directory } } : {};
