// The console as browsers, programs and pages of strangers meet it: who may come in, what each call answers, and a stream that misses nothing.

import { once } from 'node:events';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CallName, calls } from '../../services/contract/index.ts';
import { type BenchConsole, benchConsole } from './bench-console.ts';
import { type ConsoleClient, consoleClient } from './console-client.ts';
import { openStream } from './event-stream.ts';
import { askRaw, type RawAnswer } from './raw-http.ts';

let bench: BenchConsole;
let client: ConsoleClient;
let port: number;

beforeEach(async () => {
  bench = await benchConsole();
  client = consoleClient(bench.url);
  port = Number(new URL(bench.url).port);
});
afterEach(() => bench.close());

const host = '127.0.0.1';
const own = () => `127.0.0.1:${port}`;
const get = (path: string, headers: Record<string, string> = {}) => askRaw({ host, port, path, headers: { host: own(), ...headers } });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  askRaw({ host, port, path, method: 'POST', body, headers: { host: own(), 'content-type': 'application/json', ...headers } });
const bearer = () => ({ authorization: `Bearer ${client.token}` });
const cookieOf = ({ headers }: RawAnswer) => String(headers['set-cookie']);

describe('who may come in', () => {
  it('listens on loopback only', () => {
    expect(new URL(bench.url).hostname).toBe('127.0.0.1');
    expect(client.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('gives the first visit a cookie that no script and no other site gets, and an address without the token', async () => {
    const visit = await get(`/?token=${client.token}&lang=en`);
    expect(visit.status).toBe(303);
    expect(visit.headers.location).toBe('/?lang=en');
    expect(cookieOf(visit)).toMatch(/^rackstrap-\d+=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
    const page = await get('/', { cookie: cookieOf(visit).split(';')[0]! });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<title>Rackstrap</title>') });
    expect(page.body).not.toContain(client.token);
  });

  it('leads to no other host, whatever path the token came with', async () => {
    for (const path of ['//evil.example/', '///evil.example', '/%5cevil.example', '/\\evil.example']) {
      const { headers } = await get(`${path}?token=${client.token}`);
      expect(new URL(String(headers.location), bench.url).host, path).toBe(own());
    }
  });

  it('lets nobody in without the token', async () => {
    const wrong = ['', 'x', `${client.token}x`, client.token.slice(1), '\u0000'];
    for (const path of ['/', '/console.js', '/api/events', '/api/changes', '/nothing']) expect((await get(path)).status, path).toBe(401);
    for (const token of wrong) {
      expect((await get(`/?token=${encodeURIComponent(token)}`)).status).toBe(401);
      expect((await get('/', { cookie: `rackstrap-${port}=${encodeURIComponent(token)}` })).status).toBe(401);
      expect((await post('/api/status', '{}', { authorization: `Bearer ${encodeURIComponent(token)}` })).status).toBe(401);
    }
    expect((await get(`/?token=a&token=${client.token}`)).status).toBe(401);
    expect((await post(`/api/status?token=${client.token}`, '{}')).status).toBe(401);
  });

  it('answers to no name but its own, so that a page cannot make its name point here', async () => {
    for (const name of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `10.0.0.1:${port}`,
      `127.0.0.1.evil.example:${port}`,
    ])
      for (const path of ['/', '/api/changes']) expect((await get(path, { ...bearer(), host: name })).status, name).toBe(403);
    expect((await get('/', { ...bearer(), host: `localhost:${port}` })).status).toBe(200);
  });

  it('takes no call from another page, also with the token', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      `https://${own()}`,
      `http://127.0.0.1:${port + 1}`,
      `http://${own()}.evil.example`,
    ]) {
      expect((await post('/api/pause', '{}', { ...bearer(), origin })).status, origin).toBe(403);
      for (const stream of ['/api/events', '/api/changes']) expect((await get(stream, { ...bearer(), origin })).status, origin).toBe(403);
    }
    expect((await post('/api/status', '{}', { ...bearer(), origin: `http://${own()}` })).status).toBe(200);
    expect((await post('/api/status', '{}', { ...bearer(), origin: `http://localhost:${port}` })).status).toBe(200);
  });

  it('says with every answer what a page may load: nothing of others, no script in the page', async () => {
    for (const answer of [
      await get('/', bearer()),
      await get('/'),
      await get('/nothing', bearer()),
      await post('/api/nothing', '{}', bearer()),
    ]) {
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      expect(answer.headers).not.toHaveProperty('x-powered-by');
    }
  });
});

