// Downloads of a bundle's build against servers as they are: nginx with all that goes wrong with servers, and a proxy on the way.

import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nameOf } from '../../services/platform/download/partial.ts';
import { DownloadFailure, type Downloads, openDownloads } from '../../services/platform/download.ts';
import { freePort } from '../../services/platform/free-port.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { nginx, type Running, tinyproxy, workersOf } from './web-servers.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-download-interop-'));
const root = join(scratch, 'www');
const image = randomBytes(2 * 1024 * 1024);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const sha256 = hash(image);

let server: Running;
let proxy: Running;
let base: string;
let secure: string;
let downloads: Downloads;
let path: string;
let onPause: () => void;
/** Pauses take no time; what the world does meanwhile is done by the test. */
const clock = { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => onPause() };

const configuration = (port: number, other: number, tls: number) => `
  server {
    listen 127.0.0.1:${port};
    root ${root};
    location /deaf/ { alias ${root}/; max_ranges 0; }
    location /slow/ { alias ${root}/; limit_rate 400k; }
    location /other-range/ { proxy_pass http://127.0.0.1:${port}/; proxy_set_header Range "bytes=1000-"; proxy_set_header If-Range ""; }
    location /later/ {
      alias ${root}/;
      if (-f ${root}/down) { return 503; }
      add_header Retry-After 7 always;
      error_page 503 @later;
    }
    location @later { add_header Retry-After 7 always; return 503; }
    location /broken/ { return 500; }
    location /elsewhere/ { return 302 http://localhost:${other}/; }
    location /circle/ { return 301 $request_uri; }
    location /private/ { return 403; }
  }
  server {
    listen 127.0.0.1:${other};
    root ${root};
    if ($http_authorization) { return 400; }
    location / { try_files /image =404; }
  }
  server {
    listen 127.0.0.1:${tls} ssl;
    ssl_certificate ${scratch}/certificate.pem;
    ssl_certificate_key ${scratch}/key.pem;
    root ${root};
  }`;

const lacking = lacks('nginx', 'tinyproxy', 'openssl');

