// A table of machines, from a spreadsheet or a management module: what its columns hold, and the machine in each line.

import { type Problem, problem, type Source, warning } from '../problem.ts';
import { combined } from './combine.ts';
import { inList, type ListedMachine, type Reading, saying } from './machines.ts';
import { chassisNamer } from './names.ts';
import { shown } from './shown.ts';
import { cellReader, type Draft } from './table/cells.ts';
import { type Column, columnsOf } from './table/columns.ts';
import type { Meaning } from './table/meanings.ts';
import { type Delimiter, isNothing, type Row, rowsOf } from './table/rows.ts';

export interface TableOptions {
  /** What the user says the columns hold, by their index; the others are guessed. */
  readonly columns?: readonly (Meaning | undefined)[];
  /** The name of the list in problems. */
  readonly file?: string;
}

export interface Understood extends Reading {
  readonly delimiter: Delimiter;
  readonly columns: readonly Column[];
  /** The first lines under the header as they are written, to look at. */
  readonly sample: readonly (readonly string[])[];
  /** Lines of data. */
  readonly rows: number;
}

/** Lines shown beside what was understood of them. */
const rowsShown = 5;
/** Enough to find a line again. */
const longestShown = 60;

const add = (draft: Draft, fields: Partial<Draft>): Draft => ({
  ...draft,
  ...fields,
  macs: [...new Set([...draft.macs, ...(fields.macs ?? [])])],
  ...(fields.labels && { labels: { ...draft.labels, ...fields.labels } }),
});

function machineOf({ chassis, number, macs, ...rest }: Draft, line: number): ListedMachine {
  const place = number === undefined ? {} : chassis === undefined ? { number } : { slot: `${chassis}/${number}` };
  return { line, ...place, macs, ...saying(rest) } as ListedMachine;
}

/** A management module lists every slot, also those with nothing in them. */
const isEmptyBay = ({ chassis: _, number, macs, ...rest }: Draft) =>
  number !== undefined && macs.length === 0 && Object.keys(rest).length === 0;

/** Reads row after row; a chassis stands in the first line of a merged cell only and holds for the lines under it. */
function rowReader(columns: readonly Column[], file: string) {
  const read = cellReader(chassisNamer());
  let chassis: string | undefined;
  return (row: Row): { machine?: ListedMachine; problems: Problem[] } => {
    const source = (index: number): Source => ({ file, ...row.at(index) });
    const problems: Problem[] = [];
    let draft: Draft = { macs: [] };
    for (const { index, meaning } of columns.filter(({ meaning }) => meaning !== 'ignore')) {
      const value = row.cells[index] ?? '';
      // "none" may well be the value of a label
      if (meaning.startsWith('label:') ? value === '' : isNothing(value)) continue;
      const cell = read(meaning, value);
      // a slot that names its own chassis is not overruled by the chassis column
      if (cell.fields && !(meaning === 'chassis' && draft.chassis)) draft = add(draft, cell.fields);
      if (cell.problem) problems.push(inList(source(index), cell.problem));
    }
    chassis = draft.chassis ?? chassis;
    if (chassis !== undefined && columns.some(({ meaning }) => meaning === 'chassis')) draft = { ...draft, chassis };
    if (isEmptyBay(draft) && problems.length === 0) return { problems };
    if (draft.number !== undefined || draft.macs.length > 0) return { machine: machineOf(draft, row.at(0).line), problems };
    // a line below the table, such as "Total: 16"
    const text = row.cells.filter(Boolean).join(' ').slice(0, longestShown);
    const nobody = warning(problem('list-row-nobody', { text }));
    return {
      problems:
        problems.some(({ code, level }) => level === 'error' && code !== 'list-slot-wrong') || isNothing(text)
          ? problems
          : [inList(source(0), nobody)],
    };
  };
}

const identifies = (meaning: Meaning) => ['slot', 'number', 'mac', 'ip', 'hostname'].includes(meaning);

/** Understands a table of machines as far as it can be; every problem with its line, column and what to do. Reads 10,000 lines in well under a second. */
export function understandTable(text: string, { columns: given = [], file = 'list' }: TableOptions = {}): Understood {
  const { delimiter, rows, openQuote } = rowsOf(text);
  const { columns, data } = columnsOf(rows, given);
  const whole = { file, line: 1, column: 1 };
  const before = [
    ...(openQuote ? [inList({ file, ...openQuote }, problem('list-quote-open'))] : []),
    ...(data.length > 0 && !columns.some(({ meaning }) => identifies(meaning)) ? [inList(whole, problem('list-columns-unknown'))] : []),
  ];
  const readings = data.map(rowReader(columns, file));
  const machines = combined(readings.flatMap(({ machine }) => machine ?? []));
  const problems = [...before, ...(before.length > 0 && machines.length === 0 ? [] : readings.flatMap((one) => one.problems))];
  const empty = machines.length === 0 && problems.length === 0 ? [inList(whole, problem('list-empty'))] : [];
  const sample = data.slice(0, rowsShown).map(({ cells }) => cells);
  return { delimiter, columns, sample, machines, problems: shown([...problems, ...empty]), rows: data.length };
}
