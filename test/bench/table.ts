// The table that `npm run bench` prints: one line per figure, a miss marked as a miss.

import { type Figure, isMet, ratioOf, type Target } from './figure.ts';

const number = (value: number) => (Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString());

function targetText(target: Target | undefined, unit: string): string {
  if (!target) return '';
  const bound = 'atLeast' in target ? `≥ ${number(target.atLeast)}` : `≤ ${number(target.atMost)}`;
  return `${bound} ${target.of === 'ratio' ? '×' : unit}`;
}

function cells(figure: Figure): string[] {
  const { what, unit, ours, peer, target } = figure;
  const ratio = ratioOf(figure);
  const met = isMet(figure);
  return [
    what,
    `${number(ours)} ${unit}`,
    peer ? `${number(peer.value)} ${peer.name}` : '',
    ratio === undefined ? '' : `${number(ratio)} ×`,
    targetText(target, unit),
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ];
}

const heading = ['what', 'ours', 'peer', 'ratio', 'target', ''];

/** The table as lines of text. */
export function tableText(figures: readonly Figure[]): string {
  const rows = [heading, ...figures.map(cells)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => [...row[column]!].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
