// Where a range of bytes lies in a file that was cut into pieces.

/** `length` bytes from `start` on of the piece with this place in the list. */
export interface Span {
  readonly piece: number;
  readonly start: number;
  readonly length: number;
}

/** The spans of `length` bytes from `start` on, in order, none of them empty; shorter than asked where the pieces end before. */
export function spansOf(sizes: readonly number[], start: number, length: number): Span[] {
  const spans: Span[] = [];
  let before = 0;
  for (const [piece, size] of sizes.entries()) {
    const from = Math.max(0, start - before);
    const to = Math.min(size, start + length - before);
    if (from < to) spans.push({ piece, start: from, length: to - from });
    before += size;
  }
  return spans;
}
