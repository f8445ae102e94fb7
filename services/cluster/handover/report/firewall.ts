// Who has to reach whom, for the site's network team: what stays, and what can be closed now that the laptop leaves.

import { type FirewallRow, type FirewallSide, firewallMatrix } from '../../../domain/architecture/firewall.ts';
import type { Piece } from './markup.ts';
import { type Column, lines, mono, type Section, table } from './parts.ts';
import type { Telling } from './telling.ts';

/** Addresses that are told one by one; of more the table of addresses has them. */
const mostAddresses = 6;

function sideOf({ who, addresses }: FirewallSide, { say }: Telling): Piece {
  if (addresses.length === 0) return lines([who, say.firewall.any]);
  const shown = addresses.slice(0, mostAddresses).map(mono);
  return lines([who, ...shown, ...(addresses.length > mostAddresses ? [`+${addresses.length - mostAddresses}`] : [])]);
}

const columnsOf = (telling: Telling): readonly Column<FirewallRow>[] => [
  { title: telling.say.firewall.from, kind: 'name', cell: ({ from }) => sideOf(from, telling) },
  { title: telling.say.firewall.to, cell: ({ to }) => sideOf(to, telling) },
  { title: telling.say.firewall.ports, kind: 'mono', cell: ({ protocol, ports }) => `${protocol.toUpperCase()} ${ports}`.trim() },
  { title: telling.say.firewall.why, cell: ({ why }) => why },
];

export function firewallSection(telling: Telling): Section {
  const { say, plan, language } = telling;
  const rows = firewallMatrix(plan, language);
  const tableOf = (needed: FirewallRow['needed']) =>
    table(
      say.firewall[needed],
      rows.filter((row) => row.needed === needed),
      columnsOf(telling),
    );
  return { id: 'firewall', title: say.firewall.title, wide: true, body: [tableOf('always'), tableOf('installing')] };
}
