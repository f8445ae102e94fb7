import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { nameOf } from './download/partial.ts';
import { DownloadFailure, type Downloads, openDownloads, type Trouble } from './download.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7 + (index >> 8)) % 256));
const sha256 = createHash('sha256').update(bytes).digest('hex');
const tag = '"one"';

/** Sleeps no time, and remembers how long it would have. */
const patientClock = () => {
  const slept: number[] = [];
  const clock: Clock = { now: () => 1_000_000, monotonic: () => 0, sleep: async (milliseconds) => void slept.push(milliseconds) };
  return { clock, slept };
};

/** As a good server: ranges, If-Range, an entity tag. */
const whole =
  (content = bytes, etag: string | null = tag): Handler =>
  (request, response) => {
    const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const partial = request.headers.range !== undefined && [undefined, etag].includes(request.headers['if-range'] as string | undefined);
    if (partial && first >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      return;
    }
    const body = partial ? content.subarray(first) : content;
    response.writeHead(partial ? 206 : 200, {
      ...(etag && { etag }),
      'content-length': body.length,
      ...(partial && { 'content-range': `bytes ${first}-${content.length - 1}/${content.length}` }),
    });
    response.end(body);
  };

/** Begins a good answer and closes the connection after `count` bytes of it. */
const cutAfter =
  (count: number, handler: Handler = whole()): Handler =>
  (request, response, nth) => {
    const end = response.end.bind(response);
    Object.assign(response, {
      end: (body?: Buffer) => {
        if (!body) return end();
        response.write(body.subarray(0, count), () => response.destroy());
      },
    });
    handler(request, response, nth);
  };

const status =
  (code: number, headers = {}): Handler =>
  (_, response) =>
    void response.writeHead(code, headers).end('no');

let directory: string;
let path: string;
let servers: Server[];
let downloads: Downloads;
let slept: number[];
let asked: IncomingMessage[];

