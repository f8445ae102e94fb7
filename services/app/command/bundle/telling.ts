// What work on a bundle came to, as a terminal shows it.

import type { Trust } from '../../../bundle/index.ts';
import { inWords, type Problem } from '../../../domain/problem.ts';

/** Each problem as a line. */
export const problemLines = (problems: readonly Problem[]): string[] => problems.map((found) => `${found.level}: ${inWords(found)}`);

/** Rows as columns as wide as their widest cell. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, place) => Math.max(...rows.map((row) => row[place]!.length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, place) => cell.padEnd(widths[place]!))
      .join('  ')
      .trimEnd(),
  );
}

/** Who signed a bundle, and whether that means anything on this laptop. */
export function trustWords(trust: Trust): string {
  if (trust.is === 'trusted') return `signed by a trusted key: ${trust.key.words}`;
  return trust.is === 'unknown-key' ? `signed by a key this laptop does not trust: ${trust.words.join('; ')}` : 'signed by nobody';
}
