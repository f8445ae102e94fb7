import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireEvent } from '../../domain/blade/events.ts';
import { type BootTable, type IndexedTable, indexTable } from '../../domain/boot-table.ts';
import { systemClock } from '../../platform/clock.ts';
import { type BodySender, streamedBodies } from '../../platform/file-body.ts';
import { freePort } from '../../platform/free-port.ts';
import type { HttpServer } from '../../platform/http-server.ts';
import { isLinux } from '../../platform/native.ts';
import { bodySender } from '../../platform/send-file.ts';
import { listenHttp } from '../listen.ts';
import type { HomeAnswer, HomeCall } from '../wiring.ts';
import { httpPart } from './part.ts';
import { httpService } from './service.ts';

const MiB = 1024 * 1024;
/** Bigger than what two sockets and their buffers swallow: a transfer of it is still going on when its client stops reading. */
const bigBytes = 48 * MiB;
const patience = { timeout: 15_000, interval: 20 };

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-http-'));
const path = (name: string) => join(scratch, name);
const contents: Record<string, Buffer> = { big: randomBytes(bigBytes), small: randomBytes(100_003), empty: Buffer.alloc(0) };
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

beforeAll(() => {
  for (const [name, bytes] of Object.entries(contents)) writeFileSync(path(name), bytes);
});
/** Node closes a file that was forgotten when it collects its garbage, and says so. */
const forgotten: string[] = [];
process.on('warning', ({ message }) => void (message.includes('garbage collection') && forgotten.push(message)));
afterAll(() => {
  rmSync(scratch, { recursive: true });
  expect(forgotten).toEqual([]);
});

const mac = 'd0:00:67:13:0d:00';
const blade = {
  slot: 'c1/1',
  macs: [mac],
  address: '127.0.0.1',
  hostname: 'node-1',
  permission: 'armed',
  loaders: {},
  forceLoader: false,
  script: '',
  documents: { 'boot.ipxe': { body: '#!ipxe\n', contentType: 'text/plain', kind: 'script', release: 'open' } },
  tftp: {},
  tokens: { live: 'live', installed: 'installed' },
} as const;

const tableWith = (files: Record<string, Buffer>): IndexedTable => {
  const table: BootTable = {
    revision: 1,
    server: { address: '127.0.0.1', prefixLength: 8, hostname: 'rackstrap' },
    httpBase: 'http://127.0.0.1',
    dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: false },
    blades: [blade],
    files: Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [name, { file: path(name), size: bytes.length, sha256: hash(bytes), kind: 'image' }]),
    ),
  };
  return indexTable(table);
};

let table: IndexedTable;
let events: WireEvent[];
let calls: HomeCall[];
let answerHome: () => HomeAnswer;
let service: ReturnType<typeof httpService>;
let server: HttpServer;
let bodies: BodySender;

const wiring = {
  table: () => table,
  emit: (event: WireEvent) => void events.push(event),
  clock: systemClock,
  answerHome: async (call: HomeCall) => {
    calls.push(call);
    return answerHome();
  },
};

async function start(make: () => BodySender | Promise<BodySender>, stall = 60_000): Promise<void> {
  [table, events, calls] = [tableWith(contents), [], []];
  answerHome = () => ({ kind: 'done', text: 'now=1\n' });
  bodies = await make();
  service = httpService(wiring, bodies);
  server = await listenHttp(service.listener, { address: '127.0.0.1', port: 0, stall });
}

async function stop(): Promise<void> {
  await server.close();
  await service.idle();
  await bodies.close();
}

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const get = (target: string, options: RequestOptions & { body?: string | Buffer } = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const asking = request({ host: '127.0.0.1', port: server.port, path: target, agent: false, ...rest }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });

const range = (text: string) => ({ headers: { range: text } });
const ended = () => events.filter((event) => event.type === 'transfer-ended');
const openSockets = () => readdirSync('/proc/self/fd').length;

/** Says `text` and then reads nothing. */
async function rawClient(text: string): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

const bigRequest = 'GET /files/big HTTP/1.1\r\nHost: x\r\n\r\n';

const senders: [string, (stall?: number) => BodySender | Promise<BodySender>][] = [
  ['by streams', streamedBodies],
  ...(isLinux ? ([['by the kernel', bodySender]] as [string, typeof bodySender][]) : []),
];

