// The firewall matrix: who has to reach whom, on which ports and why, for the site's network team.

import type { Language } from '../language.ts';
import type { Plan } from '../plan/plan.ts';
import { clusterLines, installingLines, type Line, type Protocol, siteLines } from './firewall-lines.ts';
import { type Party, partiesOf } from './firewall-parties.ts';

/** Someone a rule is about; without addresses it is whoever the site allows. */
export interface FirewallSide {
  readonly who: string;
  /** Addresses, networks, or names of hosts. */
  readonly addresses: readonly string[];
}

export interface FirewallRow {
  readonly from: FirewallSide;
  readonly to: FirewallSide;
  readonly protocol: Protocol;
  /** `6443`, `2379-2380`, `53`; empty for ARP. */
  readonly ports: string;
  readonly why: string;
  /** `installing`: close it again after hand-over, when the laptop leaves. */
  readonly needed: 'installing' | 'always';
}

/** Every flow a good plan needs, those of the laptop last; words in one language. */
export function firewallMatrix(plan: Plan, language: Language = 'en'): FirewallRow[] {
  const parties = partiesOf(plan);
  const side = ({ who, addresses }: Party): FirewallSide => ({ who: who[language], addresses });
  const rows = (lines: readonly Line[], needed: FirewallRow['needed']) =>
    lines.map(([from, to, protocol, ports, why]) => ({ from: side(from), to: side(to), protocol, ports, why: why[language], needed }));
  return [
    ...rows([...clusterLines(plan, parties), ...siteLines(plan, parties)], 'always'),
    ...rows(installingLines(plan, parties), 'installing'),
  ];
}
