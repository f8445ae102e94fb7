import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { list, type ReadEntry } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arch } from '../../../domain/bundle.ts';
import { problem, Refusal, refusalIn } from '../../../domain/problem.ts';
import type { Fetch, Fetched, Wanted } from '../source.ts';
import { imageParts, type Pulling, type WantedImage } from './parts.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-images-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const digestOf = (bytes: Uint8Array | string) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const oci = 'application/vnd.oci.image';
const manifestType = `${oci}.manifest.v1+json`;

interface Asked {
  readonly url: string;
  readonly authorization: string | undefined;
}

/** Registries by the address of a document, and the token they want to see. Everything asked of them is written down. */
class MemoryRegistry implements Fetch {
  readonly asked: Asked[] = [];
  readonly documents = new Map<string, { bytes: Uint8Array; type: string }>();
  /** Address prefix → the header it wants, and the challenge that is answered without it. */
  readonly guarded = new Map<string, { authorization: string; challenge: string }>();
  readonly tokens = new Map<string, (authorization: string | undefined) => Fetched>();

  put(base: string, path: string, content: Uint8Array | object, type = ''): string {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    for (const by of [path, digestOf(bytes)])
      this.documents.set(`${base}/${path.startsWith('blobs') ? 'blobs' : 'manifests'}/${by.replace(/^.*\//, '')}`, { bytes, type });
    return digestOf(bytes);
  }

  /** One image, its layers' contents, and its name; resolves to the digest of its manifest. */
  image(base: string, tag: string, architecture: string, layers: readonly string[], labels: Record<string, string> = {}): string {
    const blob = (content: Uint8Array | object) => this.put(base, 'blobs/-', content);
    const settings = { architecture, os: 'linux', config: { Labels: labels } };
    const config = { mediaType: `${oci}.config.v1+json`, digest: blob(settings), size: JSON.stringify(settings).length };
    const described = layers.map((layer) => ({
      mediaType: `${oci}.layer.v1.tar+gzip`,
      digest: blob(Buffer.from(layer)),
      size: layer.length,
    }));
    return this.put(base, `manifests/${tag}`, { schemaVersion: 2, mediaType: manifestType, config, layers: described }, manifestType);
  }

  list(base: string, tag: string, images: Record<string, string>): string {
    const manifests = Object.entries(images).map(([architecture, digest]) => ({
      mediaType: manifestType,
      digest,
      size: 1,
      platform: { architecture, os: 'linux' },
    }));
    return this.put(base, `manifests/${tag}`, { schemaVersion: 2, manifests }, `${oci}.index.v1+json`);
  }

  #answer(url: string, authorization: string | undefined): Fetched {
    this.asked.push({ url, authorization });
    const token = [...this.tokens].find(([realm]) => url.startsWith(realm));
    if (token) return token[1](authorization);
    const guard = [...this.guarded].find(([prefix]) => url.startsWith(prefix))?.[1];
    if (guard && guard.authorization !== authorization)
      return { status: 401, bytes: new Uint8Array(), headers: { 'www-authenticate': guard.challenge } };
    const found = this.documents.get(url);
    return found
      ? { status: 200, bytes: found.bytes, headers: { 'content-type': found.type } }
      : { status: 404, bytes: new Uint8Array(), headers: {} };
  }

  small: Fetch['small'] = async (url, { headers }) => this.#answer(url, headers?.authorization);
  file: Fetch['file'] = async (url, { sha256, headers } = {}) => {
    const header = async (refused: boolean) => (typeof headers === 'function' ? headers(refused) : headers);
    let answer = this.#answer(url, (await header(false))?.authorization);
    if (answer.status === 401) answer = this.#answer(url, (await header(true))?.authorization);
    if (digestOf(answer.bytes) !== `sha256:${sha256}`) throw new Refusal(problem('image-malformed', { image: url, reason: 'damaged' }));
    const file = join(directory, `layer-${sha256}`);
    writeFileSync(file, answer.bytes);
    return file;
  };
  scratch: Fetch['scratch'] = (name) => join(directory, name);
}

const base = (host: string, repository: string) => `https://${host}/v2/${repository}`;
const wanted = (...images: string[]): WantedImage[] => images.map((image) => ({ image, satisfies: ['kubernetes'] }));
const pulling = (arches: readonly Arch[] = ['amd64'], more: Partial<Pulling> = {}): Pulling => ({
  arches,
  access: {},
  logins: {},
  ...more,
});
const codes = async (parts: Promise<unknown>) => {
  const reason = await parts.then(
    () => undefined,
    (error) => error,
  );
  return refusalIn(reason)?.problems.map(({ code }) => code) ?? reason;
};
const bring = async (registry: Fetch, part: Wanted) => readFileSync((await part.bring(registry)).file);

