import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { type Hasher, HashingTrouble, openHasher } from './hasher.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-hasher-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const path = (name: string) => join(scratch, name);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Longer than what is read at once, and no multiple of it. */
const bytes = randomBytes(9_500_001);
writeFileSync(path('whole'), bytes);
const pieces = ['one', 'none', 'two'].map(path);
writeFileSync(pieces[0]!, bytes.subarray(0, 4_200_000));
writeFileSync(pieces[1]!, '');
writeFileSync(pieces[2]!, bytes.subarray(4_200_000));

let hasher: Hasher;
beforeEach(() => {
  hasher = openHasher(2);
});
afterEach(() => hasher.close());
/** Adds up what it is told. */
function counter() {
  let sum = 0;
  const onBytes = (more: number) => {
    sum += more;
  };
  return { onBytes, counted: () => sum };
}
const trouble = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: HashingTrouble) => [error instanceof HashingTrouble, error.side, error.code],
  );

it('hashes files as one, several at a time, and counts every byte', async () => {
  const counters = [counter(), counter(), counter()];
  const hashes = await Promise.all(
    [[path('whole')], pieces, [pieces[1]!]].map((files, place) => hasher.hash(files, counters[place]!.onBytes)),
  );
  expect(hashes).toEqual([sha256(bytes), sha256(bytes), sha256(Buffer.alloc(0))]);
  expect(counters.map(({ counted }) => counted())).toEqual([bytes.length, bytes.length, 0]);
});

it.each([0, 1, 4_200_000, 9_500_000, 9_500_001])('copies behind the %i bytes that are there, and hashes those too', async (kept) => {
  const copy = path(`copy-${kept}`);
  writeFileSync(copy, bytes.subarray(0, kept));
  const { onBytes, counted } = counter();
  expect(await hasher.copy(pieces, copy, onBytes)).toBe(sha256(bytes));
  expect(readFileSync(copy).equals(bytes)).toBe(true);
  expect(counted()).toBe(bytes.length);
});

it('tells by the hash that the beginning was another, and throws away what is longer than all of it', async () => {
  const copy = path('other');
  writeFileSync(copy, Buffer.alloc(100));
  expect(await hasher.copy(pieces, copy)).not.toBe(sha256(bytes));
  writeFileSync(copy, Buffer.alloc(bytes.length + 1));
  expect(await hasher.copy(pieces, copy)).toBe(sha256(bytes));
});

it('says which side the trouble is on, and goes on with the next file', async () => {
  symlinkSync(path('whole'), path('link'));
  expect(await trouble(hasher.hash([path('absent')]))).toEqual([true, 'files', 'ENOENT']);
  expect(await trouble(hasher.hash([path('link')]))).toEqual([true, 'files', 'ELOOP']);
  expect(await trouble(hasher.hash([scratch]))).toEqual([true, 'files', 'EISDIR']);
  expect(await trouble(hasher.copy([path('whole')], path('no/such/directory')))).toEqual([true, 'copy', 'ENOENT']);
  expect(await trouble(hasher.copy([path('whole')], path('link')))).toEqual([true, 'copy', 'ELOOP']);
  expect(await hasher.hash([path('whole')])).toBe(sha256(bytes));
});

it('ends at once: what runs and what waits rejects, and no file stays open', async () => {
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  const works = Array.from({ length: 6 }, () =>
    hasher.hash([path('whole')]).then(
      () => 'done',
      () => 'ended',
    ),
  );
  await hasher.close();
  expect((await Promise.all(works)).filter((end) => end === 'ended').length).toBeGreaterThan(0);
  await expect(hasher.hash([path('whole')])).rejects.toThrow('ended');
  await expect.poll(() => open() <= before, { timeout: 10_000 }).toBe(true);
});
