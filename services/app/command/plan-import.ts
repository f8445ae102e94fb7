// `rackstrap plan import`: shows what a list of machines would make of a plan; with --write it does it.

import type { MergedMachine } from '../../domain/exchange/merge.ts';
import { type Meaning, plainMeanings } from '../../domain/exchange/table/meanings.ts';
import type { List } from '../../domain/exchange/understand.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import type { Output } from '../output.ts';
import { asData, counted, paragraph } from '../plan-check.ts';
import { type PlanImport, planImport, saveImport } from '../plan-import.ts';
import type { CommandOptions } from './serving.ts';

/** `slot,mac,,hostname`: an empty place is left to the guess. Throws a Refusal for a word that is no meaning. */
function columnsIn(given: string): (Meaning | undefined)[] {
  return given.split(',').map((word) => {
    if (word === '') return undefined;
    if (word.startsWith('label:') || plainMeanings.some((meaning) => meaning === word)) return word as Meaning;
    const expected = `${plainMeanings.join(', ')} or label:NAME for each column, with commas between`;
    throw new Refusal(problem('option-malformed', { option: '--columns', given: word, expected }));
  });
}

function columnsLine(list: List): string[] {
  if (list.form === 'dhcpd') return [`Hosts of a dhcpd.conf: ${list.machines.length}`];
  const said = list.columns.map(({ header, meaning, index }) => `${header || `column ${index + 1}`} = ${meaning}`);
  return [`Columns: ${said.join(', ')}`];
}

const shownDifference = ({ field, before, after }: MergedMachine['differences'][number]) =>
  before === undefined ? `${field} ${after}` : `${field} ${before} → ${after}`;

const changeLine = ({ machine, slot, change, differences, trouble }: MergedMachine): string =>
  [
    change.padEnd('conflict'.length),
    (slot ?? `line ${machine.line}`).padEnd(8),
    trouble?.what ?? differences.map(shownDifference).join('; '),
  ]
    .join('  ')
    .trimEnd();

const kinds = ['new', 'changed', 'same', 'conflict'] as const;

function summary({ preview, removed }: PlanImport, written: boolean): string {
  const counts = kinds.map((kind) => `${preview.filter(({ change }) => change === kind).length} ${kind}`);
  const gone = removed.length > 0 ? `, ${counted(removed.length, 'blade')} taken out` : '';
  const next = written ? 'The plan is written.' : 'Nothing is written.';
  return `${counted(preview.length, 'machine')}: ${counts.join(', ')}${gone}. ${next}`;
}

function printed(found: PlanImport, written: boolean): string {
  const changes = found.preview.filter(({ change }) => change !== 'same').map(changeLine);
  const problems = [...found.problems, ...found.planProblems].map(paragraph);
  return [[...columnsLine(found.list), ...changes].join('\n'), ...problems, summary(found, written)].join('\n\n');
}

function printedAsData(found: PlanImport, ok: boolean, written: boolean): string {
  const { list, preview, removed, problems, planProblems } = found;
  return JSON.stringify({
    ok,
    written,
    form: list.form,
    ...(list.form === 'table' && { columns: list.columns }),
    machines: preview,
    removed,
    problems: problems.map(asData),
    planProblems: planProblems.map(asData),
  });
}

/**
 * Exit 0 when all of the list can be taken, or was. With an error in the list nothing is written; what the plan itself then still lacks
 * is shown, and keeps nobody from saving it.
 */
export async function importList(file: string, list: string, options: CommandOptions, output: Output): Promise<number> {
  const { chassis, columns, json, replace, write } = options;
  const found = await planImport(file, list, {
    how: replace === true ? 'replace' : 'add',
    addChassis: options['add-chassis'] === true,
    ...(typeof chassis === 'string' && { chassis }),
    ...(typeof columns === 'string' && { columns: columnsIn(columns) }),
  });
  const ok = found.problems.every(({ level }) => level === 'warning');
  const written = ok && write === true && found.edits.length > 0;
  if (written) saveImport(found);
  output.line(json === true ? printedAsData(found, ok, written) : printed(found, written));
  return ok ? 0 : 1;
}
