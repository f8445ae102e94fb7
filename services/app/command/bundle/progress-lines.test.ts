import { describe, expect, it } from 'vitest';
import { progressLines, shownSeconds } from './progress-lines.ts';

function told(columns: number | undefined, at: readonly number[], parts = 3): string[] {
  const notes: string[] = [];
  let now = 0;
  const output = { line: () => {}, note: (text: string) => void notes.push(text), columns };
  const tell = progressLines(output, { monotonic: () => now });
  for (const moment of at) {
    now = moment;
    tell({ part: 'os/amd64/image', bytes: moment * 1000, totalBytes: 60_000_000, partsDone: 0, parts });
  }
  return notes;
}

describe('the lines of a long job', () => {
  it('come once a second where somebody watches', () => {
    expect(
      told(
        80,
        Array.from({ length: 31 }, (_, index) => index * 100),
      ),
    ).toHaveLength(3);
  });
  it('come every ten seconds in a log, and not at all of a short job', () => {
    expect(
      told(
        undefined,
        Array.from({ length: 31 }, (_, index) => index * 1000),
      ),
    ).toHaveLength(3);
    expect(told(undefined, [0, 5000])).toEqual([]);
  });
  it('say how far it is, how fast, and for how long still', () => {
    expect(told(80, [0, 1000, 2000, 3000]).at(-1)).toBe('3.0 MB of 60 MB, 0 of 3 parts, 1.0 MB/s, 0:57 left, os/amd64/image');
  });
  it('know of no end while nobody knows how much there will be', () => {
    expect(told(80, [0, 1000, 2000, 3000], 0).at(-1)).toBe('Reading what there is, 3.0 MB, 1.0 MB/s');
  });
  it.each([
    [0, '0:00'],
    [67.9, '1:07'],
    [4025, '1:07:05'],
  ])('show %d seconds as %s', (seconds, shown) => expect(shownSeconds(seconds)).toBe(shown));
});
