// How the manifest of every pod network that a plan can ask for is fitted; what else differs between them is in domain/kubernetes/pod-networks.ts.

import type { PodNetworkName } from '../../domain/kubernetes/pod-networks.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { calico } from './calico.ts';
import { cilium } from './cilium.ts';
import type { PodNetwork } from './cni.ts';
import { flannel } from './flannel.ts';

const podNetworks: Readonly<Record<PodNetworkName, PodNetwork>> = { flannel, cilium, calico };

/** Of a plan with a cluster in it. */
export const podNetworkOf = ({ kubernetes }: Plan): PodNetwork => podNetworks[kubernetes!.cni];
