// Who has to reach whom, for the site's network team: what stays, and what can be closed now that the laptop leaves.

import { type FirewallRow, type FirewallSide, firewallMatrix } from '../../../domain/architecture/firewall.ts';
import type { Piece } from './markup.ts';
import { type Column, definitions, heading, type Section, several, table } from './parts.ts';
import type { Telling } from './telling.ts';

/** Everybody a rule is about, each once. */
function parties(rows: readonly FirewallRow[], { say }: Telling): Piece {
  const sides = new Map(rows.flatMap(({ from, to }) => [from, to]).map((side) => [side.who, side]));
  const where = ({ addresses }: FirewallSide) => (addresses.length === 0 ? say.firewall.any : several(addresses));
  return definitions(...[...sides.values()].map((side) => [side.who, where(side)] as const));
}

const columnsOf = ({ say }: Telling): readonly Column<FirewallRow>[] => [
  { title: say.firewall.from, kind: 'name', cell: ({ from }) => from.who },
  { title: say.firewall.to, cell: ({ to }) => to.who },
  { title: say.firewall.ports, kind: 'mono', cell: ({ protocol, ports }) => `${protocol.toUpperCase()} ${ports}`.trim() },
  { title: say.firewall.why, cell: ({ why }) => why },
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
  const body = [tableOf('always'), tableOf('installing'), heading(say.firewall.parties), parties(rows, telling)];
  return { id: 'firewall', title: say.firewall.title, wide: true, body };
}
