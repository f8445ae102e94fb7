// Calico's manifest fitted to a plan: pods have the plan's range and go by VXLAN, from the node's own address.

import { type Document, isMap, isSeq, type YAMLMap } from 'yaml';
import { cidrText, familyOf } from '../../domain/network/address.ts';
import { podRanges } from '../../domain/plan/cluster-ranges.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { PodNetwork } from './cni.ts';
import { configMapWith, type Daemon, daemonThat, fittedManifest, listIn, textsOf, understood } from './manifest.ts';

function rangeOf(plan: Plan): string {
  const ranges = podRanges(plan).map(({ value }) => value);
  const [first, ...others] = ranges;
  const isFour = first !== undefined && others.length === 0 && familyOf(first.address) === 'ipv4';
  return cidrText(understood(isFour && first, 'Rackstrap fits it to one range of IPv4 pods only'));
}

function setVariable({ container, document }: Daemon, name: string, value: string): void {
  const environment = listIn(container, 'env', document);
  const index = environment.items.findIndex((item) => isMap(item) && item.get('name') === name);
  const node = document.createNode({ name, value });
  if (index < 0) environment.add(node);
  else environment.set(index, node);
}

/** Between its nodes no BGP is spoken then: its probes would wait for that for ever. */
function withoutBird(container: YAMLMap): void {
  for (const probe of ['livenessProbe', 'readinessProbe']) {
    const command = container.getIn([probe, 'exec', 'command']);
    if (isSeq(command)) command.items = command.items.filter((_, index) => !textsOf(command)[index]!.startsWith('-bird'));
  }
}

/**
 * As its own guide to VXLAN tells for this manifest. By default it speaks BGP and IP-in-IP, which a firewall of the site is rarely asked for, and
 * takes the address of the first interface it finds.
 */
function fitDocuments(documents: readonly Document[], plan: Plan): void {
  const range = rangeOf(plan);
  configMapWith(documents, 'calico_backend').setIn(['data', 'calico_backend'], 'vxlan');
  const daemon = daemonThat(documents, 'calico-node', (one) => one.get('name') === 'calico-node');
  const variables = {
    CALICO_IPV4POOL_CIDR: range,
    CALICO_IPV4POOL_IPIP: 'Never',
    CALICO_IPV4POOL_VXLAN: 'Always',
    IP_AUTODETECTION_METHOD: 'kubernetes-internal-ip',
  };
  for (const [name, value] of Object.entries(variables)) setVariable(daemon, name, value);
  withoutBird(daemon.container);
}

export const calico: PodNetwork = {
  fitted: (manifest, plan) => fittedManifest('calico', manifest, (documents) => fitDocuments(documents, plan)),
};
