// The firewall matrix on paper: as CSV for a spreadsheet or a ticket, as Markdown to read.

import { type FirewallRow, type FirewallSide, firewallMatrix } from '../architecture/firewall.ts';
import type { Language } from '../language.ts';
import type { Plan } from '../plan/plan.ts';
import { csvText } from './csv.ts';

const words = {
  en: {
    title: 'Firewall matrix of',
    header: ['From', 'From addresses', 'To', 'To addresses', 'Protocol', 'Ports', 'Needed', 'Why'],
    installing: 'while installing',
    always: 'always',
    any: 'any the site allows',
  },
  'zh-CN': {
    title: '防火墙矩阵：',
    header: ['来源', '来源地址', '目标', '目标地址', '协议', '端口', '何时需要', '原因'],
    installing: '仅安装期间',
    always: '始终',
    any: '由现场决定',
  },
} as const;

function rowsOf(plan: Plan, language: Language): string[][] {
  const say = words[language];
  const addresses = (side: FirewallSide) => side.addresses.join(' ') || say.any;
  const row = ({ from, to, protocol, ports, needed, why }: FirewallRow) => [
    from.who,
    addresses(from),
    to.who,
    addresses(to),
    protocol,
    ports,
    say[needed],
    why,
  ];
  return firewallMatrix(plan, language).map(row);
}

/** Excel takes a table for UTF-8 by this mark only. */
const byteOrderMark = '\ufeff';

export const firewallCsv = (plan: Plan, language: Language = 'en'): string =>
  `${language === 'en' ? '' : byteOrderMark}${csvText(words[language].header, rowsOf(plan, language))}`;

/** A pipe would end the cell. */
const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

export function firewallMarkdown(plan: Plan, language: Language = 'en'): string {
  const { title, header } = words[language];
  return [`# ${title} ${plan.name}`, '', line(header), line(header.map(() => '---')), ...rowsOf(plan, language).map(line), ''].join('\n');
}
