import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../domain/bundle.ts';
import type { Result } from '../domain/problem.ts';
import { fileStamp } from '../platform/files.ts';
import { type Bundle, readBundle, verifyBundle } from './index.ts';
import { blobDirectory, blobFile } from './layout.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-bundle-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const contents: Record<string, string> = {
  'loaders/undionly.kpxe': 'loader',
  'os/lab_production_pxe.vmlinuz': 'kernel'.repeat(1000),
  'os/lab_production_image.bin': 'image'.repeat(500_000),
};
const part = (path: string): Manifest['parts'][number] => ({
  path,
  size: contents[path]!.length,
  sha256: createHash('sha256').update(contents[path]!).digest('hex'),
  kind: 'other',
  arch: 'amd64',
});
const manifest = (): Manifest => ({
  apiVersion: 'rackstrap/bundle/v1',
  name: 'lab',
  version: '1',
  created: '2026-11-20T00:00:00Z',
  tool: 'rackstrap test',
  os: { family: 'lab', version: '1' },
  parts: Object.keys(contents).map(part),
});
const fileOf = (path: string) => blobFile(directory, part(path).sha256);

function write(made: unknown = manifest()): void {
  mkdirSync(blobDirectory(directory), { recursive: true });
  for (const [path, content] of Object.entries(contents)) writeFileSync(fileOf(path), content);
  writeFileSync(join(directory, 'manifest.json'), typeof made === 'string' ? made : JSON.stringify(made));
}

async function read(): Promise<Bundle> {
  const result = await readBundle(directory);
  if (!result.ok) throw new Error(result.problems.map(({ what }) => what).join());
  return result.value;
}
const told = (problems: readonly { code: string; what: string }[]) => problems.map(({ code, what }) => `${code}: ${what}`);
const codes = (result: Result<unknown>) => (result.ok ? [] : result.problems.map(({ code }) => code));
const paths = ({ manifest: { parts } }: Bundle) => parts.map(({ path }) => path);
const damage = (path: string) => writeFileSync(fileOf(path), contents[path]!.replace(/^./, '!'));

describe('readBundle', () => {
  it('has every part of a good bundle, and where it lies', async () => {
    write();
    const bundle = await read();
    expect(paths(bundle)).toEqual(Object.keys(contents));
    expect(bundle.problems).toEqual([]);
    const [piece, ...more] = bundle.piecesOf('loaders/undionly.kpxe');
    expect([readFileSync(piece!.file, 'utf8'), piece!.size, more]).toEqual(['loader', 6, []]);
  });
  it('names every part that is missing, short, or no file, and leaves only those out', async () => {
    write();
    rmSync(fileOf('loaders/undionly.kpxe'));
    truncateSync(fileOf('os/lab_production_image.bin'), 1234);
    const bundle = await read();
    expect(told(bundle.problems)).toEqual([
      'bundle-file-missing: loaders/undionly.kpxe is in the manifest of the bundle, but not in its directory.',
      'bundle-part-size: os/lab_production_image.bin of the bundle has 1234 bytes instead of 2500000: the copy was cut short.',
    ]);
    expect(paths(bundle)).toEqual(['os/lab_production_pxe.vmlinuz']);
    mkdirSync(fileOf('loaders/undionly.kpxe'));
    expect((await read()).problems.map(({ code }) => code)).toEqual(['bundle-part-unreadable', 'bundle-part-size']);
  });
  it('trusts neither of two parts of one name', async () => {
    write({ ...manifest(), parts: [...manifest().parts, { ...part('loaders/undionly.kpxe'), sha256: '0'.repeat(64) }] });
    const bundle = await read();
    expect(paths(bundle)).toEqual(Object.keys(contents).slice(1));
    expect(bundle.problems.map(({ code }) => code)).toEqual(['bundle-part-twice', 'bundle-part-twice']);
  });
  it('takes no part that is a link to a file elsewhere, even one of the right bytes, and names it', async () => {
    write();
    const before = await read();
    rmSync(fileOf('loaders/undionly.kpxe'));
    writeFileSync(join(directory, 'elsewhere'), 'loader');
    symlinkSync(join(directory, 'elsewhere'), fileOf('loaders/undionly.kpxe'));
    const bundle = await read();
    expect(told(bundle.problems)).toEqual(['bundle-part-link: loaders/undionly.kpxe of the bundle is a link to somewhere else.']);
    expect(paths(bundle)).toHaveLength(2);
    expect((await verifyBundle(before)).problems.map(({ code }) => code)).toEqual(['bundle-part-link']);
  });
  it.each(['blobs', 'blobs/sha256', 'manifest.json'])('takes nothing where %s is a link', async (place) => {
    write();
    renameSync(join(directory, place), join(directory, 'elsewhere'));
    symlinkSync(join(directory, 'elsewhere'), join(directory, place));
    const result = await readBundle(directory);
    expect(result.ok ? [] : told(result.problems)).toEqual([
      `bundle-link: In the bundle ${directory}, ${place} is a link to somewhere else.`,
    ]);
  });
  it('takes no pipe for a part, and does not wait for it', async () => {
    write();
    const before = await read();
    rmSync(fileOf('loaders/undionly.kpxe'));
    execFileSync('mkfifo', [fileOf('loaders/undionly.kpxe')]);
    expect((await read()).problems.map(({ code }) => code)).toEqual(['bundle-part-unreadable']);
    expect((await verifyBundle(before)).problems.map(({ code }) => code)).toEqual(['bundle-part-unreadable']);
  });
  it('joins a part that is kept in pieces, and knows when one is missing', async () => {
    write();
    const file = fileOf('os/lab_production_image.bin');
    const bytes = readFileSync(file);
    rmSync(file);
    const cuts = [0, 1_000_000, 2_000_000, bytes.length];
    for (const [index, cut] of cuts.slice(1).entries()) writeFileSync(`${file}.00${index}`, bytes.subarray(cuts[index], cut));
    const bundle = await read();
    expect(bundle.piecesOf('os/lab_production_image.bin').map(({ size }) => size)).toEqual([1_000_000, 1_000_000, 500_000]);
    expect((await verifyBundle(bundle)).problems).toEqual([]);
    rmSync(`${file}.001`);
    expect(told((await read()).problems)).toEqual([
      'bundle-part-size: os/lab_production_image.bin of the bundle has 1000000 bytes instead of 2500000: the copy was cut short.',
    ]);
  });
  it.each([
    ['no JSON', '{', ['bundle-manifest']],
    ['no manifest', {}, Array.from({ length: 7 }, () => 'bundle-manifest')],
    ['a newer format', { ...manifest(), apiVersion: 'rackstrap/bundle/v2' }, ['bundle-too-new']],
    ['a path out of the bundle', { ...manifest(), parts: [{ ...part('loaders/undionly.kpxe'), path: '../secret' }] }, ['bundle-manifest']],
    ['an absolute path', { ...manifest(), parts: [{ ...part('loaders/undionly.kpxe'), path: '/etc/shadow' }] }, ['bundle-manifest']],
    ['a path with .. inside', { ...manifest(), parts: [{ ...part('loaders/undionly.kpxe'), path: 'a/../../b' }] }, ['bundle-manifest']],
  ])('refuses %s', async (_, made, problems) => {
    write(made);
    expect(codes(await readBundle(directory))).toEqual(problems);
  });
  it('refuses a directory that is not there, and one without a manifest', async () => {
    expect(codes(await readBundle(join(directory, 'none')))).toEqual(['bundle-unreadable']);
    expect(codes(await readBundle(directory))).toEqual(['bundle-unreadable']);
  });
});

