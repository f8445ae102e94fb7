// Clusters of every architecture for the tests beside this file and for those with the real kubeadm.

import type { Plan } from '../../domain/plan/plan.ts';
import { type ArchitectureName, planV1, type Role } from '../../domain/plan/v1.ts';
import { orRefuse } from '../../domain/problem.ts';
import { families } from '../family/families.ts';
import { type Cluster, type ClusterInput, clusterOf } from './cluster-input.ts';

export type FamilyChoice = 'ipv4' | 'ipv6' | 'both';

const networks = {
  ipv4: { subnet: '10.20.30.0/24', laptop: '10.20.30.242', vip: '10.20.30.9', firstIp: '10.20.30.40' },
  ipv6: { subnet: 'fd00:20:30::/64', laptop: 'fd00:20:30::f2', vip: 'fd00:20:30::9', firstIp: 'fd00:20:30::40' },
} as const;

/** Written out only where the plan has to; an IPv4 cluster has the defaults. */
const ranges = {
  ipv4: {},
  ipv6: { pods: 'fd00:244::/48', services: 'fd00:96::/112' },
  both: { pods: ['10.244.0.0/16', 'fd00:244::/48'], services: ['10.96.0.0/16', 'fd00:96::/112'] },
} as const;

/** Control plane and workers. */
const sizes: Readonly<Record<ArchitectureName, readonly [number, number]>> = {
  laptop: [1, 0],
  small: [3, 0],
  development: [1, 2],
  production: [3, 2],
};

const roles = (architecture: ArchitectureName): Role[] => {
  const [central, workers] = sizes[architecture];
  return [...Array<Role>(central).fill('control-plane'), ...Array<Role>(workers).fill('worker')];
};

const hasVip = (architecture: ArchitectureName): boolean => sizes[architecture][0] > 1;

export interface SampleChoice {
  readonly family?: FamilyChoice;
  readonly kubernetes?: Partial<NonNullable<Plan['kubernetes']>>;
  readonly network?: object;
  /** For all blades. */
  readonly blade?: object;
}

/** A cluster of this architecture in the least that a plan has to say, and what else is chosen. */
export function clusterPlanOf(architecture: ArchitectureName, { family = 'ipv4', kubernetes, network, blade }: SampleChoice = {}): Plan {
  const { firstIp, vip, ...own } = networks[family === 'ipv6' ? 'ipv6' : 'ipv4'];
  return planV1.parse({
    apiVersion: 'rackstrap/v1',
    name: `${architecture}-sample`,
    architecture,
    bundle: 'lab',
    network: { ...own, ...(hasVip(architecture) ? { vip } : {}), ...ranges[family], ...network },
    chassis: [{ name: 'c1', slots: 8, firstIp }],
    blades: roles(architecture).map((role, index) => ({ slot: `c1/${index + 1}`, macs: [`d0:00:67:13:0d:0${index}`], role, ...blade })),
    kubernetes: { ...kubernetes },
  });
}

export const sampleToken = 'abcdef.0123456789abcdef';

/** Everything the documents are made from, with the sample's answers for what is not in `changes`. */
export const clusterInput = (plan: Plan, changes: Partial<ClusterInput> = {}): ClusterInput => ({
  plan,
  version: '1.37.1',
  family: families.flatcar,
  bootstrap: { token: sampleToken, lifeSeconds: 86_400 },
  authorityHash: `sha256:${'0a'.repeat(32)}`,
  keyAlgorithm: 'ECDSA-P256',
  encryptionKey: 'bm90IGEga2V5IGF0IGFsbCwgYnV0IDMyIGJ5dGVzISE=',
  vipImage: 'ghcr.io/kube-vip/kube-vip:v1.2.2',
  begun: false,
  ...changes,
});

export const sampleCluster = (plan: Plan, changes: Partial<ClusterInput> = {}): Cluster => orRefuse(clusterOf(clusterInput(plan, changes)));