async function serve(...handlers: [Handler, ...Handler[]]): Promise<string> {
  let nth = 0;
  const server = createServer((request, response) => {
    asked.push(request);
    const handler = handlers[Math.min(nth, handlers.length - 1)]!;
    nth += 1;
    handler(request, response, nth);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-download-'));
  path = join(directory, 'file');
  [servers, asked] = [[], []];
  const patient = patientClock();
  slept = patient.slept;
  downloads = openDownloads({ clock: patient.clock, random: () => 0.5, silence: 20_000 });
});
afterEach(async () => {
  await downloads.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(directory, { recursive: true, force: true });
});

const trouble = async (work: Promise<unknown>): Promise<Trouble> => {
  const failure = await work.then(
    () => undefined,
    (reason) => reason,
  );
  expect(failure).toBeInstanceOf(DownloadFailure);
  return failure.trouble;
};
const fetched = () => readFileSync(path).equals(bytes) && readdirSync(directory).length === 1;

describe('a file', () => {
  it('is fetched, and told piece by piece', async () => {
    const told: number[] = [];
    await downloads.file({ url: await serve(whole()), path, sha256, size: bytes.length, onBytes: (count) => told.push(count) });
    expect(fetched()).toBe(true);
    expect(told.at(-1)).toBe(bytes.length);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
  });
  it('goes on where its connection was cut, by the tag of the server', async () => {
    await downloads.file({ url: await serve(cutAfter(30_000), cutAfter(20_000), whole()), path });
    expect(fetched()).toBe(true);
    expect(asked).toHaveLength(3);
    expect(asked[1]!.headers).toMatchObject({ 'if-range': tag });
    expect(asked[1]!.headers.range).toMatch(/^bytes=\d+-$/);
  });
  it('goes on where an earlier program stopped', async () => {
    const url = await serve(cutAfter(30_000), whole());
    const stopping = new AbortController();
    const onBytes = (count: number) => count > 10_000 && stopping.abort(new Error('stopped'));
    await expect(downloads.file({ url, path, onBytes, signal: stopping.signal })).rejects.toThrow('stopped');
    expect(existsSync(path)).toBe(false);
    await openDownloads({ silence: 20_000 }).file({ url, path });
    expect(fetched()).toBe(true);
    expect(asked[1]!.headers.range).toMatch(/^bytes=[1-9]/);
  });
  it('begins anew when it changed meanwhile', async () => {
    const old = Buffer.alloc(100_000, 'x');
    await downloads.file({ url: await serve(cutAfter(30_000, whole(old, '"old"')), whole()), path });
    expect(fetched()).toBe(true);
  });
  it('begins anew where the server knows no ranges', async () => {
    const deaf: Handler = (_, response) => void response.writeHead(200, { etag: tag, 'content-length': bytes.length }).end(bytes);
    await downloads.file({ url: await serve(cutAfter(30_000, deaf), deaf), path });
    expect(fetched()).toBe(true);
  });
  it('begins anew where the server gives another range than the one asked for', async () => {
    const lying: Handler = (_, response) =>
      void response.writeHead(206, { etag: tag, 'content-range': `bytes 5-99999/100000`, 'content-length': 99_995 }).end(bytes.subarray(5));
    await downloads.file({ url: await serve(cutAfter(30_000), lying, whole()), path });
    expect(fetched()).toBe(true);
    expect(asked[2]!.headers.range).toBeUndefined();
  });
  it('begins anew where the server gives the right range of a file that has changed', async () => {
    const old = Buffer.alloc(100_000, 'x');
    const careless: Handler = (request, response, nth) => {
      delete request.headers['if-range'];
      whole()(request, response, nth);
    };
    await downloads.file({ url: await serve(cutAfter(30_000, whole(old, '"old"')), careless, whole()), path });
    expect(asked[1]!.headers.range).toBe('bytes=30000-');
    expect(fetched()).toBe(true);
  });
  it('goes on where the server gives less than it was asked for', async () => {
    const sparing: Handler = (request, response) => {
      const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const body = bytes.subarray(first, first + 40_000);
      const range = `bytes ${first}-${first + body.length - 1}/${bytes.length}`;
      response.writeHead(206, { etag: tag, 'content-range': range, 'content-length': body.length }).end(body);
    };
    await downloads.file({ url: await serve(cutAfter(30_000), sparing), path });
    expect(asked.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=30000-', 'bytes=70000-']);
    expect(fetched()).toBe(true);
  });
  it('begins anew, rather than mend two halves, when nothing tells the state of the far side', async () => {
    const nameless = whole(bytes, null);
    await downloads.file({ url: await serve(cutAfter(30_000, nameless), nameless), path });
    expect(asked[1]!.headers.range).toBeUndefined();
    expect(fetched()).toBe(true);
  });
  it('goes on without a tag when its hash is known', async () => {
    const nameless = whole(bytes, null);
    await downloads.file({ url: await serve(cutAfter(30_000, nameless), nameless), path, sha256 });
    expect(asked[1]!.headers.range).toMatch(/^bytes=[1-9]/);
    expect(fetched()).toBe(true);
  });
  it('is taken when all of it was there but its end was not heard', async () => {
    const url = await serve(whole());
    writeFileSync(`${path}.part`, bytes);
    writeFileSync(`${path}.mark`, JSON.stringify({ of: nameOf(url), validator: tag, length: bytes.length }));
    await downloads.file({ url, path });
    expect(asked[0]!.headers.range).toBe(`bytes=${bytes.length}-`);
    expect(fetched()).toBe(true);
  });
  it('is begun anew when more came than there is', async () => {
    const url = await serve(whole());
    writeFileSync(`${path}.part`, Buffer.concat([bytes, bytes]));
    writeFileSync(`${path}.mark`, JSON.stringify({ of: nameOf(url), validator: tag }));
    await downloads.file({ url, path });
    expect(fetched()).toBe(true);
  });
  it('is not made of what came from another place', async () => {
    const url = await serve(whole());
    writeFileSync(`${path}.part`, 'xxxx');
    writeFileSync(`${path}.mark`, JSON.stringify({ of: nameOf(`${url}/other`), validator: tag }));
    await downloads.file({ url, path });
    expect(fetched()).toBe(true);
  });
  it('is fetched once more when its hash is wrong, and given up when it is wrong twice', async () => {
    const damaged = Buffer.from(bytes).fill('!', 50_000, 50_001);
    await downloads.file({ url: await serve(whole(damaged), whole()), path, sha256 });
    expect(fetched()).toBe(true);
    rmSync(path);
    expect(await trouble(downloads.file({ url: await serve(whole(damaged)), path, sha256 }))).toMatchObject({ kind: 'hash' });
    expect(asked).toHaveLength(4);
    expect(readdirSync(directory)).toEqual([]);
  });
  it('is refused when it is not as long as it has to be', async () => {
    const found = await trouble(downloads.file({ url: await serve(whole()), path, size: 5 }));
    expect(found).toEqual({ kind: 'size', found: bytes.length, size: 5 });
    expect(asked).toHaveLength(1);
  });
  it('is given up when the server promises more than it ever sends', async () => {
    const boasting: Handler = (_, response) => {
      response.writeHead(200, { 'content-length': bytes.length + 10 });
      response.write(bytes, () => response.destroy());
    };
    expect(await trouble(downloads.file({ url: await serve(boasting), path }))).toMatchObject({ kind: 'cut' });
    expect(asked).toHaveLength(8);
  });
  it('is given up after a silence, and fetched when the server only slept once', async () => {
    const impatient = openDownloads({ clock: patientClock().clock, random: () => 0.5, silence: 300 });
    const sleeping: Handler = (_, response) => void response.writeHead(200, { 'content-length': bytes.length }).write('x');
    await impatient.file({ url: await serve(sleeping, whole()), path, sha256 });
    expect(fetched()).toBe(true);
    expect(await trouble(impatient.file({ url: await serve(() => {}), path }))).toEqual({ kind: 'silent', seconds: 0.3 });
    await impatient.close();
  });
  it('ends at once when it is told to', async () => {
    const stopping = new AbortController();
    const work = downloads.file({ url: await serve(() => stopping.abort(new Error('enough'))), path, signal: stopping.signal });
    await expect(work).rejects.toThrow('enough');
  });
  it('comes with any number of cuts wherever they are', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (cuts, tagged) => {
          const good = whole(bytes, tagged ? tag : null);
          await downloads.file({ url: await serve(...(cuts.map((count) => cutAfter(count, good)) as [Handler]), good), path, sha256 });
          expect(fetched()).toBe(true);
          rmSync(path);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('what may pass', () => {
  it.each([500, 502, 503, 504, 408, 429])('is asked again: %i', async (code) => {
    expect(Buffer.from((await downloads.small({ url: await serve(status(code), whole()), most: 200_000 })).bytes)).toEqual(bytes);
  });
  it.each([400, 401, 403, 404, 410, 451])('is not: %i', async (code) => {
    expect(await trouble(downloads.small({ url: await serve(status(code)), most: 10 }))).toEqual({ kind: 'status', status: code });
    expect(asked).toHaveLength(1);
  });
  it('waits longer and longer, and not for ever', async () => {
    expect(await trouble(downloads.file({ url: await serve(status(503)), path }))).toEqual({ kind: 'status', status: 503 });
    expect(slept).toEqual([375, 750, 1500, 3000, 6000, 12_000, 22_500]);
  });
  it('waits as long as the server asks, in seconds or until a time', async () => {
    await downloads.small({ url: await serve(status(503, { 'retry-after': '7' }), whole()), most: 200_000 });
    const until = new Date(1_000_000 + 60_000).toUTCString();
    await downloads.small({ url: await serve(status(429, { 'retry-after': until }), whole()), most: 200_000 });
    expect(slept).toEqual([7000, 60_000]);
  });
  it('does not wait an hour', async () => {
    const url = await serve(status(429, { 'retry-after': '3600' }));
    expect(await trouble(downloads.small({ url, most: 10 }))).toEqual({ kind: 'later', seconds: 3600 });
  });
  it('gives a server that nobody runs four tries', async () => {
    const url = await serve(whole());
    await new Promise((resolve) => servers[0]!.close(resolve));
    expect(await trouble(downloads.small({ url, most: 10 }))).toMatchObject({ kind: 'unreachable' });
    expect(slept).toHaveLength(3);
  });
});

describe('a redirect', () => {
  it('is followed to another server without the credentials', async () => {
    const url = await serve(status(302, { location: await serve(whole()) }));
    await downloads.file({ url, path, headers: { authorization: 'Bearer secret', 'x-token': 'secret', accept: 'a/b' } });
    expect(fetched()).toBe(true);
    expect(asked[0]!.headers).toMatchObject({ authorization: 'Bearer secret', accept: 'a/b' });
    expect(asked[1]!.headers).toMatchObject({ accept: 'a/b' });
    expect(JSON.stringify(asked[1]!.headers)).not.toContain('secret');
  });
  it('keeps them on the same one', async () => {
    await downloads.file({
      url: await serve(status(307, { location: '/there' }), whole()),
      path,
      headers: { authorization: 'Bearer secret' },
    });
    expect(asked[1]!.headers.authorization).toBe('Bearer secret');
  });
  it.each(['/file', 'ftp://example.org/', 'file:///etc/passwd', 'http://'])('is refused to %s for ever or nowhere', async (location) => {
    expect(await trouble(downloads.small({ url: await serve(status(301, { location })), most: 10 }))).toMatchObject({ kind: 'redirect' });
  });
});

describe('credentials in an address', () => {
  it.each(['p@ss', '100%', '%41%'])('are given as a header: %s', async (password) => {
    const url = (await serve(whole())).replace('//', `//me:${password.replace('@', '%40')}@`);
    await downloads.file({ url, path });
    expect(asked[0]!.headers.authorization).toBe(`Basic ${btoa(`me:${password}`)}`);
  });
});

describe('credentials that grow old', () => {
  it('are renewed once they are refused', async () => {
    const guarded: Handler = (request, response, nth) =>
      (request.headers.authorization === 'Bearer new' ? whole() : status(401))(request, response, nth);
    const given: boolean[] = [];
    const headers = async (refused: boolean) => {
      given.push(refused);
      return { authorization: refused ? 'Bearer new' : 'Bearer old' };
    };
    await downloads.file({ url: await serve(guarded), path, headers });
    expect(given).toEqual([false, true]);
    expect(fetched()).toBe(true);
  });
  it('are not renewed for ever', async () => {
    const found = await trouble(downloads.file({ url: await serve(status(401)), path, headers: async () => ({}) }));
    expect(found).toEqual({ kind: 'status', status: 401 });
    expect(asked).toHaveLength(2);
  });
});

describe('a small answer', () => {
  it('is given with its status when that is expected', async () => {
    const found = await downloads.small({ url: await serve(status(401, { 'www-authenticate': 'Bearer' })), most: 10, statuses: [401] });
    expect(found).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  });
  it('is refused when it is no small one', async () => {
    expect(await trouble(downloads.small({ url: await serve(whole()), most: 1000 }))).toEqual({ kind: 'too-large', limit: 1000 });
  });
});

describe('a directory', () => {
  it('answers as a server does, and a copy is resumed', async () => {
    const source = join(directory, 'source file');
    writeFileSync(source, bytes);
    const url = pathToFileURL(source).href;
    const stopping = new AbortController();
    const stop = (count: number) => count > 10_000 && stopping.abort(new Error('stopped'));
    await expect(downloads.file({ url, path, onBytes: stop, signal: stopping.signal })).rejects.toThrow('stopped');
    let first: number | undefined;
    await downloads.file({ url, path, sha256, onBytes: (count) => (first ??= count) });
    expect(first).toBeGreaterThan(10_000);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(Buffer.from((await downloads.small({ url, most: 200_000 })).bytes).equals(bytes)).toBe(true);
  });
  it('begins anew when the file there changed', async () => {
    const source = join(directory, 'source');
    writeFileSync(source, 'old'.repeat(40_000));
    const url = pathToFileURL(source).href;
    const stopping = new AbortController();
    const stop = () => stopping.abort(new Error('stopped'));
    await expect(downloads.file({ url, path, onBytes: stop, signal: stopping.signal })).rejects.toThrow('stopped');
    writeFileSync(source, bytes);
    appendFileSync(source, '');
    await downloads.file({ url, path, sha256 });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
  it.each(['missing', '.', 'source/inside'])('has no file %s', async (name) => {
    writeFileSync(join(directory, 'source'), 'x');
    const url = pathToFileURL(join(directory, name)).href;
    expect(await trouble(downloads.small({ url, most: 10 }))).toEqual({ kind: 'status', status: 404 });
  });
});