describe.each(senders)('a file sent %s', (_, make) => {
  beforeEach(() => start(() => make()));
  afterEach(stop);

  it('arrives as it is, and is told as a transfer', async () => {
    const { status, body } = await get('/files/big');
    expect([status, hash(body)]).toEqual([200, hash(contents.big!)]);
    await expect.poll(ended, patience).toHaveLength(1);
    expect(ended()[0]).toMatchObject({
      outcome: 'done',
      sentBytes: bigBytes,
      totalBytes: bigBytes,
      file: 'big',
      kind: 'image',
      slot: 'c1/1',
      mac,
    });
    expect(events.map(({ type }) => type).filter((type) => type !== 'transfer-progress')).toEqual(['transfer-started', 'transfer-ended']);
  });

  it('arrives byte for byte whatever part of it is asked for', async () => {
    const edges = fc.constantFrom(0, 1, 65_535, 65_536, 262_143, 262_144, MiB, bigBytes - 1, bigBytes - 262_145);
    const position = fc.oneof(edges, fc.nat({ max: bigBytes - 1 }));
    await fc.assert(
      fc.asyncProperty(position, fc.oneof(fc.nat({ max: 70_000 }), fc.nat({ max: 3 * MiB })), async (first, more) => {
        const last = Math.min(first + more, bigBytes - 1);
        const { status, headers, body } = await get('/files/big', range(`bytes=${first}-${last}`));
        expect([status, headers['content-range']]).toEqual([206, `bytes ${first}-${last}/${bigBytes}`]);
        expect(body.equals(contents.big!.subarray(first, last + 1))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('of no bytes is an answer too', async () => {
    const { status, headers, body } = await get('/files/empty');
    expect([status, headers['content-length'], body.length]).toEqual([200, '0', 0]);
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'done', sentBytes: 0 }]);
  });

  it('is told of by HEAD without its bytes: a probe', async () => {
    const { status, headers, body } = await get('/files/big', { method: 'HEAD' });
    expect([status, headers['content-length'], body.length]).toEqual([200, String(bigBytes), 0]);
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'probe', sentBytes: 0 }]);
  });

  it('leaves the connection ready for the next question', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const used = new Set<number | undefined>();
    agent.on('free', (socket: Socket) => used.add(socket.localPort));
    for (const target of [
      '/files/small',
      '/files/nothing',
      '/files/big',
      '/blade/d0-00-67-13-0d-00/boot.ipxe',
      '/files/empty',
      '/files/small',
    ]) {
      const { body } = await get(target, { agent });
      const name = target.split('/').at(-1)!;
      if (contents[name]) expect(hash(body)).toBe(hash(contents[name]));
      await get(target, { agent, method: 'HEAD' });
    }
    expect(used.size).toBe(1);
    agent.destroy();
  });

  it('waits its turn when it was asked for before the last one had arrived', async () => {
    const client = await rawClient(
      `${'GET /files/small HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3)}GET /files/big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    const chunks: Buffer[] = [];
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.resume();
    await once(client, 'close');
    const said = Buffer.concat(chunks);
    let at = 0;
    for (const name of ['small', 'small', 'small', 'big']) {
      at = said.indexOf('\r\n\r\n', at) + 4;
      expect(said.subarray(at, at + contents[name]!.length).equals(contents[name]!)).toBe(true);
      at += contents[name]!.length;
    }
    expect(at).toBe(said.length);
  });

  it('goes to 64 clients at once', async () => {
    const got = await Promise.all(
      Array.from({ length: 64 }, (_, index) => get('/files/big', range(`bytes=${index * 1000}-${index * 1000 + 2 * MiB}`))),
    );
    got.forEach(({ body }, index) => {
      expect(body.equals(contents.big!.subarray(index * 1000, index * 1000 + 2 * MiB + 1))).toBe(true);
    });
    await expect.poll(ended, patience).toHaveLength(64);
  });

  it.runIf(isLinux)('leaves nothing open when its clients go away in the middle', async () => {
    await get('/files/small');
    await expect.poll(ended, patience).toHaveLength(1);
    const before = openSockets();
    const clients = await Promise.all(Array.from({ length: 24 }, () => rawClient(bigRequest.repeat(2))));
    await expect.poll(() => events.filter(({ type }) => type === 'transfer-started').length, patience).toBeGreaterThanOrEqual(25);
    clients.forEach((client, index) => {
      if (index % 3 === 0) client.resetAndDestroy();
      else if (index % 3 === 1) client.destroy();
      else client.end(() => client.destroy());
    });
    const started = () => events.filter(({ type }) => type === 'transfer-started').length;
    await expect.poll(() => started() - ended().length, patience).toBe(0);
    expect(
      ended()
        .slice(1)
        .every((event) => event.outcome === 'aborted'),
    ).toBe(true);
    await expect.poll(openSockets, patience).toBeLessThanOrEqual(before);
  });

  it('comes from the file that was there when it was asked for', async () => {
    const client = await rawClient(bigRequest);
    await expect.poll(() => events.length, patience).toBeGreaterThan(0);
    writeFileSync(path('big.new'), Buffer.alloc(bigBytes));
    renameSync(path('big.new'), path('big'));
    table = tableWith({});
    const chunks: Buffer[] = [];
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.resume();
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'done' }]);
    await server.close();
    writeFileSync(path('big'), contents.big!);
    const said = Buffer.concat(chunks);
    expect(hash(said.subarray(said.indexOf('\r\n\r\n') + 4))).toBe(hash(contents.big!));
  });

  it('that is cut short on the disk ends the connection, so that no client takes it for whole', async () => {
    const client = await rawClient(bigRequest);
    await expect.poll(() => events.length, patience).toBeGreaterThan(0);
    truncateSync(path('big'), MiB);
    client.resume();
    await once(client, 'close');
    writeFileSync(path('big'), contents.big!);
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'failed', reason: expect.stringContaining('ended') }]);
  });

  it('that is not on the disk as the table says is asked for again later', async () => {
    table = tableWith({ absent: Buffer.alloc(5), small: Buffer.alloc(7) });
    for (const name of ['absent', 'small']) {
      const { status, headers } = await get(`/files/${name}`);
      expect([status, headers['retry-after']]).toEqual([503, '5']);
    }
    expect(events.map(({ type }) => type)).toEqual(['request-refused', 'request-refused']);
  });

  it('is told of while it moves, by bytes that the kernel has taken', async () => {
    const client = await rawClient(bigRequest);
    await expect.poll(() => events.length, patience).toBeGreaterThan(0);
    client.once('readable', () => client.read(4 * MiB));
    await new Promise((resolve) => setTimeout(resolve, 800));
    client.resume();
    await expect.poll(ended, patience).toHaveLength(1);
    const sent = events.flatMap((event) => (event.type === 'transfer-progress' ? [event.sentBytes] : []));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.every((bytes, index) => bytes >= (sent[index - 1] ?? 0) && bytes <= bigBytes)).toBe(true);
  });

  it('that nobody takes is given up', async () => {
    await stop();
    await start(() => make(300), 300);
    const client = await rawClient(bigRequest);
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'timeout' }]);
    expect(ended()[0]!.sentBytes).toBeLessThan(bigBytes);
    client.destroy();
  });

  it('ends with the service', async () => {
    const client = await rawClient(bigRequest);
    await expect.poll(() => events.length, patience).toBeGreaterThan(0);
    await server.close();
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'aborted' }]);
    client.destroy();
  });
});

describe.runIf(isLinux)('the sending thread', () => {
  beforeEach(() => start(() => bodySender()));
  afterEach(stop);

  it('that dies takes its transfers with it, never half an answer for a whole one, and streams go on', async () => {
    const before = openSockets();
    const client = await rawClient(bigRequest);
    await expect.poll(() => events.length, patience).toBeGreaterThan(0);
    await bodies.close();
    client.resume();
    await once(client, 'close');
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'failed', reason: 'the sending thread stopped' }]);
    const { body } = await get('/files/big');
    expect(hash(body)).toBe(hash(contents.big!));
    await expect.poll(() => openSockets() <= before, patience).toBe(true);
  });
});

describe('the service', () => {
  beforeEach(() => start(() => streamedBodies()));
  afterEach(stop);

  const home = '/home/d0-00-67-13-0d-00/hello';
  const post = (body: string | Buffer, headers = {}) =>
    get(home, { method: 'POST', body, headers: { authorization: 'Bearer live', ...headers } });

  it('takes calls home as they are and answers what the appliance says', async () => {
    const { status, body } = await post('boot_id=1\nclock=ä\n');
    expect([status, body.toString()]).toEqual([200, 'now=1\n']);
    expect(calls).toEqual([{ slot: 'c1/1', address: '127.0.0.1', system: 'live', call: 'hello', body: 'boot_id=1\nclock=ä\n' }]);
  });

  it('takes a call without a body', async () => {
    expect((await post('')).status).toBe(200);
    expect(calls[0]?.body).toBe('');
  });

  it('says when a call may be asked again, and when never', async () => {
    answerHome = () => ({ kind: 'wait', text: 'reason=consent\n', retryAfterSeconds: 5 });
    expect(await post('')).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    answerHome = () => ({ kind: 'refused', text: 'reason=installed\n' });
    expect(await post('')).toMatchObject({ status: 409 });
  });

  it('refuses a call of more than 1 MiB in words, and goes on with the same connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const big = { method: 'POST', agent, headers: { authorization: 'Bearer live' } };
    const { status, body } = await get(home, { ...big, body: Buffer.alloc(3 * MiB) });
    expect([status, body.toString()]).toEqual([413, 'A call home is 1 MiB long at most.\n']);
    expect((await get(home, { ...big, body: Buffer.alloc(MiB, 'a') })).status).toBe(200);
    expect(calls).toHaveLength(1);
    agent.destroy();
  });

  it('refuses a packed call', async () => {
    expect((await post('x', { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('answers a bug with "ask again", records it, and goes on', async () => {
    answerHome = () => {
      throw new TypeError('x is not a function');
    };
    const { status, headers, body } = await post('');
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(body.toString()).not.toContain('x is not');
    expect(events).toMatchObject([{ type: 'request-refused', reason: 'the appliance failed: x is not a function' }]);
  });

  it('tells a document as a transfer, and a refusal once', async () => {
    await get('/blade/d0-00-67-13-0d-00/boot.ipxe');
    await get('/files/nothing');
    await get('/files/nothing');
    await expect.poll(() => events.map(({ type }) => type), patience).toEqual(['transfer-started', 'transfer-ended', 'request-refused']);
    expect(events[1]).toMatchObject({ file: 'boot.ipxe', kind: 'script', outcome: 'done', sentBytes: 7, totalBytes: 7 });
  });

  it('says nothing about what it is made of', async () => {
    const { headers } = await get('/');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('lets go of a client that never ends its question', async () => {
    await stop();
    await start(() => streamedBodies(), 300);
    const client = await rawClient('GET /files/sm');
    client.resume();
    await once(client, 'close');
  });
});

describe('the part', () => {
  it.runIf(isLinux)('closes all that it opened', async () => {
    [table, events, calls] = [tableWith(contents), [], []];
    const http = await freePort('tcp', '127.0.0.1');
    const part = httpPart(wiring, { address: '127.0.0.1', ports: { http } });
    const run = async (during: () => Promise<void>) => {
      const stopping = new AbortController();
      let ready = () => {};
      const isReady = new Promise<void>((resolve) => {
        ready = resolve;
      });
      const running = part.run(stopping.signal, () => ready());
      await isReady;
      await during();
      stopping.abort();
      await running;
    };
    server = { port: http, close: async () => {} };
    await run(async () => void (await get('/files/small')));
    const before = openSockets();
    await run(async () => {
      const client = await rawClient(bigRequest);
      await get('/files/small');
      setTimeout(() => client.destroy(), 100); // after the part has ended it
    });
    await expect.poll(openSockets, patience).toBeLessThanOrEqual(before);
  });

  it('says who holds its port', async () => {
    await start(() => streamedBodies());
    const part = httpPart(wiring, { address: '127.0.0.1', ports: { http: server.port } });
    await expect(part.run(new AbortController().signal)).rejects.toMatchObject({ problems: [{ code: 'port-busy' }] });
    await stop();
  });
});
