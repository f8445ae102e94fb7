// Every pod network that a plan can ask for, by its name there.

import type { Plan } from '../../domain/plan/plan.ts';
import type { PodNetwork } from './cni.ts';
import { flannel } from './flannel.ts';

type PodNetworkName = NonNullable<Plan['kubernetes']>['cni'];

const podNetworks: Readonly<Record<PodNetworkName, PodNetwork>> = { flannel };

/** Of a plan with a cluster in it. */
export const podNetworkOf = ({ kubernetes }: Plan): PodNetwork => podNetworks[kubernetes!.cni];
