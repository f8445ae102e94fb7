import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { browse } from './browse.ts';

let directory: string;
const from = { directory: '/state/bundles', sticks: async () => [directory] };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'browse-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('begins at the stick, and tells the other places to begin at', async () => {
  const { places, ...browsed } = await browse(undefined, from);
  expect(browsed).toEqual({ directory, parent: tmpdir(), isBundle: false, entries: [] });
  expect(places.map(({ kind }) => kind)).toEqual(['stick', 'home', 'own', 'root']);
  expect((await browse(undefined, { ...from, sticks: async () => [] })).directory).toBe(homedir());
});

it('begins at the next place when a stick cannot be looked into', async () => {
  expect((await browse(undefined, { ...from, sticks: async () => [join(directory, 'gone'), directory] })).directory).toBe(directory);
});

it('names directories, also behind links, and which of them are bundles; no files and nothing hidden', async () => {
  for (const name of ['b', 'a', '.hidden']) mkdirSync(join(directory, name));
  writeFileSync(join(directory, 'file'), '');
  writeFileSync(join(directory, 'b', 'manifest.json'), '{}');
  symlinkSync(join(directory, 'b'), join(directory, 'c'));
  symlinkSync(join(directory, 'nowhere'), join(directory, 'd'));
  const { entries } = await browse(directory, from);
  expect(entries.map(({ name, isBundle }) => [name, isBundle])).toEqual([
    ['a', false],
    ['b', true],
    ['c', true],
  ]);
  expect((await browse(join(directory, 'b'), from)).isBundle).toBe(true);
});

it('says why it cannot look somewhere', async () => {
  writeFileSync(join(directory, 'file'), '');
  const refused = (code: string, reason: string) =>
    expect.objectContaining({ problems: [expect.objectContaining({ code, params: { directory: expect.any(String), reason } })] });
  await expect(browse(join(directory, 'nothing'), from)).rejects.toThrow(
    refused('directory-unreadable', 'there is no such file or directory'),
  );
  await expect(browse(join(directory, 'file'), from)).rejects.toThrow(
    refused('directory-unreadable', 'a part of its path is not a directory'),
  );
});

it('has no way up from the root', async () => {
  expect(await browse('/', from)).not.toHaveProperty('parent');
});
