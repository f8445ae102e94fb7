import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem, Refusal } from '../../domain/problem.ts';
import { readBundle } from '../bundle.ts';
import { verifyBundle } from '../verify.ts';
import { type BuildOptions, buildBundle, type Recipe } from './build.ts';
import type { BuildProgress } from './progress.ts';
import type { Wanted } from './source.ts';

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const patientClock = { now: () => Date.parse('2026-11-21T12:00:00Z'), monotonic: () => performance.now(), sleep: async () => {} };

/** path → content; what is not in it is a 404. */
let files: Record<string, string>;
let asked: string[];
/** Of each request that said who asks. */
let credentials: string[];
let server: Server;
let origin: string;
let base: string;
let out: string;

beforeEach(async () => {
  [files, asked, credentials] = [{}, [], []];
  server = createServer((request, response) => {
    asked.push(request.url!);
    if (request.headers.authorization) credentials.push(request.headers.authorization);
    const content = files[request.url!];
    if (content === undefined) response.writeHead(404).end();
    else response.writeHead(200, { etag: `"${sha256(content)}"`, 'content-length': Buffer.byteLength(content) }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  base = mkdtempSync(join(tmpdir(), 'rackstrap-build-'));
  out = join(base, 'out');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(base, { recursive: true, force: true });
});

const part = (path: string) => ({ path, kind: 'other' as const, arch: 'amd64' as const, source: `${origin}/${path}` });

/** Proved by the digest that its source tells. */
const summed = (path: string, content = files[`/${path}`]!): Wanted => ({
  part: part(path),
  expectedBytes: content.length,
  bring: async (fetch) => ({ file: await fetch.file(`${origin}/${path}`, { sha256: sha256(content) }), provenance: { by: 'sha256' } }),
});

/** Proved by whoever reads it, as a signature is: it has to begin with `good`. */
const signed = (path: string): Wanted => ({
  part: part(path),
  expectedBytes: 100,
  async bring(fetch) {
    const file = await fetch.file(`${origin}/${path}`);
    if (!readFileSync(file, 'utf8').startsWith('good')) throw new Refusal(problem('bundle-part-damaged', { part: path }));
    return { file, provenance: { by: 'openpgp' } };
  },
});

const recipe = (wanted: readonly Wanted[], more: Partial<Recipe> = {}): Recipe => ({
  name: 'rack',
  version: '1',
  gather: async () => ({ os: { family: 'lab', version: '1' }, wanted }),
  ...more,
});
const build = (what: Recipe, options: Partial<BuildOptions> = {}) =>
  buildBundle(what, out, { tool: 'test', places: { from: [], mirrors: {} }, clock: patientClock, ...options });
const problems = async (work: Promise<unknown>) => {
  const reason = await work.then(
    () => undefined,
    (error) => error,
  );
  expect(reason).toBeInstanceOf(Refusal);
  return (reason as Refusal).problems;
};
const codes = async (work: Promise<unknown>) => (await problems(work)).map(({ code }) => code);
const content = (path: string) => {
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  const { sha256: digest } = manifest.parts.find((one: { path: string }) => one.path === path);
  return readFileSync(join(out, 'blobs/sha256', digest), 'utf8');
};
const isClean = async () => {
  const read = await readBundle(out);
  return read.ok && (await verifyBundle(read.value)).problems.length === 0 && read.value.problems.length === 0;
};

describe('a build', () => {
  it('lays down every part with its proof, and leaves nothing else', async () => {
    files = { '/a': 'good a', '/b': 'b', '/c': 'b' };
    const { manifest, changed } = await build(recipe([signed('a'), summed('b'), summed('c')]));
    expect(changed).toBe(true);
    expect(manifest.parts.map(({ path, provenance }) => [path, provenance?.by])).toEqual([
      ['a', 'openpgp'],
      ['b', 'sha256'],
      ['c', 'sha256'],
    ]);
    expect(content('c')).toBe('b');
    expect(asked.toSorted()).toEqual(['/a', '/b']);
    expect(readdirSync(out).toSorted()).toEqual(['blobs', 'manifest.json']);
    expect(await isClean()).toBe(true);
  });
  it('does nothing when the same bundle is there', async () => {
    files = { '/a': 'good a', '/b': 'b' };
    const wanted = () => recipe([signed('a'), summed('b')]);
    await build(wanted());
    const before = [readFileSync(join(out, 'manifest.json')), statSync(join(out, 'manifest.json')).mtimeMs];
    asked = [];
    expect(await build(wanted(), { tool: 'a newer one' })).toMatchObject({ changed: false, removed: 0 });
    expect(asked).toEqual([]);
    expect([readFileSync(join(out, 'manifest.json')), statSync(join(out, 'manifest.json')).mtimeMs]).toEqual(before);
    expect(readdirSync(out).toSorted()).toEqual(['blobs', 'manifest.json']);
  });
  it('keeps what a newer version still wants, and drops the rest once that is written', async () => {
    files = { '/a': 'good a', '/b': 'b', '/c': 'c' };
    await build(recipe([signed('a'), summed('b')]));
    asked = [];
    expect(await build(recipe([signed('a'), summed('c')], { version: '2' }))).toMatchObject({ changed: true, removed: 1 });
    expect(asked).toEqual(['/c']);
    expect(readdirSync(join(out, 'blobs/sha256'))).toHaveLength(2);
    expect(await isClean()).toBe(true);
  });
  it('leaves the old version whole while a newer one does not come about', async () => {
    files = { '/a': 'a' };
    await build(recipe([summed('a')]));
    files = { '/b': 'b' };
    const missing = summed('c', 'c');
    expect(await codes(build(recipe([summed('b'), missing], { version: '2' })))).toEqual(['download-absent']);
    expect(content('a')).toBe('a');
    expect(await isClean()).toBe(true);
  });
  it('says everything that does not come, brings the rest, and goes on from there', async () => {
    files = { '/a': 'a' };
    const wanted = [summed('a'), summed('b', 'b'), summed('c', 'c')];
    const found = await problems(build(recipe(wanted)));
    expect(found.map(({ code, what }) => [code, what])).toEqual([
      ['download-absent', `b: ${origin}/b does not exist (404).`],
      ['download-absent', `c: ${origin}/c does not exist (404).`],
    ]);
    expect(existsSync(join(out, 'manifest.json'))).toBe(false);
    files = { '/b': 'b', '/c': 'c' };
    asked = [];
    await build(recipe(wanted));
    expect(asked.toSorted()).toEqual(['/b', '/c']);
    expect(await isClean()).toBe(true);
  });
  it('fetches again what a damaged disk made of an earlier bundle', async () => {
    files = { '/a': 'good a', '/b': 'b' };
    const wanted = () => recipe([signed('a'), summed('b')]);
    await build(wanted());
    for (const name of readdirSync(join(out, 'blobs/sha256'))) writeFileSync(join(out, 'blobs/sha256', name), 'rotten');
    asked = [];
    await build(wanted());
    expect(asked.toSorted()).toEqual(['/a', '/b']);
    expect(await isClean()).toBe(true);
  });
  it('fetches again what an earlier start left and nobody can prove any more', async () => {
    files = { '/a': 'bad' };
    expect(await codes(build(recipe([signed('a')])))).toEqual(['bundle-part-damaged']);
    expect(asked).toEqual(['/a']);
    files = { '/a': 'good' };
    await build(recipe([signed('a')]));
    expect(content('a')).toBe('good');
  });
  it('gives up a part whose proof fails a second time', async () => {
    files = { '/a': 'bad' };
    await codes(build(recipe([signed('a')])));
    expect(await codes(build(recipe([signed('a')])))).toEqual(['bundle-part-damaged']);
    expect(asked).toEqual(['/a', '/a']);
  });
  it('takes an image from the earlier bundle by its digest', async () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    let packed = 0;
    const image = (satisfies: string[], moved = digest): Wanted => ({
      part: {
        path: 'images/amd64/pause_3.tar',
        kind: 'container-image',
        arch: 'amd64',
        image: { reference: 'k8s/pause:3', digest: moved },
        satisfies,
      },
      expectedBytes: 10,
      isIn: async (file) => readFileSync(file, 'utf8') === 'archive',
      async bring(fetch) {
        packed += 1;
        const file = fetch.scratch('pause/3.tar');
        writeFileSync(file, 'archive');
        return { file, provenance: { by: 'digest' } };
      },
    });
    await build(recipe([image(['kubernetes'])]));
    expect(await build(recipe([image(['kubernetes'])]))).toMatchObject({ changed: false });
    const { manifest } = await build(recipe([image([]), image(['vip/kube-vip'])]));
    expect(manifest.parts).toMatchObject([{ satisfies: ['vip/kube-vip'], provenance: { by: 'digest' } }]);
    expect(packed).toBe(1);
    expect(await build(recipe([image(['kubernetes'], `sha256:${'2'.repeat(64)}`)]))).toMatchObject({ changed: true });
    expect(packed).toBe(2);
  });
  it('takes nothing over that an earlier manifest only calls the image: the stick was away', async () => {
    const image: Wanted = {
      part: { ...part('i'), kind: 'container-image', image: { reference: 'k8s/pause:3', digest: `sha256:${'1'.repeat(64)}` } },
      expectedBytes: 10,
      isIn: async (file) => readFileSync(file, 'utf8') === 'archive',
      async bring(fetch) {
        const file = fetch.scratch('i');
        writeFileSync(file, 'archive');
        return { file, provenance: { by: 'digest' } };
      },
    };
    await build(recipe([image]));
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    Object.assign(manifest.parts[0], { size: 4, sha256: sha256('evil') });
    writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest));
    writeFileSync(join(out, 'blobs/sha256', sha256('evil')), 'evil');
    await build(recipe([image]));
    expect(content('i')).toBe('archive');
    expect(readdirSync(join(out, 'blobs/sha256'))).toEqual([sha256('archive')]);
  });
  it('tells everybody where a part came from, and nobody the password for it', async () => {
    files = { '/a': 'a' };
    const source = origin.replace('//', '//me:secret@');
    const other = { ...part('b'), source: 'docker://a.example/x@sha256:1' };
    const { manifest } = await build(
      recipe([
        { ...summed('a'), part: { ...part('a'), source: `${source}/a?ref=1#x` } },
        { ...summed('a'), part: other },
      ]),
    );
    expect(manifest.parts.map((one) => one.source)).toEqual([`${origin}/a?ref=1#x`, other.source]);
  });
  it('refuses one path for two different things', async () => {
    files = { '/a': 'a' };
    const other = { ...summed('a'), part: { ...part('a'), source: `${origin}/b` } };
    expect(await codes(build(recipe([summed('a'), other])))).toEqual(['build-part-twice']);
  });
  it('ends when it is told to, and goes on later', async () => {
    files = { '/a': 'a' };
    const stopping = new AbortController();
    const endless: Wanted = {
      ...summed('b', 'b'),
      bring: () => new Promise((_, reject) => setTimeout(() => reject(stopping.signal.reason), 50)),
    };
    setTimeout(() => stopping.abort(new Error('stopped')), 20);
    await expect(build(recipe([summed('a'), endless]), { signal: stopping.signal })).rejects.toThrow('stopped');
    files = { '/a': 'a', '/b': 'b' };
    await build(recipe([summed('a'), summed('b')]));
    expect(await isClean()).toBe(true);
  });
  it('tells how far it is', async () => {
    files = { '/a': 'a'.repeat(100_000), '/b': 'b' };
    const told: BuildProgress[] = [];
    await build(recipe([summed('a'), summed('b')]), { onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toMatchObject({ bytes: 100_001, totalBytes: 100_001, partsDone: 2, parts: 2 });
    expect(told.some(({ part }) => part === 'a')).toBe(true);
    expect(told.every(({ bytes, totalBytes }) => bytes <= totalBytes)).toBe(true);
  });
});

describe('the directory of a build', () => {
  it('may hold a manifest that was cut short in its writing, which goes', async () => {
    files['/a'] = 'a';
    mkdirSync(out);
    for (const name of ['manifest.json.4711.new', 'manifest.sig.4711.new']) writeFileSync(join(out, name), '{');
    await build(recipe([summed('a')]));
    expect(readdirSync(out).toSorted()).toEqual(['blobs', 'manifest.json']);
  });

  it('is not one with something else in it', async () => {
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.doc'), '');
    expect(await codes(build(recipe([])))).toEqual(['build-not-empty']);
    expect(readdirSync(out)).toEqual(['thesis.doc']);
  });
  it('is not that of another bundle', async () => {
    await build(recipe([]));
    expect(await codes(build(recipe([], { name: 'other' })))).toEqual(['build-other-bundle']);
  });
  it('is not that of another build', async () => {
    let during: string[] = [];
    const gather = async () => {
      during = await codes(build(recipe([])));
      return { os: { family: 'lab' as const, version: '1' }, wanted: [] };
    };
    await build(recipe([], { gather }));
    expect(during).toEqual(['build-busy']);
  });
  it('is no file', async () => {
    writeFileSync(out, '');
    expect(await codes(build(recipe([])))).toEqual(['build-disk']);
  });
  it('has room for all that is to come', async () => {
    files = { '/a': 'a' };
    const huge = { ...summed('a'), expectedBytes: 2 ** 60 };
    const [found] = await problems(build(recipe([huge])));
    expect(found).toMatchObject({ code: 'build-space' });
    expect(Number(found!.params!.missing)).toBeGreaterThan(2 ** 39);
    expect(asked).toEqual([]);
  });
});

describe('mirrors', () => {
  const stable = 'https://stable.example.org';
  const wanted = (url: string, text: string): Wanted => ({
    part: { ...part('a'), source: url },
    expectedBytes: 1,
    bring: async (fetch) => ({ file: await fetch.file(url, { sha256: sha256(text) }), provenance: { by: 'sha256' } }),
  });
  it('stand for an origin, or a directory of it', async () => {
    files = { '/flatcar/current/a': 'a', '/other/b': 'b' };
    const mirrors = { [stable]: `${origin}/flatcar/`, [`${stable}/elsewhere`]: `${origin}/other` };
    const { manifest } = await build(recipe([wanted(`${stable}/current/a`, 'a')]), { places: { from: [], mirrors } });
    expect(manifest.parts[0]!.source).toBe(`${stable}/current/a`);
    await build(recipe([wanted(`${stable}/elsewhere/b`, 'b')], { version: '2' }), { places: { from: [], mirrors } });
    expect(content('a')).toBe('b');
  });
  it('are not told who asks, not even when only the encryption is gone', async () => {
    files = { '/private': 'p' };
    const source = `${origin.replace('http:', 'https:')}/private`;
    const secret: Wanted = {
      part: { ...part('private'), source },
      expectedBytes: 1,
      bring: async (fetch) => ({
        file: await fetch.file(source, { sha256: sha256('p'), headers: { authorization: 'Basic secret' } }),
        provenance: { by: 'sha256' },
      }),
    };
    await build(recipe([secret]), { places: { from: [], mirrors: { [origin.replace('http:', 'https:')]: origin } } });
    expect([content('private'), credentials]).toEqual(['p', []]);
  });
  it('stand for all origins, in a directory or on a server, one after the other', async () => {
    const directory = join(base, 'a mirror');
    mkdirSync(join(directory, 'stable.example.org/current'), { recursive: true });
    writeFileSync(join(directory, 'stable.example.org/current/a'), 'a');
    files = { '/enclave/dl.example.org/b': 'b' };
    const from = [pathToFileURL(directory).href, `${origin}/enclave`];
    const other = { ...wanted('https://dl.example.org/b', 'b'), part: { ...part('b'), source: 'x' } };
    await build(recipe([wanted(`${stable}/current/a`, 'a'), other]), { places: { from, mirrors: {} } });
    expect([content('a'), content('b')]).toEqual(['a', 'b']);
    const absent = recipe([wanted(`${stable}/c`, 'c')], { version: '2' });
    expect((await problems(build(absent, { places: { from, mirrors: {} } })))[0]!.what).toContain(`${origin}/enclave/stable.example.org/c`);
  });
});
