// How far a build is: bytes and parts, how fast, and for how long still.

import type { Clock } from '../../platform/clock.ts';

export interface BuildProgress {
  readonly bytes: number;
  /** As far as is known: what servers tell, or usual sizes. */
  readonly totalBytes: number;
  readonly parts: number;
  readonly totalParts: number;
  /** Over the last seconds; what was there before does not count. */
  readonly bytesPerSecond: number;
  /** Undefined while nothing comes. */
  readonly secondsLeft: number | undefined;
  /** The parts that are being brought. */
  readonly now: readonly string[];
}

/** A shorter time jumps, a longer one tells of a network that is gone. */
const rateMilliseconds = 10_000;
/** Readings that are closer together add nothing. */
const readingMilliseconds = 250;

interface OfPart {
  expected: number;
  done: boolean;
  readonly downloads: Map<string, number>;
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

export interface Tally {
  /** A part of about this many bytes will be brought. */
  expect(part: string, bytes: number): void;
  /** So many bytes of one of its downloads are there by now. */
  told(part: string, download: string, bytes: number): void;
  begun(part: string): void;
  /** It is in the bundle, with this many bytes. */
  done(part: string, bytes: number): void;
  now(): BuildProgress;
}

/** `onProgress` hears of every change; whoever shows it chooses how often. */
export function openTally(clock: Pick<Clock, 'monotonic'>, onProgress: ((progress: BuildProgress) => void) | undefined): Tally {
  const parts = new Map<string, OfPart>();
  const running = new Set<string>();
  const readings: { at: number; arrived: number }[] = [{ at: clock.monotonic(), arrived: 0 }];
  let arrived = 0;

  function read(): number {
    const at = clock.monotonic();
    if (at - readings.at(-1)!.at >= readingMilliseconds) readings.push({ at, arrived });
    while (readings.length > 2 && readings[1]!.at < at - rateMilliseconds) readings.shift();
    const [first] = readings;
    return at > first!.at ? ((arrived - first!.arrived) * 1000) / (at - first!.at) : 0;
  }
  const bytesOf = ({ done, expected, downloads }: OfPart) => (done ? expected : Math.min(expected, sum(downloads.values())));
  const now = (): BuildProgress => {
    const all = [...parts.values()];
    const [bytes, totalBytes, rate] = [sum(all.map(bytesOf)), sum(all.map(({ expected }) => expected)), read()];
    const left = rate > 0 ? (totalBytes - bytes) / rate : undefined;
    const finished = all.filter(({ done }) => done).length;
    return { bytes, totalBytes, parts: finished, totalParts: all.length, bytesPerSecond: rate, secondsLeft: left, now: [...running] };
  };
  const changed = () => onProgress?.(now());
  return {
    expect(part, bytes) {
      parts.set(part, { expected: bytes, done: false, downloads: new Map() });
    },
    told(part, download, bytes) {
      const one = parts.get(part);
      if (!one) return;
      const before = one.downloads.get(download);
      if (before !== undefined) arrived += Math.max(0, bytes - before);
      one.downloads.set(download, bytes);
      one.expected = Math.max(one.expected, sum(one.downloads.values()));
      changed();
    },
    begun(part) {
      running.add(part);
      changed();
    },
    done(part, bytes) {
      running.delete(part);
      Object.assign(parts.get(part) ?? {}, { expected: bytes, done: true });
      changed();
    },
    now,
  };
}
