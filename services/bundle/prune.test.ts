import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orRefuse } from '../domain/problem.ts';
import {
  bundlesIn,
  bundleWriter,
  diffBundles,
  findBundle,
  type PruneRule,
  planPrune,
  prune,
  readBundle,
  summaryOf,
  verifyBundle,
} from './index.ts';

let library: string;
beforeEach(() => {
  library = mkdtempSync(join(tmpdir(), 'rackstrap-library-'));
});
afterEach(() => rmSync(library, { recursive: true, force: true }));

/** Built on the day of November that its version is; path → text. */
function write(name: string, version: string, contents: Record<string, string>): void {
  const writer = bundleWriter(join(library, `${name}-${version}`));
  for (const [path, text] of Object.entries(contents))
    writer.addBytes({ path, kind: path.startsWith('os/') ? 'image' : 'binary', arch: 'amd64', version }, Buffer.from(text));
  const created = `2026-11-${version.padStart(2, '0')}T00:00:00Z`;
  writer.finish({ name, version, created, tool: 'test', os: { family: 'lab', version: '1' } });
}
const shared = { 'bin/kubelet': 'x'.repeat(1000) };
beforeEach(() => {
  write('site', '9', { ...shared, 'os/image': 'nine' });
  write('site', '10', { ...shared, 'os/image': 'ten', 'os/more': 'more' });
  write('site', '11', { ...shared, 'os/image': 'eleven!' });
  write('lab', '1', { 'os/lab': 'lab' });
});
const rule = (changes: Partial<PruneRule> = {}): PruneRule => ({ keep: 1, inUse: new Set(), named: new Set(), ...changes });
const now = Date.parse('2026-12-01T00:00:00Z');
const removed = async (changes: Partial<PruneRule>) => (await planPrune(library, rule(changes), now)).remove.map(({ id }) => id);

describe('the library', () => {
  it('finds a bundle by its version, by its name the newest, and a directory as it is', async () => {
    const found = async (given: string) => findBundle(library, given);
    expect(await found('site-9')).toEqual({ ok: true, value: join(library, 'site-9') });
    expect(await found('site')).toEqual({ ok: true, value: join(library, 'site-11') });
    expect(await found(library)).toEqual({ ok: true, value: library });
    expect(await found('nothing')).toMatchObject({ ok: false, problems: [{ code: 'bundle-none-of-name' }] });
    expect(await findBundle(join(library, 'nowhere'), 'site')).toMatchObject({ ok: false });
  });
  it('takes nothing for a bundle that has no manifest, or is not done', async () => {
    mkdirSync(join(library, 'empty'));
    write('.importing', 'abc', {});
    expect((await bundlesIn(library)).map(({ id }) => id)).toEqual(['site-11', 'site-10', 'site-9', 'lab-1']);
  });
});

describe('prune', () => {
  it('keeps the newest of each name, by when they were built', async () => {
    expect(await removed({})).toEqual(['site-10', 'site-9']);
    expect(await removed({ keep: 2 })).toEqual(['site-9']);
    expect(await removed({ keep: 0 })).toEqual(['site-11', 'site-10', 'site-9', 'lab-1']);
  });
  it('keeps what a run works with, known by its manifest or by name only, and what is named', async () => {
    const [, ten] = await bundlesIn(library);
    expect(await removed({ inUse: new Set([ten!.manifestSha256]) })).toEqual(['site-9']);
    expect(await removed({ inUse: new Set(['site']) })).toEqual([]);
    expect(await removed({ named: new Set(['site-9']) })).toEqual(['site-10']);
    expect((await planPrune(library, rule({ named: new Set(['site-9']) }), now)).stay.map(({ bundle, why }) => [bundle.id, why])).toEqual([
      ['site-11', 'newest'],
      ['site-9', 'named'],
      ['lab-1', 'newest'],
    ]);
  });
  it('tells the bytes that no other bundle needs, removes nothing before it is told to, and then only that', async () => {
    const found = await planPrune(library, rule(), now);
    expect(found.freedBytes).toBe('nine'.length + 'ten'.length + 'more'.length);
    expect(readdirSync(library)).toHaveLength(4);
    prune(found);
    expect(readdirSync(library).toSorted()).toEqual(['lab-1', 'site-11']);
    expect((await verifyBundle(orRefuse(await readBundle(join(library, 'site-11'))))).problems).toEqual([]);
  });
  it('clears away imports that nobody went on with for a day, and removals that were cut off', async () => {
    for (const name of ['.importing-old', '.importing-new', '.removing-site-8'])
      mkdirSync(join(library, name, 'blobs/sha256'), { recursive: true });
    utimesSync(join(library, '.importing-old'), now / 1000 - 90_000, now / 1000 - 90_000);
    utimesSync(join(library, '.importing-new'), now / 1000 - 80_000, now / 1000 - 80_000);
    const found = await planPrune(library, rule({ keep: 9 }), now);
    expect(found.leftovers).toEqual([join(library, '.importing-old'), join(library, '.removing-site-8')]);
    prune(found);
    expect(readdirSync(library).filter((name) => name.startsWith('.'))).toEqual(['.importing-new']);
  });
});

describe('two bundles', () => {
  const parts = async (id: string) => orRefuse(await readBundle(join(library, id))).manifest;
  it('differ by paths and bytes, and an import copies each content that is new once', async () => {
    const found = diffBundles(await parts('site-9'), await parts('site-10'));
    expect(found.added.map(({ path }) => path)).toEqual(['os/more']);
    expect(found.changed.map(({ before, after }) => [before.version, after.version, after.path])).toEqual([['9', '10', 'os/image']]);
    expect([found.removed, found.same, found.bytesToCopy]).toEqual([[], 1, 'ten'.length + 'more'.length]);
    expect(diffBundles(await parts('site-10'), await parts('site-9'))).toMatchObject({ removed: [{ path: 'os/more' }], added: [] });
    expect(diffBundles(await parts('site-9'), await parts('site-9'))).toMatchObject({ same: 2, changed: [], bytesToCopy: 0 });
  });
  it('are summed up by kind and licence', async () => {
    expect(summaryOf(await parts('site-10'))).toEqual({
      bytes: 1007,
      kinds: [
        { kind: 'binary', parts: 1, bytes: 1000 },
        { kind: 'image', parts: 2, bytes: 7 },
      ],
      licences: [{ licence: undefined, parts: 3 }],
    });
  });
});
