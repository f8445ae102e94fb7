// Every blade with its names and addresses, and the networks around them.

import { bytesInWords } from '../../../domain/blade/words.ts';
import { clusterDomain, movingVip } from '../../../domain/kubernetes/endpoint.ts';
import { taintText } from '../../../domain/kubernetes/taint-form.ts';
import { taintsOf } from '../../../domain/kubernetes/taints.ts';
import { cidrText } from '../../../domain/network/address.ts';
import { usualNodePorts } from '../../../domain/network/propose.ts';
import { podPrefixOf, podRanges, serviceRanges } from '../../../domain/plan/cluster-ranges.ts';
import type { Piece } from './markup.ts';
import { type Column, definitions, heading, lines, mono, type Section, several, table } from './parts.ts';
import type { Row, Telling } from './telling.ts';

function machine({ blade: { inventory } }: Row, { say }: Telling): Piece {
  if (!inventory) return say.unknown;
  const { product, serial, memoryBytes } = inventory;
  const what = say.list([product || say.unknown, say.addresses.memory(bytesInWords(memoryBytes))]);
  return lines([what, ...(serial ? [say.addresses.serial(serial)] : [])]);
}

function columnsOf(telling: Telling): readonly Column<Row>[] {
  const { say, plan } = telling;
  const { addresses } = say;
  return [
    { title: addresses.slot, kind: 'name', cell: ({ planned }) => planned.slot },
    { title: addresses.host, cell: ({ planned }) => planned.hostname },
    { title: addresses.address, kind: 'mono', cell: ({ planned }) => planned.address },
    {
      title: addresses.role,
      cell: ({ planned: { role, etcdMember } }) => lines([say.role[role], ...(etcdMember ? [addresses.etcdMember] : [])]),
    },
    { title: addresses.macs, kind: 'mono', cell: ({ planned }) => lines(planned.macs) },
    { title: addresses.machine, cell: (row) => machine(row, telling) },
    {
      title: addresses.node,
      cell: ({ planned }) =>
        lines([
          ...Object.entries(planned.labels).map(([key, value]) => (value ? `${key}=${value}` : key)),
          ...taintsOf(plan, planned).map(taintText),
        ]),
    },
  ];
}

function networks({ say: { addresses }, plan, administrator }: Telling): Piece {
  const { network } = plan;
  const vip = movingVip(plan);
  const pods = podRanges(plan).map((range) => [mono(cidrText(range.value)), ' ', addresses.podsMore(podPrefixOf(plan, range) ?? 0)]);
  return definitions(
    [addresses.subnet, mono(network.subnet)],
    [addresses.endpoint, mono(administrator.server)],
    [addresses.vip, vip && [mono(vip), ' ', addresses.vipMore]],
    [addresses.gateway, network.gateway && mono(network.gateway)],
    [addresses.dns, several(network.dns)],
    [addresses.search, several(network.searchDomains)],
    [addresses.ntp, several(network.ntp)],
    [addresses.pods, lines(pods)],
    [addresses.services, several(serviceRanges(plan).map(({ value }) => cidrText(value)))],
    [addresses.nodePorts, mono(network.nodePorts ?? usualNodePorts)],
    [addresses.domain, mono(clusterDomain)],
    [addresses.siteRoutes, several(network.siteRoutes)],
    [addresses.laptop, [mono(network.laptop), ' ', addresses.laptopMore]],
  );
}

export function addressesSection(telling: Telling): Section {
  const { say, rows } = telling;
  const body = [table(say.addresses.blades, rows, columnsOf(telling)), heading(say.addresses.networks), networks(telling)];
  return { id: 'addresses', title: say.addresses.title, wide: true, body };
}
