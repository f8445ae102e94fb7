// Builds that end at any moment: killed a hundred times, and on a disk that is full.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle, type Recipe } from '../../services/bundle/build/build.ts';
import { readBundle, verifyBundle } from '../../services/bundle/index.ts';
import { Refusal } from '../../services/domain/problem.ts';
import { lacks, skip } from '../setup/skipped.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-killed-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The same sequence for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const seed = 20_261_121;
const random = seeded(seed);
const contents = new Map<string, Buffer>(
  Array.from({ length: 18 }, (_, index) => {
    const bytes = Buffer.from(Array.from({ length: 5_000 + Math.floor(random() * 40_000) }, () => Math.floor(random() * 256)));
    return [`part-${index}`, bytes] as const;
  }),
);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const total = [...contents.values()].reduce((sum, { length }) => sum + length, 0);

/** Small pieces with a breath between, so that there is always a middle to be killed in. */
const pieceBytes = 4_000;
/** Told of each piece that is given to a lane. */
const onServed = new Map<string, (bytes: number) => void>();

async function serve(response: ServerResponse, lane: string, bytes: Buffer, first: number): Promise<void> {
  for (let at = first; at < bytes.length && !response.destroyed; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    response.write(piece);
    onServed.get(lane)?.(piece.length);
    await sleep(1);
  }
  response.end();
}

const server = createServer((request, response) => {
  const [, lane = '', name = ''] = request.url!.split('/');
  const bytes = contents.get(name)!;
  const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (first >= bytes.length && first > 0) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  response.writeHead(first > 0 ? 206 : 200, {
    etag: '"one"',
    'content-length': bytes.length - first,
    ...(first > 0 && { 'content-range': `bytes ${first}-${bytes.length - 1}/${bytes.length}` }),
  });
  void serve(response, lane, bytes, first);
});
let origin: string;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const program = new URL('killed-build.ts', import.meta.url).pathname;
const words = [...contents].map(([name, bytes]) => `${name}:${sha256(bytes)}`);

const started = (lane: string, directory: string): ChildProcess =>
  spawn(process.execPath, [program, `${origin}/${lane}`, directory, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(scratch, 'compiled') },
  });

/** Kills it once the server has given so many bytes, and a moment later; resolves when it is gone, to whether it was. */
async function killed(lane: string, directory: string, afterBytes: number, moment: number): Promise<boolean> {
  const child = started(lane, directory);
  const gone = once(child, 'exit');
  let served = 0;
  const reached = new Promise<void>((resolve) => {
    onServed.set(lane, (bytes) => {
      served += bytes;
      if (served >= afterBytes) resolve();
    });
  });
  await Promise.race([reached, gone]);
  await Promise.race([sleep(moment), gone]);
  child.kill('SIGKILL');
  const [code, signal] = await gone;
  if (signal === null) expect(code).toBe(0);
  return signal === 'SIGKILL';
}

async function assertWhole(directory: string): Promise<void> {
  const read = await readBundle(directory);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { problems, bundle } = await verifyBundle(read.value);
  expect(problems).toEqual([]);
  expect(bundle.manifest.parts).toHaveLength(contents.size);
}

/** Starts it once more; resolves when it is done, to what it printed. */
async function resumed(lane: string, directory: string): Promise<string> {
  const child = started(lane, directory);
  let printed = '';
  child.stdout!.on('data', (chunk) => (printed += chunk));
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  await assertWhole(directory);
  expect(readdirSync(directory).toSorted()).toEqual(['blobs', 'manifest.json']);
  expect(readdirSync(join(directory, 'blobs/sha256'))).toHaveLength(contents.size);
  return printed;
}

/** Builds one bundle after the other, killing each until it is whole; resolves when so many were killed and the last is whole. */
async function laneOfKills(lane: string, kills: number): Promise<void> {
  const dice = seeded(seed + Number(lane));
  let [killedSoFar, builds] = [0, 0];
  while (killedSoFar < kills) {
    const directory = join(scratch, `build-${lane}-${builds}`);
    // most kills fall into the download of a part, some behind the last one, where blobs and the manifest are written
    const behind = dice() < 0.3;
    if (await killed(lane, directory, behind ? total : dice() * total * 0.25, dice() * (behind ? 60 : 20))) killedSoFar += 1;
    if (!existsSync(join(directory, 'manifest.json'))) continue;
    await assertWhole(directory);
    expect(await resumed(lane, directory)).toBe('same');
    builds += 1;
  }
  await resumed(lane, join(scratch, `build-${lane}-${builds}`));
}

describe('a build that is killed', () => {
  it('is no bundle until it is whole, and whole when it is one: a hundred times', { timeout: 600_000 }, async () => {
    await Promise.all(['1', '2', '3', '4'].map((lane) => laneOfKills(lane, 25)));
  });
});

const disk = join(scratch, 'disk');
const mount = (...options: string[]) => spawnSync('mount', options, { encoding: 'utf8' });

describe.skipIf(skip('a build on a full disk', lacks('mount', 'umount')))('a build on a full disk', () => {
  beforeAll(() => {
    mkdirSync(disk);
    expect(mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk).stderr).toBe('');
  });
  afterAll(() => void spawnSync('umount', [disk]));

  const large = Buffer.alloc(30 * 1024 * 1024, 'x');
  /** Says that it is small: a server's promise is not always known before. */
  const recipe: Recipe = {
    name: 'large',
    version: '1',
    gather: async () => ({
      os: { family: 'lab', version: '1' },
      wanted: [
        {
          part: { path: 'large', kind: 'other', arch: 'any', source: `${origin}/large` },
          expectedBytes: 1000,
          bring: async (fetch) => ({ file: await fetch.file(`${origin}/large`, { sha256: sha256(large) }), provenance: { by: 'sha256' } }),
        },
      ],
    }),
  };
  const build = () => buildBundle(recipe, join(disk, 'bundle'), { tool: 'test', places: { from: [], mirrors: {} } });

  it('says so, keeps what came, and goes on when there is room', async () => {
    const ranges: (string | undefined)[] = [];
    const listener = server.listeners('request')[0] as (...words: unknown[]) => void;
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      ranges.push(request.headers.range);
      const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const range = first > 0 ? { 'content-range': `bytes ${first}-${large.length - 1}/${large.length}` } : {};
      response
        .writeHead(first > 0 ? 206 : 200, { etag: '"one"', 'content-length': large.length - first, ...range })
        .end(large.subarray(first));
    });
    const refusal = await build().catch((reason) => reason);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.problems).toMatchObject([{ code: 'build-disk', what: expect.stringContaining('the disk is full') }]);
    expect(existsSync(join(disk, 'bundle/manifest.json'))).toBe(false);
    expect(mount('-o', 'remount,size=64m', disk).stderr).toBe('');
    await build();
    server.removeAllListeners('request');
    server.on('request', listener);
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]/)]);
    const read = await readBundle(join(disk, 'bundle'));
    expect(read.ok && (await verifyBundle(read.value)).problems).toEqual([]);
  });
});
