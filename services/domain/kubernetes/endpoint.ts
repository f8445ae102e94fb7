// Where the API of the cluster is reached, and by which blade it begins.

import { architectures } from '../architecture/index.ts';
import { isIpv4 } from '../network/address.ts';
import type { Loose } from '../plan/loose.ts';
import type { Plan, PlannedBlade } from '../plan/plan.ts';

/** Every API server listens on it. */
export const apiPort = 6443;

/** Names inside the cluster end with it. */
export const clusterDomain = 'cluster.local';

/** The address that moves between the control-plane blades; undefined where there is none, or only one blade that could have it. */
export function movingVip({ architecture, network }: Loose<Pick<Plan, 'architecture' | 'network'>>): string | undefined {
  const useless = architecture && architectures[architecture].vip === 'useless';
  return useless ? undefined : (network?.vip ?? undefined);
}

/** The blade that begins the cluster: the first control-plane blade of the plan. All others join it. */
export const firstBlade = (blades: readonly PlannedBlade[]): PlannedBlade => blades.find(({ role }) => role === 'control-plane')!;

/** Where the API may be asked: at the endpoint, then at every control-plane blade by itself. Each once. */
export function apiAddresses(plan: Plan, blades: readonly PlannedBlade[]): readonly [string, ...string[]] {
  const central = blades.filter(({ role }) => role === 'control-plane').map(({ address }) => address);
  return [...new Set([movingVip(plan) ?? firstBlade(blades).address, ...central])] as [string, ...string[]];
}

/** `10.20.30.9:6443`, `[fd00::9]:6443`. */
export const hostAndPort = (address: string, port: number): string => (isIpv4(address) ? `${address}:${port}` : `[${address}]:${port}`);

/** What every node and user asks: the VIP, else the one control-plane blade. */
export const endpointOf = (plan: Plan, blades: readonly PlannedBlade[]): string =>
  hostAndPort(movingVip(plan) ?? firstBlade(blades).address, apiPort);
