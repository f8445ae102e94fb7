// Slots on the clipboard: a column with the MAC addresses of each slot, as a spreadsheet copies one.

import { macsIn } from '../../../../services/domain/exchange/table/cells.ts';
import { findMacs } from '../../../../services/domain/network/mac.ts';
import type { Filling } from './blade-edits.ts';
import { from } from './geometry.ts';
import type { Rack } from './rack.ts';

/** What a pasted text is: MAC addresses slot by slot (an empty list leaves its slot alone), or something for the import. */
export type Pasted =
  | { readonly kind: 'column'; readonly lines: readonly (readonly string[])[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'nothing' };

export function pastedIn(text: string): Pasted {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\s+$/, '')
    .split(/\r\n?|\n/);
  if (lines.every((line) => line.trim() === '')) return { kind: 'nothing' };
  const cells = lines.map((line) => (line.trim() === '' ? [] : macsIn(line.trim())));
  return cells.every((macs) => macs !== undefined) ? { kind: 'column', lines: cells } : { kind: 'list' };
}

/** The column into the slots from `slot` on; `left` are the lines that no slot was there for. */
export function downFrom(rack: Rack, slot: string, lines: readonly (readonly string[])[]): { fillings: Filling[]; left: number } {
  const slots = from(rack, slot);
  const fillings = slots.slice(0, lines.length).map((one, index) => ({ slot: one, macs: lines[index]! }));
  return { fillings: fillings.filter(({ macs }) => macs.length > 0), left: Math.max(0, lines.length - slots.length) };
}

/** A line per slot; an empty one for an empty slot, so that a gap stays a gap. */
export const copied = (rack: Rack, slots: readonly string[]): string =>
  slots.map((slot) => rack.cells[slot]?.macs.join(' ') ?? '').join('\n');

/** The MAC addresses in what was typed or read from a sticker; none where it holds none. */
export const macsOnSticker = (text: string): readonly string[] => macsIn(text.trim()) ?? findMacs(text);
