import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { orRefuse } from '../domain/problem.ts';
import { bundleWriter, readBundle, verifyBundle } from './index.ts';
import { blobNames, largestPiece, mostPieces, pieceName } from './layout.ts';
import { placeFile } from './place.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-place-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const bytes = randomBytes(10_001);
const digest = createHash('sha256').update(bytes).digest('hex');
const blobs = () => readdirSync(join(directory, 'bundle/blobs/sha256')).toSorted();
const head = { name: 'site', version: '1', created: '2026-01-01T00:00:00Z', tool: 'test', os: { family: 'lab', version: '1' } } as const;
const part = { path: 'os/image', kind: 'image', arch: 'amd64' } as const;

it('no piece is too large for FAT32, and all together hold more than any image', () => {
  expect(largestPiece).toBeLessThan(2 ** 32 - 1);
  expect(largestPiece * mostPieces).toBeGreaterThan(2 ** 41);
});

it.each([
  ['as a file', (writer: ReturnType<typeof bundleWriter>, file: string) => writer.addFile(part, file)],
  ['as bytes', async (writer: ReturnType<typeof bundleWriter>) => writer.addBytes(part, bytes)],
])('a part that comes %s is kept in pieces when it is too large for one, and is the same part', async (_, add) => {
  const file = join(directory, 'image');
  writeFileSync(file, bytes);
  const writer = bundleWriter(join(directory, 'bundle'), { pieceBytes: 5_000 });
  expect(await add(writer, file)).toMatchObject({ size: 10_001, sha256: digest });
  writer.finish(head);
  expect(blobs()).toEqual([0, 1, 2].map((index) => pieceName(digest, index)));
  expect(blobs().map((name) => statSync(join(directory, 'bundle/blobs/sha256', name)).size)).toEqual([5_000, 5_000, 1]);
  const { problems } = await verifyBundle(orRefuse(await readBundle(join(directory, 'bundle'))));
  expect(problems).toEqual([]);
});

it('a part of just the size of a piece stays whole', async () => {
  const writer = bundleWriter(join(directory, 'bundle'), { pieceBytes: bytes.length });
  writer.addBytes(part, bytes);
  expect(blobs()).toEqual([digest]);
});

it('pieces take the place of a whole file that was there, even of the very file they are cut from', async () => {
  bundleWriter(join(directory, 'bundle')).addBytes(part, bytes);
  const whole = join(directory, 'bundle/blobs/sha256', digest);
  await placeFile(join(directory, 'bundle'), digest, whole, { pieceBytes: 6_000 });
  expect(blobs()).toEqual([pieceName(digest, 0), pieceName(digest, 1)]);
  expect(Buffer.concat(blobs().map((name) => readFileSync(join(directory, 'bundle/blobs/sha256', name)))).equals(bytes)).toBe(true);
});

it('a whole file goes before pieces, and pieces behind a gap are none', () => {
  const names = (...all: string[]) => blobNames(digest, new Set(all));
  expect(names(digest, `${digest}.000`)).toEqual([digest]);
  expect(names(`${digest}.000`, `${digest}.002`, 'other')).toEqual([`${digest}.000`]);
  expect(names(`${digest}.001`, `${digest}.partial`)).toEqual([]);
});