describe('verifyBundle', () => {
  it('keeps what is intact and tells how far it is, to the last byte', async () => {
    write();
    const steps: number[] = [];
    const { bundle, problems } = await verifyBundle(await read(), { onProgress: ({ bytes }) => steps.push(bytes) });
    expect(problems).toEqual([]);
    expect(paths(bundle)).toEqual(Object.keys(contents));
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    expect(steps.at(-1)).toBe(Object.values(contents).join('').length);
  });
  it('names a damaged part and leaves it out, beside what reading left out', async () => {
    write();
    damage('os/lab_production_pxe.vmlinuz');
    rmSync(fileOf('loaders/undionly.kpxe'));
    const { bundle, problems } = await verifyBundle(await read());
    expect(problems.map(({ code, what }) => [code, what.split(' ')[0]])).toEqual([
      ['bundle-file-missing', 'loaders/undionly.kpxe'],
      ['bundle-part-damaged', 'os/lab_production_pxe.vmlinuz'],
    ]);
    expect(paths(bundle)).toEqual(['os/lab_production_image.bin']);
  });
  it('leaves out a part that went away after it was read', async () => {
    write();
    const bundle = await read();
    rmSync(fileOf('loaders/undionly.kpxe'));
    expect((await verifyBundle(bundle)).problems.map(({ code }) => code)).toEqual(['bundle-file-missing']);
  });
  it('stops when it is told to', async () => {
    write();
    const stop = new AbortController();
    await expect(verifyBundle(await read(), { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow();
  });
});

describe('the memory of hashes', () => {
  const memoryFile = () => join(directory, 'verified.json');
  const verified = async () => (await verifyBundle(await read(), { memoryFile: memoryFile() })).problems.map(({ code }) => code);
  const remembered = () => Object.keys(JSON.parse(readFileSync(memoryFile(), 'utf8')));

  it('does not remember a file so young that it may change and look the same', async () => {
    write();
    expect(await verified()).toEqual([]);
    expect(remembered()).toEqual([]);
  });
  it('remembers a file that has settled, and finds every later change of it', { timeout: 30_000 }, async () => {
    write();
    await new Promise((done) => setTimeout(done, 3_200));
    expect(await verified()).toEqual([]);
    expect(remembered()).toHaveLength(3);
    const known = JSON.parse(readFileSync(memoryFile(), 'utf8'));
    const image = fileOf('os/lab_production_image.bin');
    writeFileSync(memoryFile(), JSON.stringify({ ...known, [image]: { ...known[image], sha256: '0'.repeat(64) } }));
    expect(await verified()).toEqual(['bundle-part-damaged']);
    damage('os/lab_production_pxe.vmlinuz');
    utimesSync(fileOf('os/lab_production_pxe.vmlinuz'), 1, 1);
    writeFileSync(memoryFile(), JSON.stringify(known));
    expect(await verified()).toEqual(['bundle-part-damaged']);
  });
  it('knows nothing of a stick, which may come back changed and look the same', async () => {
    write();
    const state = join(directory, 'state');
    mkdirSync(state);
    const elsewhere = join(state, 'verified.json');
    const image = fileOf('os/lab_production_image.bin');
    const marks = async () => ({ mark: (await fileStamp(image)).mark, sha256: '0'.repeat(64) });
    writeFileSync(elsewhere, JSON.stringify({ [image]: await marks() }));
    expect((await verifyBundle(await read(), { memoryFile: elsewhere })).problems).toEqual([]);
    writeFileSync(memoryFile(), JSON.stringify({ [image]: await marks() }));
    expect(await verified()).toEqual(['bundle-part-damaged']);
  });
  it.each(['', 'x', 'null', '[]', '{"a":1}'])('is empty when its file holds %j', async (text) => {
    write();
    writeFileSync(memoryFile(), text);
    expect(await verified()).toEqual([]);
  });
});
