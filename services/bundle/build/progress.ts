// How far a build is: bytes and parts of what is known to be wanted.

import type { Progress } from '../tally.ts';

/** While sources are read nobody knows how many parts there will be: `parts` is 0 then. */
export interface BuildProgress extends Progress {
  /** Bytes that came over the network or from a mirror since this start. */
  readonly arrived: number;
}

interface OfPart {
  expected: number;
  done: boolean;
  readonly downloads: Map<string, number>;
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

export interface BuildTally {
  /** A part of about this many bytes will be brought. */
  expect(part: string, bytes: number): void;
  /** So many bytes of one of its downloads are there by now. */
  told(part: string, download: string, bytes: number): void;
  /** It is in the bundle, with this many bytes. */
  done(part: string, bytes: number): void;
}

/**
 * `onProgress` hears of every change; whoever shows it chooses how often. Unlike bundles that are there already, sizes are usual ones until a server
 * tells its own, so the whole may grow.
 */
export function openTally(onProgress: (progress: BuildProgress) => void): BuildTally {
  const parts = new Map<string, OfPart>();
  /** What is fetched to learn what there is to fetch. */
  const reading: OfPart = { expected: 0, done: false, downloads: new Map() };
  let arrived = 0;
  const bytesOf = ({ done, expected, downloads }: OfPart) => (done ? expected : Math.min(expected, sum(downloads.values())));
  const tell = (part: string) => {
    const all = parts.size > 0 ? [...parts.values()] : [reading];
    const [bytes, totalBytes] = [sum(all.map(bytesOf)), sum(all.map(({ expected }) => expected))];
    onProgress({ part, bytes, totalBytes, partsDone: all.filter(({ done }) => done).length, parts: parts.size, arrived });
  };
  return {
    expect(part, bytes) {
      parts.set(part, { expected: bytes, done: false, downloads: new Map() });
    },
    told(part, download, bytes) {
      const one = parts.get(part) ?? reading;
      arrived += Math.max(0, bytes - (one.downloads.get(download) ?? bytes));
      one.downloads.set(download, bytes);
      one.expected = Math.max(one.expected, sum(one.downloads.values()));
      tell(part);
    },
    done(part, bytes) {
      Object.assign(parts.get(part)!, { expected: bytes, done: true });
      tell(part);
    },
  };
}
