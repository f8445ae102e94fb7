// The pod networks that a plan can ask for, and what differs between them: a row for each, and nobody asks for their names elsewhere.

import type { Said } from '../language.ts';

/** What blades of one cluster say to each other for their pods. */
export interface PodFlow {
  readonly protocol: 'tcp' | 'udp';
  readonly ports: string;
  readonly why: Said;
}

export interface PodNetworkFacts {
  /** Rackstrap's own tests bring clusters up with it. */
  readonly isProved: boolean;
  /** Between blades; with a choice of ways, those of VXLAN. */
  readonly flows: readonly PodFlow[];
  /** What it makes on a node and configures itself. */
  readonly interfaces: readonly string[];
}

const vxlan = (name: string, ports: string): PodFlow => ({
  protocol: 'udp',
  ports,
  why: { en: `${name} VXLAN: pods of one blade to those of another`, 'zh-CN': `${name} VXLAN：不同刀片上的 Pod 互通` },
});

const ciliumHealth: PodFlow = {
  protocol: 'tcp',
  ports: '4240',
  why: { en: 'cilium: the agents ask each other how they are', 'zh-CN': 'cilium：代理之间的健康检查' },
};

/**
 * flannel: Documentation/backends.md; Linux' own port of VXLAN. Cilium: docs, system requirements, firewall rules. Calico: docs, network
 * requirements; render/kubeadm/calico.ts has it go by VXLAN.
 */
export const podNetworkFacts = {
  flannel: { isProved: true, flows: [vxlan('flannel', '8472')], interfaces: ['cni*', 'flannel*'] },
  cilium: { isProved: false, flows: [vxlan('cilium', '8472'), ciliumHealth], interfaces: ['cilium*', 'lxc*'] },
  calico: { isProved: false, flows: [vxlan('calico', '4789')], interfaces: ['cali*', 'vxlan.calico'] },
} as const satisfies Record<string, PodNetworkFacts>;

interface Chosen {
  readonly cni?: string | null | undefined;
  readonly flannel?: { readonly backend?: string | null | undefined } | null | undefined;
}

/** Pods speak under their own addresses, which only blades of one network are told the way to. */
export const goesByRoutes = ({ cni, flannel }: Chosen): boolean => cni === 'flannel' && flannel?.backend === 'host-gw';

export type PodNetworkName = keyof typeof podNetworkFacts;
/** As systemd and NetworkManager match names; a pod's own end of its cable is called `veth…` by most of them. */
export const podInterfaces: readonly string[] = [...Object.values(podNetworkFacts).flatMap(({ interfaces }) => interfaces), 'veth*'];
export const podNetworkNames = Object.keys(podNetworkFacts) as [PodNetworkName, ...PodNetworkName[]];
