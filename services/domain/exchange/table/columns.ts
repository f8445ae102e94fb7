// Which rows are the header, and what each column holds: by the words over it and by what is in it.

import { parseRole, parseSlot } from '../names.ts';
import { addressIn, macsIn } from './cells.ts';
import { isCounting, type Meaning, meaningOf } from './meanings.ts';
import { isNothing, type Row } from './rows.ts';

export interface Column {
  /** From 0. */
  readonly index: number;
  /** The words over it, of several header rows joined; empty where there are none. */
  readonly header: string;
  readonly meaning: Meaning;
  readonly guessedBy: 'header' | 'content' | 'you' | 'nothing';
}

/** A title, some words about the list and two rows of header are above the data at most. */
const mostRowsAbove = 20;
/** Rows looked at to see what is in a column. */
const rowsSampled = 200;
/** Of the cells that are filled; the others are typing mistakes, which are told of one by one. */
const mostOfAColumn = 0.6;

type Content = 'mac' | 'ip' | 'slot' | 'number' | 'role';

function contentOf(cell: string): Content | undefined {
  if (macsIn(cell)) return 'mac';
  if (addressIn(cell)) return 'ip';
  if (/^\d+$/.test(cell)) return 'number';
  if (/[\d)]$|号$/.test(cell) && parseSlot(cell)) return 'slot';
  return parseRole(cell) && 'role';
}

const isData = ({ cells }: Row) => cells.some((cell) => ['mac', 'ip'].includes(contentOf(cell) ?? ''));
const wordsIn = ({ cells }: Row) => cells.filter((cell) => meaningOf(cell) !== undefined).length;
/** One cell at the left and nothing beside it. */
const isTitle = ({ cells }: Row) => cells.every((cell, index) => (cell !== '') === (index === 0));

/** How many rows stand above the data: up to the last one that names columns, before the first one that holds addresses. */
function rowsAbove(rows: readonly Row[]): number {
  const firstData = rows.slice(0, mostRowsAbove).findIndex(isData);
  const before = rows.slice(0, firstData < 0 ? 1 : firstData);
  const several = before.findLastIndex((row) => wordsIn(row) > 1);
  return 1 + (several >= 0 ? several : before.findLastIndex((row) => wordsIn(row) > 0));
}

/** A merged cell is written at its left end only: its words reach to the next one. */
const reaching = (cells: readonly string[]): string[] =>
  cells.map((cell, index) => cell || (cells.slice(0, index).findLast((before) => before !== '') ?? ''));

/** The words over each column: the last header row's, behind those of merged cells above it. */
function headersOf(above: readonly Row[], width: number): { whole: string; own: string }[] {
  const named = above.filter((row) => !isTitle(row) || above.length === 1);
  const own = named.at(-1)?.cells ?? [];
  const upper = named.slice(0, -1).map(({ cells }) => reaching(cells));
  return Array.from({ length: width }, (_, index) => {
    const words = [...upper.map((cells) => cells[index] ?? ''), own[index] ?? ''].filter(Boolean);
    return { whole: words.join(' '), own: own[index] ?? '' };
  });
}

function mostlyIn(rows: readonly Row[], index: number): Content | undefined {
  const filled = rows.slice(0, rowsSampled).flatMap(({ cells }) => (isNothing(cells[index] ?? '') ? [] : cells[index]!));
  const counts = Map.groupBy(filled, contentOf);
  const [content, cells] = [...counts].filter(([kind]) => kind !== undefined).toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  return cells && cells.length >= mostOfAColumn * filled.length ? content : undefined;
}

const addressed = new Set<Meaning>(['ip', 'bmc']);

/** What the header says, where the content does not speak against it; else what the content is. */
function guess(header: { whole: string; own: string }, content: Content | undefined): Pick<Column, 'meaning' | 'guessedBy'> {
  const named = meaningOf(header.whole) ?? meaningOf(header.own);
  const byHeader = (meaning: Meaning) => ({ meaning, guessedBy: 'header' as const });
  const byContent = (meaning: Meaning) => ({ meaning, guessedBy: 'content' as const });
  if (named === 'slot' && content === 'number') return byHeader('number');
  if (named === 'ignore') return byHeader('ignore');
  if (content === 'mac') return named === 'bmc' ? byHeader('ignore') : named === 'mac' ? byHeader('mac') : byContent('mac');
  if (content === 'ip')
    return named && addressed.has(named) ? byHeader(named) : named === undefined || named === 'mac' ? byContent('ip') : byHeader('ignore');
  if (named) return byHeader(named);
  if (content === 'number') return isCounting(header.whole) ? byContent('number') : { meaning: 'ignore', guessedBy: 'nothing' };
  return content ? byContent(content) : { meaning: 'ignore', guessedBy: 'nothing' };
}

const rank = { you: 0, header: 1, content: 2, nothing: 3 };

/** A second column of what a machine has once is not taken, nor a count of lines beside real slots. */
function once(columns: readonly Column[]): Column[] {
  const ranked = columns.toSorted((one, other) => rank[one.guessedBy] - rank[other.guessedBy]);
  const holder = (meaning: Meaning) => ranked.find((column) => column.meaning === meaning);
  return columns.map((column) => {
    const surplus = holder(column.meaning) !== column || (column.meaning === 'number' && column.guessedBy === 'content' && holder('slot'));
    const kept = column.guessedBy === 'you' || column.meaning === 'mac' || column.meaning === 'ignore' || !surplus;
    return kept ? column : { ...column, meaning: 'ignore', guessedBy: 'nothing' };
  });
}

/** The columns of a table and the rows of data under them; `given` says what the user knows better. */
export function columnsOf(rows: readonly Row[], given: readonly (Meaning | undefined)[] = []): { columns: Column[]; data: readonly Row[] } {
  const above = rowsAbove(rows);
  const data = rows.slice(above);
  const width = Math.max(0, ...rows.slice(0, rowsSampled).map(({ cells }) => cells.length));
  const columns = headersOf(rows.slice(0, above), width).map((header, index): Column => {
    const known = given[index];
    return { index, header: header.whole, ...(known ? { meaning: known, guessedBy: 'you' } : guess(header, mostlyIn(data, index))) };
  });
  return { columns: once(columns), data };
}