function contentsOf(archive: Uint8Array): Map<string, Buffer> {
  const file = join(directory, 'read.tar');
  writeFileSync(file, archive);
  const found = new Map<string, Buffer>();
  const collect = (path: string) => (chunk: Buffer) => void found.set(path, Buffer.concat([found.get(path) ?? Buffer.alloc(0), chunk]));
  const onReadEntry = (entry: ReadEntry) => {
    expect([entry.mtime?.getTime(), entry.mode, entry.uid, entry.gid, entry.type]).toEqual([0, 0o644, 0, 0, 'File']);
    entry.on('data', collect(entry.path));
  };
  list({ file, sync: true, onReadEntry });
  return found;
}

describe('images of a registry', () => {
  it('become parts by the digest of their manifest, with their licence and all they are for', async () => {
    const registry = new MemoryRegistry();
    const pause = base('registry.k8s.io', 'pause');
    const labels = { 'org.opencontainers.image.licenses': 'Apache-2.0' };
    const amd64 = registry.image(pause, 'a', 'amd64', ['one'], labels);
    const arm64 = registry.image(pause, 'b', 'arm64', ['two']);
    registry.list(pause, '3.10', { amd64, arm64 });
    const needs: WantedImage[] = [
      { image: 'registry.k8s.io/pause:3.10', satisfies: ['kubernetes'] },
      { image: 'registry.k8s.io/pause:3.10', satisfies: ['addon/a', 'kubernetes'] },
    ];
    const parts = await imageParts(registry, needs, pulling(['amd64', 'arm64']));
    expect(parts.map(({ part }) => part)).toEqual([
      {
        path: 'images/amd64/pause_3.10.tar',
        kind: 'container-image',
        arch: 'amd64',
        version: '3.10',
        licence: 'Apache-2.0',
        source: `docker://registry.k8s.io/pause@${amd64}`,
        satisfies: ['kubernetes', 'addon/a'],
        image: { reference: 'registry.k8s.io/pause:3.10', digest: amd64 },
      },
      expect.objectContaining({
        path: 'images/arm64/pause_3.10.tar',
        arch: 'arm64',
        image: { reference: 'registry.k8s.io/pause:3.10', digest: arm64 },
      }),
    ]);
    expect(registry.asked.filter(({ url }) => url.endsWith('/manifests/3.10'))).toHaveLength(1);
  });

  it('are packed as OCI layouts of the announced size, the same bytes every time', async () => {
    const registry = new MemoryRegistry();
    registry.image(base('registry.k8s.io', 'pause'), '3.10', 'amd64', ['lower', 'upper', 'lower']);
    const [part] = await imageParts(registry, wanted('registry.k8s.io/pause:3.10'), pulling());
    const archive = await bring(registry, part!);
    expect(archive).toHaveLength(part!.expectedBytes);
    const contents = contentsOf(archive);
    const index = JSON.parse(contents.get('index.json')!.toString());
    expect(index.manifests).toEqual([
      {
        mediaType: manifestType,
        digest: part!.part.image!.digest,
        size: expect.any(Number),
        annotations: { 'io.containerd.image.name': 'registry.k8s.io/pause:3.10', 'org.opencontainers.image.ref.name': '3.10' },
        platform: { architecture: 'amd64', os: 'linux' },
      },
    ]);
    const blobs = [...contents].filter(([path]) => path.startsWith('blobs/'));
    expect(blobs).toHaveLength(4);
    for (const [path, bytes] of blobs) expect(digestOf(bytes).replace(':', '/')).toBe(path.slice('blobs/'.length));
    expect(JSON.parse(contents.get('oci-layout')!.toString())).toEqual({ imageLayoutVersion: '1.0.0' });
    rmSync(directory, { recursive: true });
    directory = mkdtempSync(join(tmpdir(), 'rackstrap-images-'));
    const [again] = await imageParts(registry, wanted('registry.k8s.io/pause:3.10'), pulling());
    expect((await bring(registry, again!)).equals(archive)).toBe(true);
  });

  it('of one name in two places have two paths, whatever their order', async () => {
    const registry = new MemoryRegistry();
    for (const host of ['a.example', 'b.example:5000']) registry.image(base(host, 'x/etcd'), '3.7', 'amd64', [host]);
    const both = ['a.example/x/etcd:3.7', 'b.example:5000/x/etcd:3.7'];
    const paths = async (names: string[]) =>
      (await imageParts(registry, wanted(...names), pulling())).map(({ part }) => part.path).toSorted();
    expect(await paths(both)).toEqual(['images/amd64/a.example_x_etcd_3.7.tar', 'images/amd64/b.example_5000_x_etcd_3.7.tar']);
    expect(await paths(both.toReversed())).toEqual(await paths(both));
  });
  it('are known by every byte: nothing else is taken for them', async () => {
    const registry = new MemoryRegistry();
    registry.image(base('registry.k8s.io', 'pause'), '3.10', 'amd64', ['one', 'two']);
    const [part] = await imageParts(registry, wanted('registry.k8s.io/pause:3.10'), pulling());
    const archive = await bring(registry, part!);
    const file = join(directory, 'other.tar');
    const isTaken = async (bytes: Uint8Array) => {
      writeFileSync(file, bytes);
      return part!.isIn!(file);
    };
    expect(await isTaken(archive)).toBe(true);
    for (let at = 0; at < archive.length; at += 97) {
      const other = Buffer.from(archive);
      other[at]! ^= 1;
      expect(await isTaken(other), `changed at ${at}`).toBe(false);
    }
    expect(await isTaken(archive.subarray(0, -1))).toBe(false);
    expect(await isTaken(Buffer.concat([archive, Buffer.alloc(512)]))).toBe(false);
  });

  it('that somebody changed after they were packed are packed again', async () => {
    const registry = new MemoryRegistry();
    registry.image(base('registry.k8s.io', 'pause'), '3.10', 'amd64', ['one']);
    const [part] = await imageParts(registry, wanted('registry.k8s.io/pause:3.10'), pulling());
    const { file } = await part!.bring(registry);
    const archive = readFileSync(file);
    writeFileSync(file, Buffer.alloc(archive.length));
    expect((await bring(registry, part!)).equals(archive)).toBe(true);
  });

  it('that were packed before a build broke off are not packed again', async () => {
    const registry = new MemoryRegistry();
    registry.image(base('a.example', 'x'), '1', 'amd64', ['one']);
    const parts = () => imageParts(registry, wanted('a.example/x:1'), pulling());
    const archive = await bring(registry, (await parts())[0]!);
    registry.documents.delete(`${base('a.example', 'x')}/blobs/${digestOf('one')}`);
    expect((await bring(registry, (await parts())[0]!)).equals(archive)).toBe(true);
  });
  it('named by digest are asked for by it, and by nothing else', async () => {
    const registry = new MemoryRegistry();
    const digest = registry.image(base('a.example', 'x'), 'moved', 'amd64', ['one']);
    const [part] = await imageParts(registry, wanted(`a.example/x:old@${digest}`), pulling());
    expect(part!.part).toMatchObject({
      path: `images/amd64/x_sha256-${digest.slice(7, 19)}.tar`,
      version: 'old',
      image: { reference: `a.example/x@${digest}`, digest },
    });
    expect(registry.asked.some(({ url }) => url.endsWith('/old'))).toBe(false);
  });

  it('that cannot be had are all told at once', async () => {
    const registry = new MemoryRegistry();
    registry.image(base('a.example', 'arm'), '1', 'arm64', ['one']);
    registry.put(
      base('a.example', 'chart'),
      'manifests/1',
      { config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: digestOf(''), size: 0 }, layers: [] },
      manifestType,
    );
    registry.put(base('a.example', 'html'), 'manifests/1', Buffer.from('<html>'), manifestType);
    registry.put(base('a.example', 'old'), 'manifests/1', {}, 'application/vnd.docker.distribution.manifest.v1+prettyjws');
    const images = ['arm', 'chart', 'html', 'old', 'none'].map((name) => `a.example/${name}:1`);
    expect(await codes(imageParts(registry, wanted(...images), pulling()))).toEqual([
      'image-arch-absent',
      'image-not-one',
      'image-malformed',
      'image-schema-1',
      'image-unknown',
    ]);
    expect(await codes(imageParts(registry, wanted('a.example/none:1', 'Wrong'), pulling()))).toEqual(['image-reference']);
  });

  it('that are not what their digest says are refused, and another endpoint is asked', async () => {
    const registry = new MemoryRegistry();
    const digest = registry.image(base('a.example', 'x'), '1', 'amd64', ['one']);
    const access = { 'a.example': { mirrors: ['https://mirror.example'] } };
    registry.documents.set(`${base('mirror.example', 'x')}/manifests/${digest}`, { bytes: Buffer.from('{}'), type: manifestType });
    const [part] = await imageParts(registry, wanted(`a.example/x@${digest}`), pulling(['amd64'], { access }));
    expect(part!.part.source).toBe(`docker://a.example/x@${digest}`);
    registry.documents.delete(`${base('a.example', 'x')}/manifests/${digest}`);
    expect(await codes(imageParts(registry, wanted(`a.example/x@${digest}`), pulling(['amd64'], { access })))).toEqual([
      'image-digest-wrong',
      'image-unknown',
    ]);
  });
});

