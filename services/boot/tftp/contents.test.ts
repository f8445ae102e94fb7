import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { type Content, Files } from './contents.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-tftp-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7 + (at >> 8)) & 255);
const file = (name: string, size = bytes.length) => ({
  kind: 'file' as const,
  pieces: [{ file: join(scratch, name), size }],
  size,
  sha256: name,
});
for (const name of ['one', 'two']) writeFileSync(join(scratch, name), bytes);
writeFileSync(join(scratch, 'empty'), '');

function piece(content: Content, offset: number, length: number): Uint8Array {
  const target = new Uint8Array(length + 4);
  content.copy(target, 4, offset, length);
  return target.subarray(4);
}

it('gives any piece of a file, across the pieces it was read in', () => {
  const content = new Files(2).content(file('one'));
  const places = fc.tuple(fc.nat(bytes.length), fc.nat(100_000));
  fc.assert(
    fc.property(places, ([offset, wanted]) => {
      const length = Math.min(wanted, bytes.length - offset);
      expect(Buffer.compare(piece(content, offset, length), bytes.subarray(offset, offset + length))).toBe(0);
    }),
  );
  content.close();
});

it('gives the same of a file that is kept in pieces', () => {
  const cuts = [0, 65_536, 65_537, 200_000, bytes.length];
  const pieces = cuts.slice(1).map((end, index) => ({ file: join(scratch, `piece-${index}`), size: end - cuts[index]! }));
  for (const [index, piece] of pieces.entries()) writeFileSync(piece.file, bytes.subarray(cuts[index], cuts[index + 1]));
  const content = new Files().content({ ...file('pieces'), pieces });
  for (const offset of [0, 65_000, 65_536, 199_999, bytes.length - 1_000])
    expect(piece(content, offset, 1_000)).toEqual(bytes.slice(offset, offset + 1_000));
  content.close();
});

it('gives nothing of an empty file', () => {
  expect(piece(new Files().content(file('empty', 0)), 0, 0).length).toBe(0);
});

it('holds no more than its limit, and nothing of a file that nobody fetches', () => {
  const files = new Files(3);
  const contents = ['one', 'two', 'one'].map((name) => files.content(file(name)));
  for (const content of contents) for (let at = 0; at < bytes.length; at += 1000) piece(content, at, 1000);
  expect(files.held).toBeLessThanOrEqual(3 * 65_536);
  contents[1]?.close();
  contents[0]?.close();
  expect(piece(contents[2]!, 5, 5)).toEqual(bytes.slice(5, 10));
  contents[2]?.close();
  expect(files.held).toBe(0);
});

it('says what is wrong with a file that is missing, or not the one of the bundle', () => {
  const files = new Files();
  expect(() => files.content(file('gone'))).toThrow(/gone cannot be read: there is no such file or directory\. Import the bundle again/);
  expect(() => files.content(file('one', 5))).toThrow(/has 300000 bytes where the bundle has 5/);
  const written = { ...file('one'), pieces: [{ ...file('one').pieces[0]!, writtenAt: 1 }] };
  expect(() => files.content(written)).toThrow(/was written since it was verified/);
});

it('says so when a file became shorter while it is fetched', () => {
  writeFileSync(join(scratch, 'cut'), bytes);
  const content = new Files().content(file('cut'));
  writeFileSync(join(scratch, 'cut'), 'short');
  expect(() => piece(content, 200_000, 10)).toThrow(/ends after/);
});
