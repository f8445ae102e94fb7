// The HTTP service with real files and real sockets, for the tests of it.

import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { HttpWiring } from '../../services/boot/http/index.ts';
import { httpService } from '../../services/boot/http/service.ts';
import { listenHttp } from '../../services/boot/listen.ts';
import type { HomeAnswer, HomeCall } from '../../services/boot/wiring.ts';
import type { WireEvent } from '../../services/domain/blade/events.ts';
import { type BootTable, type IndexedTable, indexTable } from '../../services/domain/boot-table.ts';
import { systemClock } from '../../services/platform/clock.ts';
import type { BodySender } from '../../services/platform/file-body.ts';
import type { HttpServer } from '../../services/platform/http-server.ts';

export const MiB = 1024 * 1024;
/** Bigger than what two sockets and their buffers swallow: a transfer of it is still going on when its client stops reading. */
export const bigBytes = 48 * MiB;
export const patience = { timeout: 15_000, interval: 20 };

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-http-'));
export const path = (name: string) => join(scratch, name);
const big = randomBytes(bigBytes);
export const contents: Record<string, Buffer> = { big, cut: big, small: randomBytes(100_003), empty: Buffer.alloc(0) };
/** `cut` holds the bytes of `big` in pieces that end here. */
export const cuts = [20 * MiB + 1, 20 * MiB + 2, bigBytes];
const piecesOfCut = cuts.map((end, index) => ({
  file: path(`cut.${index}`),
  start: cuts[index - 1] ?? 0,
  size: end - (cuts[index - 1] ?? 0),
}));
export const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** To be called once by a test file: the files are there while it runs, and none of them may be forgotten open. */
export function withFiles(): void {
  /** Node closes a file that was forgotten when it collects its garbage, and says so. */
  const forgotten: string[] = [];
  process.on('warning', ({ message }) => void (message.includes('garbage collection') && forgotten.push(message)));
  beforeAll(() => {
    for (const [name, bytes] of Object.entries(contents)) if (name !== 'cut') writeFileSync(path(name), bytes);
    for (const { file, start, size } of piecesOfCut) writeFileSync(file, contents.big!.subarray(start, start + size));
  });
  afterAll(() => {
    rmSync(scratch, { recursive: true });
    expect(forgotten).toEqual([]);
  });
}

export const mac = 'd0:00:67:13:0d:00';
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

export const tableWith = (files: Record<string, Buffer>): IndexedTable => {
  const table: BootTable = {
    revision: 1,
    server: { address: '127.0.0.1', prefixLength: 8, hostname: 'rackstrap' },
    httpBase: 'http://127.0.0.1',
    dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: false },
    blades: [blade],
    files: Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [
        name,
        {
          pieces: name === 'cut' ? piecesOfCut : [{ file: path(name), size: bytes.length }],
          size: bytes.length,
          sha256: hash(bytes),
          kind: 'image',
        },
      ]),
    ),
  };
  return indexTable(table);
};

/** The service under test, and all that it was told and told itself since `start`. */
export const stage = {
  table: tableWith(contents),
  events: [] as WireEvent[],
  calls: [] as HomeCall[],
  answerHome: (): HomeAnswer => ({ kind: 'done', text: 'now=1\n' }),
  server: undefined as unknown as HttpServer,
  service: undefined as unknown as ReturnType<typeof httpService>,
  bodies: undefined as unknown as BodySender,
};

export const wiring: HttpWiring = {
  table: () => stage.table,
  emit: (event: WireEvent) => void stage.events.push(event),
  clock: systemClock,
  answerHome: async (call: HomeCall) => {
    stage.calls.push(call);
    return stage.answerHome();
  },
};

/** Everything as at the beginning, nothing listening yet. */
export function reset(): void {
  Object.assign(stage, { table: tableWith(contents), events: [], calls: [], answerHome: () => ({ kind: 'done', text: 'now=1\n' }) });
}

export async function start(make: () => BodySender | Promise<BodySender>, stall = 60_000): Promise<void> {
  reset();
  stage.bodies = await make();
  stage.service = httpService(wiring, stage.bodies);
  stage.server = await listenHttp(stage.service.listener, { address: '127.0.0.1', port: 0, stall });
}

export async function stop(): Promise<void> {
  await stage.server.close();
  await stage.service.idle();
  await stage.bodies.close();
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export const get = (target: string, options: RequestOptions & { body?: string | Buffer } = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const where = options.socketPath ? {} : { host: '127.0.0.1', port: stage.server.port };
    const asking = request({ ...where, path: target, agent: false, ...rest }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });

export const range = (text: string) => ({ headers: { range: text } });
export const ended = () => stage.events.filter((event) => event.type === 'transfer-ended');
export const openSockets = () => readdirSync('/proc/self/fd').length;

/** Says `text` and then reads nothing. */
export async function rawClient(text: string): Promise<Socket> {
  const socket = connect(stage.server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

export const bigRequest = 'GET /files/big HTTP/1.1\r\nHost: x\r\n\r\n';
