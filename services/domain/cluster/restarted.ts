// Which nodes start anew in the test without the laptop.

import type { Role } from '../plan/v1.ts';

/**
 * One node of each role: the workers' first, because with a single control-plane blade nothing can be asked while it starts. The last of each role
 * in the plan: the first control-plane blade began the cluster, and one that only joined has less to come back with.
 */
export function oneOfEachRole<Site extends { readonly role?: Role }>(nodes: readonly Site[]): Site[] {
  const roles: readonly Role[] = ['worker', 'control-plane'];
  return roles.flatMap((role) => nodes.findLast((node) => node.role === role) ?? []);
}
