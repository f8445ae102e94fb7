// The ranges inside the cluster: those of the plan, else the ones Rackstrap takes, and each node's part of the pods.

import { type Family, familyOf, parseCidr, type Subnet } from '../network/address.ts';
import type { Loose } from './loose.ts';
import { type Entry, entry, ranges } from './rules/entries.ts';
import type { PlanV1 } from './v1.ts';

type Ranges = Loose<Pick<PlanV1, 'network'>>;

/** What flannel's own manifest has (`net-conf.json`), and a part of what kubeadm takes by default (10.96.0.0/12) that leaves more to the site. */
export const defaultRanges = { pods: '10.244.0.0/16', services: '10.96.0.0/16' } as const;

/** Length of a node's part of the pods by family, as kube-controller-manager has it (`--node-cidr-mask-size-ipv4`, `-ipv6`). */
const defaultPodPrefix: Readonly<Record<Family, number>> = { ipv4: 24, ipv6: 64 };

/** A default is told of where the field would be. Nothing is known while the network itself cannot be read. */
function rangesAt(plan: Ranges, field: 'pods' | 'services'): Entry<Subnet>[] {
  if (!plan.network) return [];
  const written = plan.network[field];
  const found = written === undefined ? defaultRanges[field] : written;
  return ranges(found, `network.${field}`).flatMap(({ value, where }) => entry(parseCidr(value), where));
}

/** The ranges of pods: one, or one of each family. */
export const podRanges = (plan: Ranges): Entry<Subnet>[] => rangesAt(plan, 'pods');

/** The ranges of services: one, or one of each family. */
export const serviceRanges = (plan: Ranges): Entry<Subnet>[] => rangesAt(plan, 'services');

/** Length of each node's part of this range; null while it cannot be read. The plan says it for the first range only. */
export function podPrefixOf(plan: Ranges, { value, where }: Entry<Subnet>): number | null {
  const isFirst = where === 'network.pods' || where === 'network.pods[0]';
  const written = isFirst ? plan.network?.podPrefix : undefined;
  return written === undefined ? defaultPodPrefix[familyOf(value.address)] : written;
}
