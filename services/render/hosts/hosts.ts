// /etc/hosts with every blade of the plan: names resolve with no DNS server and without the laptop.

import type { PlannedBlade } from '../../domain/plan/plan.ts';

const loopback = ['127.0.0.1 localhost', '::1 localhost ip6-localhost ip6-loopback'];

export const hostsFile = (blades: readonly PlannedBlade[]): string =>
  [...loopback, ...blades.map(({ address, hostname }) => `${address} ${hostname}`), ''].join('\n');
