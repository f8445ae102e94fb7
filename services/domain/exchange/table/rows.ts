// A table as rows of cells, each of which still knows its line and column: delimited as spreadsheets do, or aligned by spaces.

import Papa from 'papaparse';

export interface Row {
  /** Trimmed, in plain forms of letters and digits. */
  readonly cells: readonly string[];
  /** Of the cell at `index`, both counted from 1. */
  readonly at: (index: number) => { readonly line: number; readonly column: number };
}

export type Delimiter = '\t' | ';' | ',' | '|' | 'spaces';

export interface Rows {
  readonly delimiter: Delimiter;
  readonly rows: readonly Row[];
  /** Where a quote is opened that is never closed. */
  readonly openQuote?: { readonly line: number; readonly column: number };
}

const delimiters: readonly Exclude<Delimiter, 'spaces'>[] = ['\t', ';', ',', '|'];
/** Enough to see past a title and a header. */
const rowsLookedAt = 50;

/** Whether a cell is empty or only stands for nothing, as people mark an empty bay. */
export const isNothing = (cell: string): boolean => /^(?:|[-–—?]+|n\/?a|none|null|nil|无)$/i.test(cell);

/** Without the invisible characters that a paste brings along, and what spreadsheets wrap text in so that it stays text (`="00A1"`). */
const clean = (cell: string): string =>
  cell
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^="(.*)"$/, '$1');

/** What it is worth to read the text with this delimiter: how many rows agree on a width of more than one, then how wide. */
function worth(text: string, delimiter: string): readonly [rows: number, width: number] {
  const { data } = Papa.parse<string[]>(text, { delimiter, newline: '\n', preview: rowsLookedAt, skipEmptyLines: true });
  const counts = new Map<number, number>();
  for (const { length } of data) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width = 1, rows = 0] = [...counts].toSorted(([one, many], [other, more]) => more - many || other - one)[0] ?? [];
  return [rows, width];
}

function guessDelimiter(text: string): Delimiter {
  const ranked = delimiters
    .map((delimiter) => ({ delimiter, worth: worth(text, delimiter) }))
    .filter(({ worth: [rows] }) => rows > 0)
    .toSorted((one, other) => other.worth[0] - one.worth[0] || other.worth[1] - one.worth[1]);
  return ranked[0]?.delimiter ?? 'spaces';
}

const newlinesIn = (text: string) => text.split('\n').length - 1;

/** Where the cell at `index` begins in the text of its row, quotes and all. */
function offsetOf(row: string, delimiter: string, index: number): number {
  const cell = new RegExp(`(?:"(?:[^"]|"")*")?[^${delimiter === '|' ? '\\|' : delimiter}]*`, 'y');
  for (let passed = 0; passed < index; passed++) {
    cell.exec(row);
    cell.lastIndex += 1;
  }
  return cell.lastIndex;
}

function delimited(text: string, delimiter: Exclude<Delimiter, 'spaces'>): Rows {
  const rows: Row[] = [];
  let [start, line] = [0, 1];
  const place = (offset: number, from = 0, above = 1) => {
    const before = text.slice(from, offset);
    return { line: above + newlinesIn(before), column: offset - from - before.lastIndexOf('\n') };
  };
  let open: number | undefined;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors, meta }) => {
      const [from, above] = [start, line];
      const at = (index: number) => place(from + offsetOf(text.slice(from), delimiter, index), from, above);
      rows.push({ cells: data.map(clean), at });
      // the index is behind the quote
      open ??= errors.find(({ code }) => code === 'MissingQuotes')?.index;
      line += newlinesIn(text.slice(from, meta.cursor));
      start = meta.cursor;
    },
  });
  return { delimiter, rows, ...(open !== undefined && { openQuote: place(open - 1) }) };
}

/** The columns under a line of dashes, as management modules print them: cells may be empty there. */
function columnsUnder(dashes: string): (line: string) => [cell: string, column: number][] {
  const starts = [...dashes.matchAll(/-+/g)].map(({ index }) => index);
  return (line) => starts.map((start, index) => [line.slice(index === 0 ? 0 : start, starts[index + 1]), start + 1]);
}

const parted = (line: string, gap: RegExp): [cell: string, column: number][] =>
  [...line.matchAll(gap)].map(({ 0: cell, index }) => [cell, index + 1]);

/** Words with one space between them are one cell where anything stands further apart. */
function aligned(text: string): Rows {
  const lines = text.split('\n');
  const dashes = lines.find((line) => /^\s*-+(\s+-+)+\s*$/.test(line));
  const gap = lines.some((line) => /\S( {2,}|\t)\S/.test(line)) ? /\S+(?: \S+)*/g : /\S+/g;
  const cut = dashes ? columnsUnder(dashes) : (line: string) => parted(line, gap);
  const rows = lines.map((line, index) => {
    const found = cut(line);
    return { cells: found.map(([cell]) => clean(cell)), at: (cell: number) => ({ line: index + 1, column: found[cell]?.[1] ?? 1 }) };
  });
  return { delimiter: 'spaces', rows };
}

const isRule = ({ cells }: Row) => cells.every((cell) => /^[-=:+]*$/.test(cell));

/** Every row with something in it; lines drawn under a header are nothing. Takes any line ends and a byte order mark. */
export function rowsOf(raw: string): Rows {
  const text = raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const delimiter = guessDelimiter(text);
  const found = delimiter === 'spaces' ? aligned(text) : delimited(text, delimiter);
  return { ...found, rows: found.rows.filter((row) => !isRule(row)) };
}
