// Markup that is safe by the way it is made: whatever is put into it is text, unless it was made here as well.

import { masked } from '../masked.ts';

/** Markup that is complete in itself, and may stand inside other markup as it is. */
export class Markup {
  readonly text: string;
  /** Only `markup` and `raw` make one. */
  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = Markup | string | number | undefined | readonly Piece[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** What has no place in HTML (WHATWG, "Preprocessing the input stream"), and what turns around how a line is read: a program's output may hold both. */
const unfit = /(?![\t\n\r])\p{Cc}|\p{Surrogate}|\p{Noncharacter_Code_Point}|\p{Bidi_Control}/gu;

/** Text as it stands between tags and in quoted attributes. */
export const escaped = (text: string): string =>
  masked(text)
    .replace(unfit, '\ufffd')
    .replace(/[&<>"']/g, (sign) => entities[sign]!);

const written = (piece: Piece): string => {
  if (piece === undefined) return '';
  if (piece instanceof Markup) return piece.text;
  return typeof piece === 'object' ? piece.map(written).join('') : escaped(String(piece));
};

/** `markup\`<td title="${anything}">${anything}</td>\``: attributes have to be quoted. */
export const markup = (fixed: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(fixed.map((text, index) => text + written(pieces[index])).join(''));

/** Markup that is one of this program's own constants. */
export const raw = (text: string): Markup => new Markup(text);

/** Text inside a CSS string: every sign but letters and digits by its number (CSS Syntax, section 4.3.7). */
export const cssString = (text: string): string =>
  `"${masked(text).replace(/[^\p{L}\p{N}]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`;
