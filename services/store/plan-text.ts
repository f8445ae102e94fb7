// How an edited plan is written: where no edit touched it, letter by letter as it was, and the rest in the manner of its file.

import { type Document, isMap, isNode, isScalar, type Pair, type ToStringOptions, visit } from 'yaml';
import { sameLines } from './same-lines.ts';

const byteOrderMark = '\uFEFF';

/** No line is folded, and lists are written `[a, b]`, as usual. */
const usual = { lineWidth: 0, flowCollectionPadding: false } as const satisfies ToStringOptions;

const columnOf = (text: string, offset: number) => offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** How far right a group begins under its name; undefined where it stands on one line. */
function step(text: string, { key, value }: Pair): number | undefined {
  if (!isMap(value) || value.flow || value.items.length === 0 || !isScalar(key) || !value.range || !key.range) return undefined;
  return columnOf(text, value.range[0]) - columnOf(text, key.range[0]);
}

/** As in the first group of the file. A single space, which YAML takes and its writer does not, is left to `Room`. */
function indentOf(document: Document, text: string): number {
  let indent = 2;
  visit(document, {
    Pair(_, pair) {
      const columns = isNode(pair.key) ? step(text, pair) : undefined;
      if (columns === undefined || columns < 2) return;
      indent = columns;
      return visit.BREAK;
    },
  });
  return indent;
}

const linesOf = (text: string): string[] => text.split('\n');
/** What YAML's writer may change without meaning to is the room between the signs. */
const withoutRoom = (line: string): string => line.replace(/\s+/g, '');
const roomBefore = (line: string): number => line.length - line.trimStart().length;
/** Where a comment stands tells nothing of how far right fields stand. */
const isField = (line: string): boolean => /^\s*[^\s#]/.test(line);

/** How far right lines stand: a new one as far as the last one before it that is as deep, or not quite as deep. */
class Room {
  private readonly told: { readonly meant: number; readonly stands: number }[] = [];

  keep(meant: string, stands: string): void {
    if (isField(meant)) this.told.push({ meant: roomBefore(meant), stands: roomBefore(stands) });
  }
  /** `instead`: the line whose place it takes. */
  give(line: string, instead?: string): string {
    if (line === '') return line;
    const meant = roomBefore(line);
    const above = this.told.findLast((one) => one.meant <= meant) ?? { meant: 0, stands: 0 };
    const stands = instead === undefined ? above.stands + meant - above.meant : roomBefore(instead);
    const placed = ' '.repeat(stands) + line.trimStart();
    this.keep(line, placed);
    return placed;
  }
}

/**
 * The lines of `after`, but those that stand in `before` too as `original` has them. Of what lies between two such lines, the original
 * is taken where nothing was edited: it may have several empty lines, or a list over several.
 */
function asOriginally(original: readonly string[], before: readonly string[], after: readonly string[]): string[] {
  const inOriginal = sameLines(before.map(withoutRoom), original.map(withoutRoom));
  const inAfter = sameLines(before, after);
  const room = new Room();
  const written: string[] = [];
  let [originalAt, beforeAt, afterAt] = [0, 0, 0];
  const between = (originalEnd: number, beforeEnd: number, afterEnd: number) => {
    const edited = after.slice(afterAt, afterEnd);
    const replaced = original.slice(originalAt, originalEnd);
    const untouched = edited.length === beforeEnd - beforeAt && edited.every((line, index) => line === before[beforeAt + index]);
    const oneForOne = edited.length === replaced.length;
    written.push(...(untouched ? replaced : edited.map((line, index) => room.give(line, oneForOne ? replaced[index] : undefined))));
  };
  before.forEach((line, at) => {
    const [originalEnd, afterEnd] = [inOriginal[at]!, inAfter[at]!];
    if (originalEnd < 0 || afterEnd < 0) return;
    between(originalEnd, at, afterEnd);
    written.push(original[originalEnd]!);
    room.keep(line, original[originalEnd]!);
    [originalAt, beforeAt, afterAt] = [originalEnd + 1, at + 1, afterEnd + 1];
  });
  between(original.length, before.length, after.length);
  return written;
}

const count = (text: string, part: string) => text.split(part).length - 1;

/** With the byte-order mark of `original`, and with its line ends: those that most of its lines have. */
function endedLike(original: string, text: string): string {
  const mark = original.startsWith(byteOrderMark) ? byteOrderMark : '';
  const windows = count(original, '\r\n') * 2 > count(original, '\n');
  return mark + (windows ? text.replaceAll('\n', '\r\n') : text);
}

/** An edited document as text, twice: as close to the original as it can be, and in one manner throughout. */
export interface EditedText {
  readonly close: string;
  readonly plain: string;
}

/** The text of `document` after `edit` has changed it; `original` is the text that it was read from. */
export function editedText(document: Document, original: string, edit: () => void): EditedText {
  const options = { ...usual, indent: indentOf(document, original) };
  const unmarked = original.replace(byteOrderMark, '').replaceAll('\r\n', '\n');
  const before = document.toString(options);
  edit();
  const after = document.toString(options);
  const close = before === unmarked ? after : asOriginally(linesOf(unmarked), linesOf(before), linesOf(after)).join('\n');
  return { close: endedLike(original, close.toWellFormed()), plain: endedLike(original, after.toWellFormed()) };
}
