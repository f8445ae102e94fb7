// Which lines of one text are the same lines in another: those that stand there once in both hold the order of the rest (patience diff).

type Lines = readonly string[];

interface Part {
  readonly one: Lines;
  readonly other: Lines;
  /** The line of `other` for each line of `one`; −1 for none. */
  readonly found: Int32Array;
}

interface Span {
  readonly from: number;
  readonly until: number;
  readonly otherFrom: number;
  readonly otherUntil: number;
}

/** The place of each line that stands there exactly once. */
function placesOfSingles(lines: Lines, from: number, until: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let at = from; at < until; at++) places.set(lines[at]!, places.has(lines[at]!) ? -1 : at);
  return places;
}

type Pair = readonly [at: number, otherAt: number];

/** The longest chain of pairs that goes forward in both texts; `pairs` go forward in the first one already. */
function longestChain(pairs: readonly Pair[]): Pair[] {
  interface Link {
    readonly pair: Pair;
    readonly before: Link | undefined;
  }
  // The end of the best chain of each length: its place in the other text is the smallest there is.
  const ends: Link[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]!.pair[1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    ends[low] = { pair, before: ends[low - 1] };
  }
  const chain: Pair[] = [];
  for (let link = ends.at(-1); link; link = link.before) chain.push(link.pair);
  return chain.reverse();
}

/** Lines that stand once in both parts, in an order that both have. */
function anchors({ one, other }: Part, { from, until, otherFrom, otherUntil }: Span): Pair[] {
  const others = placesOfSingles(other, otherFrom, otherUntil);
  const pairs = [...placesOfSingles(one, from, until)].flatMap(([line, at]): Pair[] => {
    const otherAt = others.get(line) ?? -1;
    return at >= 0 && otherAt >= 0 ? [[at, otherAt]] : [];
  });
  return longestChain(pairs);
}

/** Takes equal lines off both ends; what is left has none there. */
function trim({ one, other, found }: Part, span: Span): Span {
  let { from, until, otherFrom, otherUntil } = span;
  while (from < until && otherFrom < otherUntil && one[from] === other[otherFrom]) found[from++] = otherFrom++;
  while (from < until && otherFrom < otherUntil && one[until - 1] === other[otherUntil - 1]) found[--until] = --otherUntil;
  return { from, until, otherFrom, otherUntil };
}

function match(part: Part, whole: Span): void {
  const span = trim(part, whole);
  if (span.from === span.until || span.otherFrom === span.otherUntil) return;
  let { from, otherFrom } = span;
  const chain = anchors(part, span);
  for (const [at, otherAt] of chain) {
    match(part, { from, until: at + 1, otherFrom, otherUntil: otherAt + 1 });
    [from, otherFrom] = [at + 1, otherAt + 1];
  }
  if (chain.length > 0) match(part, { ...span, from, otherFrom });
}

/** For each line of `one` the number of the same line in `other`, in rising order; −1 where there is none. */
export function sameLines(one: Lines, other: Lines): Int32Array {
  const part = { one, other, found: new Int32Array(one.length).fill(-1) };
  match(part, { from: 0, until: one.length, otherFrom: 0, otherUntil: other.length });
  return part.found;
}