describe('calls', () => {
  const good: { readonly [Name in CallName]?: unknown } = {
    status: {},
    arm: { slots: ['c1/1'], consentWipe: ['c1/1'] },
    disarm: { slots: ['c1/1'] },
    consent: { slots: ['c1/2'] },
    retry: { slots: ['c1/3'] },
    exclude: { slot: 'c1/4', reason: 'burnt' },
    pause: {},
    resume: {},
    events: { after: 0, most: 5 },
    evidence: { slot: 'c1/1', most: 5 },
    blade: { slot: 'c1/1' },
    throughput: {},
    site: {},
    bundles: {},
    plans: {},
    stopListening: {},
  };

  it('each answer as the contract says', async () => {
    await client.call('arm', { slots: ['c1/2'] });
    for (const [name, input] of Object.entries(good)) {
      const { status, body } = await client.call(name, input);
      expect({ name, status, body }).toMatchObject({ name, status: 200 });
      expect(calls[name as CallName].output.safeParse(body).error, name).toBeUndefined();
    }
    const blades = (await client.status()).blades.map(({ slot, permission, excluded }) => ({ slot, permission, excluded }));
    expect(blades).toMatchObject([{ permission: 'local' }, { permission: 'armed' }, { permission: 'armed' }, { excluded: 'burnt' }]);
  });

  it('refuse what they do not understand, with the reason and what to do', async () => {
    const bad: [CallName, unknown][] = [
      ['arm', {}],
      ['arm', { slots: [] }],
      ['arm', { slots: ['nonsense'] }],
      ['arm', { slots: 'c1/1' }],
      ['arm', { slots: Array(2000).fill('c1/1') }],
      ['arm', { slots: ['c1/1'], consentWipe: 'all' }],
      ['status', { more: 1 }],
      ['disarm', { slots: [1] }],
      ['exclude', { slot: 'c1/1' }],
      ['exclude', { slot: 'c1/1', reason: '  ' }],
      ['exclude', { slot: 'c1/1', reason: 'x'.repeat(201) }],
      ['events', { after: -1 }],
      ['events', { most: 1e9 }],
      ['evidence', {}],
      ['blade', { slot: '1' }],
      ['power', { slots: ['c1/1'] }],
      ['startRun', { path: 'plan.yaml' }],
      ['listen', {}],
      ['pause', []],
      ['pause', null],
    ];
    for (const [name, input] of bad) {
      const { status, body } = await client.call(name, input);
      expect({ status, body }, `${name} ${JSON.stringify(input)?.slice(0, 80)}`).toMatchObject({
        status: 400,
        body: { problems: [{ code: 'call-malformed' }] },
      });
    }
    expect((await client.status()).blades.every(({ arming }) => arming === undefined)).toBe(true);
  });

  it.each([
    ['no JSON', '{"slots":', 400],
    ['another type of body', 'x', 400],
    ['too much', `{"slots":["${'x'.repeat(9_000_000)}"]}`, 413],
  ])('refuse a body that is %s', async (_, body, status) => {
    const answer = await post('/api/arm', body, bearer());
    expect({ status: answer.status, problems: JSON.parse(answer.body).problems }).toMatchObject({
      status,
      problems: [{ code: 'call-malformed' }],
    });
    expect(answer.body).not.toMatch(/node_modules|\.ts:\d/);
  });

  it('that do not exist are told so', async () => {
    for (const name of ['nothing', 'constructor', '__proto__', 'toString'])
      expect(await client.call(name), name).toMatchObject({ status: 404, body: { problems: [{ code: 'call-unknown' }] } });
  });

  it('that the run refuses answer with its problems', async () => {
    expect(await client.call('arm', { slots: ['c1/1', 'c9/9', 'c9/8'] })).toMatchObject({
      status: 409,
      body: { problems: [{ code: 'slot-unknown', what: expect.stringContaining('c9/9') }, { code: 'slot-unknown' }] },
    });
    expect(await client.call('consent', { slots: ['c1/1'] })).toMatchObject({ status: 409, body: { problems: [{ code: 'not-armed' }] } });
  });
});

