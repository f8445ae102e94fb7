// The word that was probably meant: for a field name with a slip of the finger in it.

/** Edits from one word to the other: a letter more, less, other, or two exchanged (optimal string alignment distance). */
export function edits(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const exchanged = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      line[column] = Math.min(
        rows[row - 1]![column]! + 1,
        line[column - 1]! + 1,
        rows[row - 1]![column - 1]! + (same ? 0 : 1),
        exchanged ? rows[row - 2]![column - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
    rows.push(line);
  }
  return rows[one.length]![other.length]!;
}

/** A name longer than any field's is no slip of one, and is not compared: the work grows with the square of its length. */
const longest = 64;

/** The nearest of `words`, when no more than every third letter differs; case does not count. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (word.length > longest) return undefined;
  const ranked = words
    .map((known) => ({ known, distance: edits(word.toLowerCase(), known.toLowerCase()) }))
    .filter(({ known, distance }) => distance <= Math.max(word.length, known.length) / 3)
    .toSorted((one, other) => one.distance - other.distance);
  return ranked[0]?.known;
}
