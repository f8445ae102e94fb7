// Rules of what is asked of the cluster: pods reach each other the way that is chosen, and a setting that goes nowhere is told.

import { goesByRoutes, type PodNetworkName, podNetworkFacts } from '../../kubernetes/pod-networks.ts';
import { contains, isIpv4 } from '../../network/address.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import { addressOf } from '../addressing.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { ownSubnet } from './claims.ts';
import { entriesOf, entry, repeats } from './entries.ts';

/** Routes from blade to blade go by the next hop, which no router between them is told of. */
function routesReach(plan: Loose<Plan>): Problem[] {
  const subnet = ownSubnet(plan);
  if (!goesByRoutes(plan.kubernetes ?? {}) || !subnet) return [];
  const beyond = entriesOf(plan.blades, 'blades').filter(({ value }) => {
    const address = addressOf(plan, value);
    return address && isIpv4(address) && !contains(subnet, address);
  });
  const [first] = beyond;
  return first ? [at('kubernetes.flannel.backend', problem('plan-host-gw-routed', { slot: first.value.slot ?? first.where }))] : [];
}

const mirrorsOnce = (plan: Loose<Plan>): Problem[] =>
  repeats(
    entriesOf(plan.kubernetes?.mirrors, 'kubernetes.mirrors').flatMap(({ value, where }) => entry(value.registry, `${where}.registry`)),
    (registry, other) => problem('plan-mirror-twice', { registry, other }),
  );

function proxySaysWhich(plan: Loose<Plan>): Problem[] {
  const proxy = plan.kubernetes?.proxy;
  if (!proxy || proxy.http !== undefined || proxy.https !== undefined) return [];
  return [at('kubernetes.proxy', warning(problem('plan-proxy-empty')))];
}

const isProved = (cni: PodNetworkName): boolean => podNetworkFacts[cni].isProved;

/** Of a pod network that is known and was never tried; and what is chosen of flannel where another one is. */
function networkIsKnown({ kubernetes }: Loose<Plan>): Problem[] {
  const { cni, flannel } = kubernetes ?? {};
  if (!cni || cni === 'flannel') return [];
  return [
    ...(isProved(cni) ? [] : [at('kubernetes.cni', warning(problem('plan-cni-unproved', { cni })))]),
    ...(flannel ? [at('kubernetes.flannel', warning(problem('plan-flannel-unused', { cni })))] : []),
  ];
}

export const kubernetesRules = [networkIsKnown, routesReach, mirrorsOnce, proxySaysWhich];
