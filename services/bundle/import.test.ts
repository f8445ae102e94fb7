import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orRefuse, type Result } from '../domain/problem.ts';
import { toBase64 } from '../platform/base64.ts';
import { generateKey } from '../platform/ed25519.ts';
import { bundleWriter, type Importing, importBundle, readBundle, verifyBundle } from './index.ts';
import { blobFile } from './layout.ts';
import { signBundle } from './signature.ts';

let scratch: string;
let stick: string;
let library: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'rackstrap-import-'));
  [stick, library] = [join(scratch, 'stick'), join(scratch, 'bundles')];
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const bytesOf: Record<string, Buffer> = {
  'loaders/undionly.kpxe': randomBytes(1000),
  'os/amd64/kernel': randomBytes(100_000),
  'os/amd64/image': randomBytes(5_000_000),
  'os/arm64/same-image': Buffer.alloc(0),
};
bytesOf['os/arm64/same-image'] = bytesOf['os/amd64/image']!;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const blob = (directory: string, path: string) => blobFile(directory, sha256(bytesOf[path]!));

function write(directory = stick, { version = '1', contents = bytesOf } = {}): void {
  const writer = bundleWriter(directory);
  for (const [path, bytes] of Object.entries(contents)) writer.addBytes({ path, kind: 'other', arch: 'amd64' }, bytes);
  writer.finish({ name: 'site', version, created: `2026-11-2${version}T00:00:00Z`, tool: 'test', os: { family: 'lab', version: '1' } });
}
const bring = (source = stick) => importBundle(source, library);
const told = (result: Result<unknown>) => (result.ok ? [] : result.problems.map(({ code, what }) => `${code}: ${what}`));
const codes = (result: Result<unknown>) => (result.ok ? [] : result.problems.map(({ code }) => code));
const verified = async (directory: string) => (await verifyBundle(orRefuse(await readBundle(directory)))).problems.map(({ code }) => code);
const unfinished = () => readdirSync(library).filter((name) => name.startsWith('.importing-'));
const home = () => join(library, 'site-1');