describe('what is told of one blade', () => {
  it('is its evidence, page by page from the newest back, with what names several slots', async () => {
    bench.tell(250);
    await client.call('arm', { slots: ['c1/1', 'c1/2'] });
    const seen = [];
    let before: number | undefined;
    for (let more = true; more; before = seen[0].seq) {
      const { body } = await client.call('evidence', { slot: 'c1/1', most: 100, ...(before === undefined ? {} : { before }) });
      seen.unshift(...body.entries);
      more = body.more;
    }
    expect(seen.map(({ seq }: { seq: number }) => seq)).toEqual(Array.from({ length: 251 }, (_, index) => index + 1));
    expect(seen.at(-1)).toMatchObject({ type: 'armed', slots: ['c1/1', 'c1/2'] });
    const { body } = await client.call('evidence', { slot: 'c1/2' });
    expect(body).toMatchObject({ entries: [{ type: 'armed' }], more: false });
  });

  it('is what is served to it now, without the secrets', async () => {
    await client.call('arm', { slots: ['c1/1'] });
    const { body } = await client.call('blade', { slot: 'c1/1' });
    const names = body.documents.map(({ name }: { name: string }) => name);
    expect(names).toContain('live.ign');
    // What holds secrets is there from its go until its agent has it, and for nobody else.
    expect(names).not.toContain('installed.ign');
    expect(JSON.stringify(body)).not.toContain('a-secret');
    expect(JSON.stringify(body)).toContain('SECRET-OF-THE-RUN');
  });

  it('is refused for a slot that is not in the plan', async () => {
    for (const name of ['blade', 'evidence'])
      expect(await client.call(name, { slot: 'c9/9' })).toMatchObject({ status: 409, body: { problems: [{ code: 'slot-unknown' }] } });
  });

  it('is not its power: these are real blades', async () => {
    expect(await client.call('power', { slots: ['c1/1'], on: true })).toMatchObject({
      status: 409,
      body: { problems: [{ code: 'power-not-virtual' }] },
    });
  });
});

describe('the event stream', () => {
  const seqs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

  it('goes on from a sequence number, without a gap and without the same twice', async () => {
    bench.tell(700);
    const first = await openStream(client, '/api/events');
    await first.until(700);
    bench.tell(50);
    await first.until(750);
    first.close();
    bench.tell(250);
    expect(first.seqs()).toEqual(seqs(1, 750));

    const second = await openStream(client, '/api/events', { 'last-event-id': '750' });
    bench.tell(10);
    await second.until(1010);
    expect(second.seqs()).toEqual(seqs(751, 1010));

    const third = await openStream(client, '/api/events?after=1005');
    await third.until(1010);
    expect(third.seqs()).toEqual(seqs(1006, 1010));
  });

  it('sends the same entries that the call gives, page by page', async () => {
    bench.tell(120);
    const stream = await openStream(client, '/api/events');
    await stream.until(120);
    const paged = [];
    for (let after = 0, more = true; more; after += 50) {
      const { body } = await client.call('events', { after, most: 50 });
      paged.push(...body.entries);
      more = body.more;
    }
    expect(stream.entries).toEqual(paged);
  });

  it('takes a strange sequence number for the beginning', async () => {
    bench.tell(3);
    for (const id of ['', 'x', '-1', '1e400', '0x1', '1.5'].values()) {
      const stream = await openStream(client, '/api/events', { 'last-event-id': id });
      await stream.until(3);
      expect(stream.seqs()[0], id).toBeLessThanOrEqual(2);
      stream.close();
    }
  });

  it('keeps nothing in memory for a page that does not read, and gives it everything when it does', { timeout: 60_000 }, async () => {
    const socket = createConnection(port, host);
    await once(socket, 'connect');
    socket.write(`GET /api/events HTTP/1.1\r\nHost: ${own()}\r\nAuthorization: Bearer ${client.token}\r\n\r\n`);
    await once(socket, 'readable');
    const long = 'x'.repeat(2_000);
    for (let times = 0; times < 20; times += 1) {
      bench.tell(500, long);
      await new Promise(setImmediate);
    }
    // 20 MB happened; the kernel's buffers hold the few megabytes that are on their way.
    expect(bench.given()).toBeLessThan(5_000);
    let last = '';
    for await (const chunk of socket.setEncoding('utf8')) {
      last = (last + chunk).slice(-20_000);
      if (last.includes('id: 10000\n')) break;
    }
    expect(last).toContain('id: 10000\n');
  });

  it('forgets a page that went away', async () => {
    const stream = await openStream(client, '/api/events');
    bench.tell(1);
    await stream.until(1);
    expect(bench.followers()).toBe(1);
    stream.close();
    await expect.poll(() => bench.followers(), { timeout: 10_000 }).toBe(0);
  });

  it('ends with the console', async () => {
    const asking = request({ host, port, path: '/api/events', headers: { host: own(), ...bearer() } });
    asking.end();
    const [response] = await once(asking, 'response');
    response.resume();
    await bench.close();
    await expect.poll(() => response.closed, { timeout: 10_000 }).toBe(true);
  });
});
