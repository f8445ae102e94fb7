// What a bench measures: our figure beside a peer's of the same run on the same machine, and what is wanted of it.

/** What the figure is held against: the peer's (`ratio`, ours divided by theirs) or a number of its own unit (`value`). */
export type Target =
  | { readonly of: 'ratio' | 'value'; readonly atLeast: number }
  | { readonly of: 'ratio' | 'value'; readonly atMost: number };

export interface Figure {
  /** `HTTP, 32 clients`. */
  readonly what: string;
  /** `GB/s`. */
  readonly unit: string;
  readonly ours: number;
  readonly peer?: { readonly name: string; readonly value: number };
  /** Without one the figure is told and not judged. */
  readonly target?: Target;
}

/** One bench: resolves with all its figures; rejects when it could not be run. */
export type Bench = () => Promise<Figure[]>;

export const ratioOf = ({ ours, peer }: Figure): number | undefined => peer && ours / peer.value;

/** Whether the target is met; undefined where there is none. A figure that could not be had (NaN) is a miss. */
export function isMet(figure: Figure): boolean | undefined {
  const { target, ours } = figure;
  if (!target) return undefined;
  const value = target.of === 'ratio' ? (ratioOf(figure) ?? Number.NaN) : ours;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** The middle one of an odd number of measurements: one disturbed round does not count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value below which this share of the measurements lies: `percentile(times, 0.99)`. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