describe('a registry that asks who we are', () => {
  const realm = 'https://auth.example/token';
  const challenge = `Bearer realm="${realm}",service="a",scope="repository:x:pull"`;
  const json = (content: object, status = 200): Fetched => ({ status, bytes: Buffer.from(JSON.stringify(content)), headers: {} });
  const guardedRegistry = () => {
    const registry = new MemoryRegistry();
    registry.image(base('a.example', 'x'), '1', 'amd64', ['one']);
    registry.guarded.set(base('a.example', 'x'), { authorization: 'Bearer good', challenge });
    return registry;
  };
  const login = { username: 'me', password: 'secret' };
  const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;

  it('is shown a token that anybody gets', async () => {
    const registry = guardedRegistry();
    registry.tokens.set(realm, () => json({ token: 'good' }));
    await imageParts(registry, wanted('a.example/x:1'), pulling());
    expect(registry.asked.find(({ url }) => url.startsWith(realm))).toEqual({
      url: `${realm}?service=a&scope=repository%3Ax%3Apull`,
      authorization: undefined,
    });
  });
  it('is shown a token for a login, which only the realm sees', async () => {
    const registry = guardedRegistry();
    registry.tokens.set(realm, (authorization) => (authorization === basic ? json({ access_token: 'good' }) : json({}, 401)));
    await imageParts(registry, wanted('a.example/x:1'), pulling(['amd64'], { logins: { 'a.example': login } }));
    expect(registry.asked.filter(({ authorization }) => authorization === basic).every(({ url }) => url.startsWith(realm))).toBe(true);
    expect(await codes(imageParts(registry, wanted('a.example/x:1'), pulling()))).toEqual(['registry-login-missing']);
    const wrong = { 'a.example': { username: 'me', password: 'wrong' } };
    expect(await codes(imageParts(registry, wanted('a.example/x:1'), pulling(['amd64'], { logins: wrong })))).toEqual([
      'registry-login-refused',
    ]);
  });
  it('gets a new token when the old one has run out before a layer', async () => {
    const registry = guardedRegistry();
    registry.tokens.set(realm, () => json({ token: 'good' }));
    const [part] = await imageParts(registry, wanted('a.example/x:1'), pulling());
    registry.guarded.set(base('a.example', 'x'), { authorization: 'Bearer newer', challenge });
    registry.tokens.set(realm, () => json({ token: 'newer' }));
    await bring(registry, part!);
    expect(registry.asked.at(-1)!.authorization).toBe('Bearer newer');
  });
  it('is shown a password only where it takes nothing else, and one is there', async () => {
    const registry = guardedRegistry();
    registry.guarded.set(base('a.example', 'x'), { authorization: basic, challenge: 'Basic realm="a"' });
    await imageParts(registry, wanted('a.example/x:1'), pulling(['amd64'], { logins: { 'a.example': login } }));
    expect(await codes(imageParts(registry, wanted('a.example/x:1'), pulling()))).toEqual(['registry-login-missing']);
  });
  it.each(['http://auth.example/token', 'nowhere', ''])('is not answered at the realm %j', async (where) => {
    const registry = guardedRegistry();
    registry.guarded.set(base('a.example', 'x'), { authorization: 'Bearer good', challenge: `Bearer realm="${where}"` });
    expect(await codes(imageParts(registry, wanted('a.example/x:1'), pulling(['amd64'], { logins: { 'a.example': login } })))).toEqual([
      'registry-realm',
    ]);
    expect(registry.asked.every(({ authorization }) => authorization === undefined)).toBe(true);
  });
  it('may not give nonsense for a token', async () => {
    const registry = guardedRegistry();
    registry.tokens.set(realm, () => json({ token: '' }));
    expect(await codes(imageParts(registry, wanted('a.example/x:1'), pulling()))).toEqual(['registry-token']);
  });
});
