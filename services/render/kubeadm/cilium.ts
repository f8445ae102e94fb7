// Cilium's manifest, as its chart renders it, fitted to a plan: pods have the plan's ranges, and kube-proxy leads services to them as ever.

import type { Document } from 'yaml';
import { bitsOf, cidrText, type Family, familyOf } from '../../domain/network/address.ts';
import { podPrefixOf, podRanges } from '../../domain/plan/cluster-ranges.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { PodNetwork } from './cni.ts';
import { configMapWith, fittedManifest, understood } from './manifest.ts';

const families: readonly Family[] = ['ipv4', 'ipv6'];

/** Settings of cilium-config are texts, numbers and truths as well. */
function fitSettings(documents: readonly Document[], plan: Plan): void {
  const map = configMapWith(documents, 'ipam');
  const setting = (name: string): string => String(map.getIn(['data', name]) ?? '');
  const ranges = new Map(podRanges(plan).map((range) => [familyOf(range.value.address), range]));
  const replaces = setting('kube-proxy-replacement');
  understood(['', 'false', 'disabled'].includes(replaces), `it replaces kube-proxy (${replaces}), which stays: render it without`);
  for (const family of families) {
    const isOn = setting(`enable-${family}`) === 'true';
    understood(
      isOn === ranges.has(family),
      `its enable-${family} is ${isOn}, and the plan's pods are of ${[...ranges.keys()].join(' and ')}`,
    );
  }
  const ipam = setting('ipam');
  // Each node's part of the ranges is then the one that Kubernetes gives it, of the plan as it is.
  if (ipam === 'kubernetes') return;
  understood(ipam === 'cluster-pool', `its ipam is ${ipam}`);
  for (const [family, range] of ranges) {
    map.setIn(['data', `cluster-pool-${family}-cidr`], cidrText(range.value));
    map.setIn(['data', `cluster-pool-${family}-mask-size`], String(podPrefixOf(plan, range) ?? bitsOf(family)));
  }
}

export const cilium: PodNetwork = {
  fitted: (manifest, plan) => fittedManifest('cilium', manifest, (documents) => fitSettings(documents, plan)),
};
