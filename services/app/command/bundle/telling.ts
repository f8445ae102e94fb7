// What work on a bundle came to, as a terminal shows it.

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