describe('an import', () => {
  it('brings every part and the proofs, and needs the stick no more', async () => {
    write();
    writeFileSync(join(stick, 'note.txt'), 'not of the bundle');
    const brought = orRefuse(await bring());
    expect(brought).toEqual({ directory: home(), id: 'site-1', already: false, copiedBytes: 5_101_000, keptBytes: 0 });
    rmSync(stick, { recursive: true });
    expect(await verified(home())).toEqual([]);
    expect(readdirSync(home()).toSorted()).toEqual(['blobs', 'manifest.json']);
    expect(unfinished()).toEqual([]);
  });

  it('keeps who signed when the stick comes again without a signature, and takes further ones', async () => {
    write();
    const [first, second] = [generateKey(), generateKey()];
    orRefuse(await signBundle(stick, first));
    await bring();
    rmSync(join(stick, 'manifest.sig'));
    const signers = async () => orRefuse(await readBundle(home())).signatures.map(({ key }) => toBase64(key));
    orRefuse(await bring());
    expect(await signers()).toEqual([toBase64(first.publicKey)]);
    orRefuse(await signBundle(stick, second));
    orRefuse(await bring());
    expect(await signers()).toEqual([first, second].map(({ publicKey }) => toBase64(publicKey)));
  });

  it('joins a part that is in pieces on the stick', async () => {
    write();
    const file = blob(stick, 'os/amd64/image');
    const bytes = readFileSync(file);
    for (const [index, start] of [0, 2_000_000, 4_000_000].entries())
      writeFileSync(`${file}.00${index}`, bytes.subarray(start, Math.min(start + 2_000_000, bytes.length)));
    rmSync(file);
    orRefuse(await bring());
    expect(readFileSync(blob(home(), 'os/amd64/image')).equals(bytes)).toBe(true);
    expect(readdirSync(join(home(), 'blobs/sha256'))).toHaveLength(3);
  });

  it('tells how far it is, to the last byte and the last part', async () => {
    write();
    const steps: Importing[] = [];
    await importBundle(stick, library, { onProgress: (one) => steps.push(one) });
    const bytes = steps.map((one) => one.bytes);
    expect(bytes).toEqual(bytes.toSorted((one, other) => one - other));
    expect(steps.at(-1)).toMatchObject({ step: 'copying', bytes: 5_101_000, totalBytes: 5_101_000, partsDone: 3, parts: 3 });
  });

  it('of what is there already verifies it and copies nothing', async () => {
    write();
    await bring();
    const before = statSync(blob(home(), 'os/amd64/image')).ino;
    expect(orRefuse(await bring())).toMatchObject({ already: true, copiedBytes: 0, keptBytes: 5_101_000 });
    expect(statSync(blob(home(), 'os/amd64/image')).ino).toBe(before);
  });

  it('mends what is damaged, lost or cut on the laptop', async () => {
    write();
    await bring();
    writeFileSync(blob(home(), 'os/amd64/kernel'), randomBytes(100_000));
    truncateSync(blob(home(), 'os/amd64/image'), 10);
    rmSync(blob(home(), 'loaders/undionly.kpxe'));
    expect(await verified(home())).toHaveLength(4);
    expect(orRefuse(await bring())).toMatchObject({ already: true, keptBytes: 0 });
    expect(await verified(home())).toEqual([]);
  });

  it('goes on where one was cut off, and does not ask the stick for what it has', async () => {
    write();
    const stop = new AbortController();
    const cut = importBundle(stick, library, { signal: stop.signal, onProgress: ({ partsDone }) => partsDone === 2 && stop.abort() });
    await expect(cut).rejects.toThrow();
    expect(existsSync(home())).toBe(false);
    expect(unfinished()).toHaveLength(1);
    const kept = ['loaders/undionly.kpxe', 'os/amd64/kernel'].reduce((sum, path) => sum + bytesOf[path]!.length, 0);
    expect(orRefuse(await bring()).keptBytes).toBeGreaterThanOrEqual(kept);
    expect(await verified(home())).toEqual([]);
  });

  it('goes on behind the beginning of a part, and throws a wrong beginning away', async () => {
    write();
    const manifest = sha256(readFileSync(join(stick, 'manifest.json'))).slice(0, 16);
    const place = join(library, `.importing-${manifest}`);
    mkdirSync(join(place, 'blobs/sha256'), { recursive: true });
    writeFileSync(`${blob(place, 'os/amd64/image')}.partial`, bytesOf['os/amd64/image']!.subarray(0, 4_999_999));
    writeFileSync(`${blob(place, 'os/amd64/kernel')}.partial`, randomBytes(50));
    writeFileSync(`${blob(place, 'loaders/undionly.kpxe')}.partial`, randomBytes(2000));
    orRefuse(await bring());
    expect(await verified(home())).toEqual([]);
    expect(readdirSync(join(home(), 'blobs/sha256')).filter((name) => name.length !== 64)).toEqual([]);
  });

  it('does not take another beginning for the part when the stick is read only behind it', async () => {
    write();
    const place = join(library, `.importing-${sha256(readFileSync(join(stick, 'manifest.json'))).slice(0, 16)}`);
    mkdirSync(join(place, 'blobs/sha256'), { recursive: true });
    const wrong = Buffer.from(bytesOf['os/amd64/image']!.subarray(0, 4_000_000));
    wrong[1234]! ^= 1;
    writeFileSync(`${blob(place, 'os/amd64/image')}.partial`, wrong);
    writeFileSync(blob(place, 'os/amd64/kernel'), randomBytes(100_000));
    orRefuse(await bring());
    expect(await verified(home())).toEqual([]);
  });
});

describe('a newer version', () => {
  const newer = { ...bytesOf, 'os/amd64/kernel': randomBytes(100_000) };

  it('takes over by a link what the laptop has, although the stick has it not', async () => {
    write();
    await bring();
    const other = join(scratch, 'newer');
    write(other, { version: '2', contents: newer });
    rmSync(blob(other, 'os/amd64/image'));
    const brought = orRefuse(await bring(other));
    expect(brought).toMatchObject({ id: 'site-2', copiedBytes: 100_000, keptBytes: 5_001_000 });
    expect(await verified(brought.directory)).toEqual([]);
    expect(statSync(blob(home(), 'os/amd64/image')).nlink).toBe(2);
    rmSync(home(), { recursive: true });
    expect(await verified(brought.directory)).toEqual([]);
  });

  it('takes over nothing that is damaged', async () => {
    write();
    await bring();
    const damaged = Buffer.from(bytesOf['os/amd64/image']!);
    damaged[4_999_999]! ^= 1;
    writeFileSync(blob(home(), 'os/amd64/image'), damaged);
    const other = join(scratch, 'newer');
    write(other, { version: '2', contents: newer });
    expect(orRefuse(await bring(other))).toMatchObject({ copiedBytes: 5_100_000 });
    expect(await verified(join(library, 'site-2'))).toEqual([]);
    expect(await verified(home())).toEqual(['bundle-part-damaged', 'bundle-part-damaged']);
  });
});

