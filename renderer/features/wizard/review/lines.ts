// Texts as numbered lines: a plan file with its problems, a document, and what differs between two documents.

import { diffLines } from 'diff';
import type { DocumentView, ProblemView } from '../../../../services/contract/index.ts';

export interface Line {
  /** Counts from 1, on each side; absent on the side that lacks the line. */
  readonly before?: number;
  readonly after?: number;
  readonly text: string;
  readonly kind: 'same' | 'added' | 'removed';
}

/** Unchanged lines that are not shown. */
export interface Fold {
  readonly kind: 'fold';
  readonly lines: number;
  /** Number of the first of them. */
  readonly after: number;
}

/** The lines of a text; a newline at its end begins no further one. */
export const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** A file inside an Ignition config, as `data:,` and percent signs (RFC 2397): one line of JSON that holds many. */
const fileInside = /^( *)"source": "data:,(.*)"(,?)$/;

function fileOpened(line: string): string[] {
  const [, indent = '', file = '', comma = ''] = fileInside.exec(line) ?? [];
  if (file === '') return [line];
  return [`${indent}"source": "data:,"${comma}`, ...linesOf(decodeURIComponent(file)).map((inside) => `${indent}  │ ${inside}`)];
}

/** For reading and comparing: JSON is indented, and files inside of it are written out; everything else is as it will be served. */
export function readable({ contentType, body }: Pick<DocumentView, 'contentType' | 'body'>): string {
  if (!/json|ignition/.test(contentType)) return body;
  try {
    const indented = JSON.stringify(JSON.parse(body), undefined, 2);
    return `${linesOf(indented).flatMap(fileOpened).join('\n')}\n`;
  } catch {
    return body;
  }
}

/** Every line of both texts, each side numbered by itself. */
export function difference(before: string, after: string): Line[] {
  const lines: Line[] = [];
  const number = { before: 0, after: 0 };
  for (const { value, added, removed } of diffLines(before, after)) {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    for (const text of linesOf(value)) {
      if (kind !== 'added') number.before += 1;
      if (kind !== 'removed') number.after += 1;
      lines.push({
        text,
        kind,
        ...(kind === 'added' ? {} : { before: number.before }),
        ...(kind === 'removed' ? {} : { after: number.after }),
      });
    }
  }
  return lines;
}

interface Pair {
  readonly left?: Line;
  readonly right?: Line;
}

/** Lines of both sides next to each other: what was removed beside what came instead. */
export function sideBySide(lines: readonly Line[]): Pair[] {
  const pairs: Pair[] = [];
  let [removed, added]: [Line[], Line[]] = [[], []];
  const settle = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++) {
      const [left, right] = [removed[index], added[index]];
      pairs.push({ ...(left ? { left } : {}), ...(right ? { right } : {}) });
    }
    [removed, added] = [[], []];
  };
  for (const line of lines) {
    if (line.kind === 'removed') removed.push(line);
    else if (line.kind === 'added') added.push(line);
    else {
      settle();
      pairs.push({ left: line, right: line });
    }
  }
  settle();
  return pairs;
}

/** Unchanged lines around a change that are shown. */
const context = 3;

/** Long stretches without a change become one fold each; nothing is folded where nothing differs. */
export function folded(lines: readonly Line[]): (Line | Fold)[] {
  if (lines.every(({ kind }) => kind === 'same')) return [...lines];
  const changes = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const isNear = lines.map(() => false);
  for (const change of changes) isNear.fill(true, Math.max(0, change - context), change + context + 1);
  const shown: (Line | Fold)[] = [];
  lines.forEach((line, index) => {
    const last = shown.at(-1);
    if (isNear[index]) shown.push(line);
    else if (last?.kind === 'fold') shown[shown.length - 1] = { ...last, lines: last.lines + 1 };
    else shown.push({ kind: 'fold', lines: 1, after: line.after ?? 0 });
  });
  return shown;
}

/** The problems of each line of a file, by its number; those without a line are at 0. */
export function problemsByLine(problems: readonly ProblemView[]): ReadonlyMap<number, readonly ProblemView[]> {
  return Map.groupBy(problems, ({ source }) => source?.line ?? 0);
}
