// How far a job over many parts is: bytes, parts, and the part at hand.

import type { Part } from '../domain/bundle.ts';

export interface Progress {
  /** The part at hand. */
  readonly part: string;
  /** Of all parts together; parts of the same bytes are one. Never fewer than before. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly partsDone: number;
  readonly parts: number;
}

export interface Tally {
  /** Bytes of this part went by. */
  moved(part: Part, bytes: number): void;
  /** Nothing more comes of this part: it counts as a whole, however many of its bytes went by. */
  done(part: Part): void;
}

/** Counts over these parts, each of other bytes than the others. */
export function tally(parts: readonly Part[], onProgress: (progress: Progress) => void): Tally {
  const totalBytes = parts.reduce((sum, { size }) => sum + size, 0);
  const underWay = new Map<Part, number>();
  let [settled, partsDone, told] = [0, 0, 0];
  const tell = ({ path }: Part) => {
    told = Math.max(told, settled + [...underWay.values()].reduce((sum, bytes) => sum + bytes, 0));
    onProgress({ part: path, bytes: told, totalBytes, partsDone, parts: parts.length });
  };
  return {
    moved(part, bytes) {
      underWay.set(part, Math.min(part.size, (underWay.get(part) ?? 0) + bytes));
      tell(part);
    },
    done(part) {
      underWay.delete(part);
      settled += part.size;
      partsDone += 1;
      tell(part);
    },
  };
}

/** The parts by their bytes: the first of each group stands for all. */
export const blobsOf = (parts: readonly Part[]): Map<Part, readonly Part[]> =>
  new Map([...Map.groupBy(parts, ({ sha256 }) => sha256).values()].map((same) => [same[0]!, same]));
