// Which parts of the bundle one node needs: its programs, its plugins, and the images of what its role and the plan have it run.

import type { Part } from '../../domain/bundle.ts';
import { movingVip } from '../../domain/kubernetes/endpoint.ts';
import { isControlPlaneImage, isSandboxImage } from '../../domain/kubernetes/images.ts';
import { acceptanceNeed, addonNeed, cniNeed, kubernetesNeed, vipNeed } from '../../domain/needs.ts';
import type { Plan, PlannedBlade } from '../../domain/plan/plan.ts';
import { fileName, type Site } from '../site.ts';

const programNames = ['kubeadm', 'kubelet', 'kubectl'];

export interface NodeSelection {
  /** kubeadm, kubelet, kubectl. */
  readonly programs: readonly Part[];
  readonly cniPlugins: Part | undefined;
  readonly images: readonly (Part & Required<Pick<Part, 'image'>>)[];
  /** The reference that containerd is to start pods with; undefined leaves it its own. */
  readonly sandbox: string | undefined;
}

/** The address that moves lives on control-plane nodes. */
const needsOf = (plan: Plan, role: PlannedBlade['role']): string[] => [
  kubernetesNeed,
  cniNeed(plan.kubernetes!.cni),
  acceptanceNeed,
  ...plan.kubernetes!.addons.map(addonNeed),
  ...(movingVip(plan) && role === 'control-plane' ? [vipNeed] : []),
];

type Image = NodeSelection['images'][number];

/** A worker runs a control-plane image only where an add-on asks for it. */
function runs({ satisfies = [], image }: Image, needs: readonly string[], { role }: PlannedBlade): boolean {
  const wanted = satisfies.filter((need) => needs.includes(need));
  const own = role === 'control-plane' || !isControlPlaneImage(image.reference) ? wanted : wanted.filter((need) => need !== kubernetesNeed);
  return own.length > 0;
}

/** Undefined while plan or bundle have no Kubernetes. */
export function selectionFor(blade: PlannedBlade, { plan, manifest }: Pick<Site, 'plan' | 'manifest'>): NodeSelection | undefined {
  if (!plan.kubernetes || !manifest.kubernetes) return undefined;
  const parts = manifest.parts.filter(({ arch }) => arch === blade.arch || arch === 'any');
  const needs = needsOf(plan, blade.role);
  const images = parts.filter((part): part is Image => part.kind === 'container-image' && part.image !== undefined);
  const kubeadms = images.filter(({ satisfies = [] }) => satisfies.includes(kubernetesNeed));
  return {
    programs: parts.filter((part) => part.kind === 'binary' && programNames.includes(fileName(part))),
    cniPlugins: parts.find(({ kind }) => kind === 'cni-plugins'),
    images: images.filter((part) => runs(part, needs, blade)),
    sandbox: kubeadms.find(({ image }) => isSandboxImage(image.reference))?.image.reference,
  };
}
