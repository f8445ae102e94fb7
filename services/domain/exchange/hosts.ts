// A plan's addresses as lines for /etc/hosts (hosts(5)).

import type { Plan } from '../plan/plan.ts';
import { machinesOf } from './machines.ts';

/** In slot order; the VIP is known as the cluster's API. */
export function hostsFile(plan: Plan): string {
  const [domain] = plan.network.searchDomains;
  const line = (address: string, name: string, comment: string) => `${address}\t${domain ? `${name}.${domain} ` : ''}${name}\t# ${comment}`;
  const { vip } = plan.network;
  return [
    `# Blades of ${plan.name}, in the order of their slots.`,
    ...machinesOf(plan).map(({ ip, hostname, slot }) => line(ip!, hostname!, slot!)),
    ...(vip ? [line(vip, `${plan.name}-api`.slice(-longestName), 'VIP of the control plane')] : []),
    '',
  ].join('\n');
}

/** One label of a DNS name. */
const longestName = 63;