describe.skipIf(skip('downloads from nginx', lacking))('downloads from nginx', () => {
  beforeAll(async () => {
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'image'), image);
    const subject = ['-subj', '/CN=mirror.example.org', '-keyout', join(scratch, 'key.pem'), '-out', join(scratch, 'certificate.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...subject], {
      stdio: 'pipe',
    });
    const [port, other, tls] = [await freePort('tcp', '127.0.0.1'), await freePort('tcp', '127.0.0.1'), await freePort('tcp', '127.0.0.1')];
    server = await nginx(join(scratch, 'nginx'), port, configuration(port, other, tls));
    [base, secure] = [`http://127.0.0.1:${port}`, `https://127.0.0.1:${tls}`];
    proxy = await tinyproxy(join(scratch, 'proxy'));
  });
  afterAll(async () => {
    await server?.stop();
    await proxy?.stop();
    rmSync(scratch, { recursive: true, force: true });
  });
  let files = 0;
  beforeEach(() => {
    downloads = openDownloads({ clock, silence: 30_000 });
    files += 1;
    path = join(scratch, `file-${files}`);
    onPause = () => {};
  });
  afterEach(() => downloads.close());

  const arrived = () => hash(readFileSync(path)) === sha256;
  /** A server writes its log when the answer has left: a moment after it is here. */
  const logged = { timeout: 10_000 };
  const asked = (what: string) =>
    server
      .log()
      .split('\n')
      .filter((line) => line.includes(what));
  const trouble = async (work: Promise<unknown>) => {
    const reason = await work.then(
      () => undefined,
      (error) => error,
    );
    expect(reason).toBeInstanceOf(DownloadFailure);
    return reason.trouble;
  };
  /** What an earlier try left: half of the file, and by which tag the server knew it. */
  async function half(url: string): Promise<void> {
    const { headers } = await downloads.small({ url: `${base}/image`, most: 4 * 1024 * 1024 });
    writeFileSync(`${path}.part`, image.subarray(0, 1024 * 1024));
    writeFileSync(`${path}.mark`, JSON.stringify({ of: nameOf(url), validator: headers.etag, length: image.length }));
  }

  it('come whole', async () => {
    await downloads.file({ url: `${base}/image`, path, sha256, size: image.length });
    expect(arrived()).toBe(true);
  });
  it('go on where they were', async () => {
    const url = `${base}/image?resumed`;
    await half(url);
    await downloads.file({ url, path });
    expect(arrived()).toBe(true);
    await expect.poll(() => asked('?resumed'), logged).toEqual([expect.stringMatching(/^206 .* range=bytes=1048576- if=[^-]/)]);
  });
  it('begin anew where the server knows no ranges', async () => {
    const url = `${base}/deaf/image`;
    await half(url);
    await downloads.file({ url, path });
    expect(arrived()).toBe(true);
    await expect.poll(() => asked('/deaf/'), logged).toEqual([expect.stringMatching(/^200 /)]);
  });
  it('begin anew where the server gives another range', async () => {
    const url = `${base}/other-range/image`;
    await half(url);
    // without a range of ours the answer is still one of part of the file: nothing can be made of it
    expect(await trouble(downloads.file({ url, path }))).toMatchObject({ kind: 'cut' });
    expect(existsSync(path)).toBe(false);
  });
  it('go on when the connection is cut', async () => {
    const url = `${base}/slow/image?cut`;
    let cuts = 0;
    const cut = (bytes: number) => {
      if (bytes < (cuts + 1) * 300_000 || cuts === 2) return;
      cuts += 1;
      for (const worker of workersOf(server)) process.kill(worker, 'SIGKILL');
    };
    await downloads.file({ url, path, sha256, onBytes: cut });
    expect(arrived()).toBe(true);
    expect(cuts).toBe(2);
    await expect.poll(() => asked('?cut').at(-1), logged).toMatch(/^206 /);
  });
  it('begin anew when the file was exchanged under way, and its promised length with it', async () => {
    const [name, changed] = [join(root, 'moving'), image.subarray(0, 700_000)];
    writeFileSync(name, image);
    let done = false;
    const exchange = (bytes: number) => {
      if (done || bytes < 300_000) return;
      done = true;
      truncateSync(name, 700_000);
    };
    await downloads.file({ url: `${base}/slow/moving`, path, onBytes: exchange });
    expect(readFileSync(path).equals(changed)).toBe(true);
    await expect.poll(() => asked('/moving').map((line) => line.slice(0, 3)), logged).toEqual(['200', '200']);
  });
  it('wait for a server that is down for a while', async () => {
    writeFileSync(join(root, 'down'), '');
    onPause = () => rmSync(join(root, 'down'), { force: true });
    await downloads.file({ url: `${base}/later/image`, path, sha256 });
    expect(arrived()).toBe(true);
    await expect.poll(() => asked('/later/').map((line) => line.slice(0, 3)), logged).toEqual(['503', '200']);
  });
  it('are given up when it stays down', async () => {
    expect(await trouble(downloads.file({ url: `${base}/broken/image`, path }))).toEqual({ kind: 'status', status: 500 });
    await expect.poll(() => asked('/broken/'), logged).toHaveLength(8);
  });
  it('are given up when the hash is wrong twice', async () => {
    const wrong = downloads.file({ url: `${base}/image?wrong`, path, sha256: 'a'.repeat(64) });
    expect(await trouble(wrong)).toEqual({ kind: 'hash', found: sha256 });
    await expect.poll(() => asked('?wrong'), logged).toHaveLength(2);
  });
  it('are given up at once where nothing will change', async () => {
    expect(await trouble(downloads.file({ url: `${base}/absent`, path }))).toEqual({ kind: 'status', status: 404 });
    expect(await trouble(downloads.file({ url: `${base}/private/image`, path }))).toEqual({ kind: 'status', status: 403 });
    await expect.poll(() => asked('/absent').length + asked('/private').length, logged).toBe(2);
  });
  it('follow to another server, which does not hear who asks', async () => {
    await downloads.file({ url: `${base}/elsewhere/image`, path, sha256, headers: { authorization: 'Basic secret' } });
    expect(arrived()).toBe(true);
    await expect.poll(() => asked('localhost/'), logged).toEqual([expect.stringMatching(/^200 .* auth=-$/)]);
  });
  it('follow in no circle', async () => {
    expect(await trouble(downloads.file({ url: `${base}/circle/`, path }))).toMatchObject({ kind: 'redirect' });
  });
  it('believe no certificate that nobody vouches for', async () => {
    expect(await trouble(downloads.file({ url: `${secure}/image`, path }))).toMatchObject({ kind: 'tls' });
    expect(await trouble(downloads.file({ url: `${secure.replace('https', 'http')}/image`, path }))).toEqual({
      kind: 'status',
      status: 400,
    });
    expect(await trouble(downloads.file({ url: `${base.replace('http', 'https')}/image`, path }))).toMatchObject({ kind: 'tls' });
  });

  describe('through a proxy', () => {
    const before = { ...process.env };
    afterEach(() => {
      for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    });
    const proxied = () =>
      proxy
        .log()
        .split('\n')
        .filter((line) => line.includes('GET http')).length;

    it('take it where HTTP_PROXY says so, and pass it by where NO_PROXY does', async () => {
      process.env.HTTP_PROXY = `http://127.0.0.1:${proxy.port}`;
      await downloads.file({ url: `${base}/image`, path, sha256 });
      expect(arrived()).toBe(true);
      const requests = proxied();
      expect(requests).toBe(1);
      expect(proxy.log()).toContain(`GET ${base}/image`);
      process.env.NO_PROXY = '127.0.0.1';
      await downloads.file({ url: `${base}/image`, path: `${path}-direct`, sha256 });
      expect(proxied()).toBe(requests);
    });
    it('tunnel through it to servers with TLS, whose certificate is checked all the same', async () => {
      process.env.HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
      expect(await trouble(downloads.file({ url: `${secure}/image`, path }))).toMatchObject({ kind: 'tls' });
      expect(proxy.log()).toContain(`CONNECT ${new URL(secure).host}`);
    });
    it('show user and password to a proxy that wants them, and say so when they are missing', async () => {
      const guarded = await tinyproxy(join(scratch, 'guarded'), 'BasicAuth me secret');
      try {
        process.env.HTTP_PROXY = `http://127.0.0.1:${guarded.port}`;
        process.env.HTTPS_PROXY = process.env.HTTP_PROXY;
        expect(await trouble(downloads.file({ url: `${base}/image`, path }))).toEqual({ kind: 'proxy', reason: 'it answered 407' });
        expect(await trouble(downloads.file({ url: `${secure}/image`, path }))).toEqual({ kind: 'proxy', reason: 'it answered 407' });
        process.env.HTTP_PROXY = `http://me:secret@127.0.0.1:${guarded.port}`;
        await openDownloads({ clock }).file({ url: `${base}/image`, path, sha256 });
        expect(arrived()).toBe(true);
      } finally {
        await guarded.stop();
      }
    });
    it('are given up when it is not there, or its address is none', async () => {
      process.env.HTTP_PROXY = `http://127.0.0.1:${await freePort('tcp', '127.0.0.1')}`;
      expect(await trouble(downloads.file({ url: `${base}/image`, path }))).toMatchObject({ kind: 'unreachable' });
      process.env.HTTP_PROXY = 'proxy of our house';
      expect(await trouble(openDownloads({ clock }).file({ url: `${base}/image`, path }))).toMatchObject({ kind: 'proxy' });
    });
  });
});