describe('what is refused', () => {
  it('is a bad stick: each bad part is named, nothing has its name, and what is good is kept', async () => {
    write();
    cpSync(stick, join(scratch, 'good'), { recursive: true });
    truncateSync(blob(stick, 'os/amd64/image'), 1_000_000);
    const damaged = Buffer.from(bytesOf['os/amd64/kernel']!);
    damaged[0]! ^= 1;
    writeFileSync(blob(stick, 'os/amd64/kernel'), damaged);
    expect(told(await bring())).toEqual([
      'import-incomplete: The bundle site-1 was not imported: 3 of its 4 parts are missing or damaged on the stick.',
      'bundle-part-damaged: os/amd64/kernel of the bundle is damaged: its SHA-256 is not the one in the manifest.',
      'bundle-part-size: os/amd64/image of the bundle has 1000000 bytes instead of 5000000: the copy was cut short.',
      'bundle-part-size: os/arm64/same-image of the bundle has 1000000 bytes instead of 5000000: the copy was cut short.',
    ]);
    expect(existsSync(home())).toBe(false);
    expect(orRefuse(await bring(join(scratch, 'good')))).toMatchObject({ keptBytes: 1000, copiedBytes: 5_100_000 });
  });

  it('are swapped parts', async () => {
    write();
    const same = { ...bytesOf, 'os/amd64/twin': randomBytes(100_000) };
    write(stick, { contents: same });
    const [one, other] = [blob(stick, 'os/amd64/kernel'), blobFile(stick, sha256(same['os/amd64/twin']!))];
    renameSync(one, `${one}.swap`);
    renameSync(other, one);
    renameSync(`${one}.swap`, other);
    expect(codes(await bring())).toEqual(['import-incomplete', 'bundle-part-damaged', 'bundle-part-damaged']);
  });

  it('is a stick with links: a part that is one is named, and nothing is read through it', async () => {
    write();
    const outside = join(scratch, 'outside');
    renameSync(blob(stick, 'os/amd64/kernel'), outside);
    symlinkSync(outside, blob(stick, 'os/amd64/kernel'));
    expect(told(await bring())).toContain('bundle-part-link: os/amd64/kernel of the bundle is a link to somewhere else.');
    expect(existsSync(home())).toBe(false);
    renameSync(join(stick, 'blobs'), join(scratch, 'blobs'));
    symlinkSync(join(scratch, 'blobs'), join(stick, 'blobs'));
    expect(codes(await bring())).toEqual(['bundle-link']);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'os/../../x', 'C:\\x'])('is a part that calls itself %s', async (path) => {
    write();
    const manifest = JSON.parse(readFileSync(join(stick, 'manifest.json'), 'utf8'));
    const parts = [{ ...manifest.parts[0], path }, ...manifest.parts.slice(1)];
    writeFileSync(join(stick, 'manifest.json'), JSON.stringify({ ...manifest, parts }));
    expect(codes(await bring())).toEqual(['bundle-manifest']);
    expect(existsSync(library)).toBe(false);
  });

  it('is a manifest that was changed after it was signed, and one whose name leads elsewhere', async () => {
    write();
    writeFileSync(join(stick, 'manifest.sig'), 'not a signature');
    expect(codes(await bring())).toEqual(['bundle-signature-malformed']);
    rmSync(join(stick, 'manifest.sig'));
    const manifest = JSON.parse(readFileSync(join(stick, 'manifest.json'), 'utf8'));
    for (const changed of [{ name: '../x' }, { version: '../../x' }, { version: '.' }]) {
      writeFileSync(join(stick, 'manifest.json'), JSON.stringify({ ...manifest, ...changed }));
      expect(codes(await bring())).toEqual(['bundle-manifest']);
    }
  });

  it('is another bundle under the same name', async () => {
    write();
    await bring();
    const other = join(scratch, 'other');
    write(other, { contents: { 'os/amd64/kernel': randomBytes(10) } });
    expect(told(await bring(other))).toEqual(['bundle-name-taken: This laptop has another bundle under the name site-1 already.']);
    expect(await verified(home())).toEqual([]);
  });

  it('is a manifest that names a part twice, and a directory that is no bundle', async () => {
    write();
    const manifest = JSON.parse(readFileSync(join(stick, 'manifest.json'), 'utf8'));
    writeFileSync(join(stick, 'manifest.json'), JSON.stringify({ ...manifest, parts: [...manifest.parts, manifest.parts[0]] }));
    expect(codes(await bring())).toEqual(['bundle-part-twice', 'bundle-part-twice']);
    expect(codes(await bring(scratch))).toEqual(['bundle-unreadable']);
  });

  it('is a library that cannot be written', async () => {
    write();
    writeFileSync(library, 'a file');
    expect(codes(await bring())).toEqual(['import-unwritable']);
  });

  it('is a second import at the same time', async () => {
    write();
    const both = await Promise.all([bring(), bring()]);
    expect(both.map(codes).toSorted()).toEqual([[], ['library-busy']]);
  });
});
