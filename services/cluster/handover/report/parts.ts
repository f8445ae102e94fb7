// What every section of the report is built of: headings, tables, definitions, commands.

import { type Markup, markup, type Piece } from './markup.ts';
import type { ReportWords } from './report-words.ts';

/** A part of the report with a number in front of its title; `wide` ones are printed across. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Piece;
  readonly wide?: boolean;
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Piece;
  /** `mono`: addresses and digests; `number`: to the right; `name`: what the row is about. */
  readonly kind?: 'mono' | 'number' | 'name';
}

const ofKind = (kind: string | undefined): Piece => kind && markup` class="${kind}"`;

/** Unseen where the section's own title stands right above it: then it is for who hears the page. */
export type Caption = string | { readonly unseen: string };

const captionOf = (caption: Caption): Markup =>
  typeof caption === 'string' ? markup`<caption>${caption}</caption>` : markup`<caption class="unseen">${caption.unseen}</caption>`;

/** What does not fit a narrow screen is scrolled, also by the keyboard. */
export function table<Row>(caption: Caption, rows: readonly Row[], columns: readonly Column<Row>[]): Markup {
  const head = columns.map(({ title, kind }) => markup`<th scope="col"${ofKind(kind)}>${title}</th>`);
  const cellOf = (row: Row, { cell, kind }: Column<Row>) =>
    kind === 'name' ? markup`<th scope="row">${cell(row)}</th>` : markup`<td${ofKind(kind)}>${cell(row)}</td>`;
  const body = rows.map((row) => markup`<tr>${columns.map((column) => cellOf(row, column))}</tr>\n`);
  return markup`<div class="scroll" role="group" tabindex="0" aria-label="${typeof caption === 'string' ? caption : caption.unseen}"><table>${captionOf(caption)}
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>\n`;
}

const isNothing = (piece: Piece): boolean => piece === undefined || piece === '' || (Array.isArray(piece) && piece.every(isNothing));

/** Terms and what they are; those without anything to say are left out. */
export function definitions(...pairs: readonly (readonly [term: string, what: Piece])[]): Markup {
  const told = pairs.filter(([, what]) => !isNothing(what));
  return markup`<dl>${told.map(([term, what]) => markup`<div><dt>${term}</dt><dd>${what}</dd></div>\n`)}</dl>\n`;
}

export const list = (items: readonly Piece[]): Markup => markup`<ul>${items.map((item) => markup`<li>${item}</li>\n`)}</ul>\n`;
export const paragraph = (text: Piece): Markup => markup`<p>${text}</p>\n`;
/** One paragraph of those that are said. */
export const sentences = ({ between }: Pick<ReportWords, 'between'>, ...said: readonly (string | false | undefined)[]): Markup =>
  paragraph(said.filter(Boolean).join(between));
export const heading = (text: string): Markup => markup`<h3>${text}</h3>\n`;
export const mono = (text: string): Markup => markup`<code>${text}</code>`;
/** Each on a line of its own. */
export const lines = (items: readonly Piece[]): Piece => items.map((item, index) => (index === 0 ? item : markup`<br>${item}`));

/** Addresses one behind the other, each kept whole. */
export const several = (items: readonly string[]): Piece => items.map((item, index) => [index === 0 ? '' : ', ', mono(item)]);

/** Commands to be copied as they are, below what they are for. */
export const commands = (what: string, ...typed: readonly string[]): Markup =>
  markup`<figure class="commands"><figcaption>${what}</figcaption><pre><code>${typed.join('\n')}</code></pre></figure>\n`;
