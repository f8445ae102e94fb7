import { once } from 'node:events';
import { renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexTable } from '../../services/domain/boot-table.ts';
import { type BodySender, streamedBodies } from '../../services/platform/file-body.ts';
import { isLinux } from '../../services/platform/native.ts';
import { bodySender } from '../../services/platform/send-file.ts';
import {
  bigBytes,
  bigRequest,
  contents,
  cuts,
  ended,
  get,
  hash,
  MiB,
  mac,
  openSockets,
  path,
  patience,
  range,
  rawClient,
  stage,
  start,
  stop,
  tableWith,
  withFiles,
} from './http-stage.ts';

withFiles();

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
    expect(stage.events.map(({ type }) => type).filter((type) => type !== 'transfer-progress')).toEqual([
      'transfer-started',
      'transfer-ended',
    ]);
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

  it('arrives the same when it lies in pieces, whatever part of it is asked for', async () => {
    const edges = fc.constantFrom(0, cuts[0]! - 1, cuts[0]!, cuts[1]! - 1, cuts[1]!, bigBytes - 1);
    await fc.assert(
      fc.asyncProperty(fc.oneof(edges, fc.nat({ max: bigBytes - 1 })), fc.nat({ max: 3 * MiB }), async (first, more) => {
        const last = Math.min(first + more, bigBytes - 1);
        const { status, body } = await get('/files/cut', range(`bytes=${first}-${last}`));
        expect([status, body.equals(contents.big!.subarray(first, last + 1))]).toEqual([206, true]);
      }),
      { numRuns: 30 },
    );
    expect(hash((await get('/files/cut')).body)).toBe(hash(contents.big!));
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
    await expect.poll(() => stage.events.filter(({ type }) => type === 'transfer-started').length, patience).toBeGreaterThanOrEqual(25);
    clients.forEach((client, index) => {
      if (index % 3 === 0) client.resetAndDestroy();
      else if (index % 3 === 1) client.destroy();
      else client.end(() => client.destroy());
    });
    const started = () => stage.events.filter(({ type }) => type === 'transfer-started').length;
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
    await expect.poll(() => stage.events.length, patience).toBeGreaterThan(0);
    writeFileSync(path('big.new'), Buffer.alloc(bigBytes));
    renameSync(path('big.new'), path('big'));
    stage.table = tableWith({});
    const chunks: Buffer[] = [];
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.resume();
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'done' }]);
    await stage.server.close();
    writeFileSync(path('big'), contents.big!);
    const said = Buffer.concat(chunks);
    expect(hash(said.subarray(said.indexOf('\r\n\r\n') + 4))).toBe(hash(contents.big!));
  });

  it('that is cut short on the disk ends the connection, so that no client takes it for whole', async () => {
    const client = await rawClient(bigRequest);
    await expect.poll(() => stage.events.length, patience).toBeGreaterThan(0);
    truncateSync(path('big'), MiB);
    client.resume();
    await once(client, 'close');
    writeFileSync(path('big'), contents.big!);
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'failed', reason: expect.stringContaining('ended') }]);
  });

  it('that is not on the disk as the table says is asked for again later', async () => {
    stage.table = tableWith({ absent: Buffer.alloc(5), small: Buffer.alloc(7) });
    for (const name of ['absent', 'small']) {
      const { status, headers } = await get(`/files/${name}`);
      expect([status, headers['retry-after']]).toEqual([503, '5']);
    }
    expect(stage.events.map(({ type }) => type)).toEqual(['request-refused', 'request-refused']);
  });

  it('that is a link by now, or lacks one of its pieces, is asked for again later', async () => {
    stage.table = tableWith({ link: contents.small! });
    symlinkSync(path('small'), path('link'));
    expect((await get('/files/link')).status).toBe(503);
    rmSync(path('link'));
    const { cut } = tableWith({ cut: contents.big! }).files;
    stage.table = indexTable({
      ...stage.table,
      files: { cut: { ...cut!, pieces: [...cut!.pieces.slice(0, 2), { file: path('gone'), size: 5 }] } },
    });
    expect((await get('/files/cut')).status).toBe(503);
  });

  it('that was written since it was verified is not sent: whoever did that may have written anything', async () => {
    writeFileSync(path('verified'), 'verified');
    const { verified } = tableWith({ verified: Buffer.from('verified') }).files;
    const pieces = [{ ...verified!.pieces[0]!, writtenAt: statSync(path('verified')).mtimeMs }];
    stage.table = indexTable({ ...stage.table, files: { verified: { ...verified!, pieces } } });
    expect((await get('/files/verified')).status).toBe(200);
    writeFileSync(path('verified'), 'modified');
    utimesSync(path('verified'), 1, 1);
    expect((await get('/files/verified')).status).toBe(503);
  });

  it('is told of while it moves, by bytes that the kernel has taken', async () => {
    const client = await rawClient(bigRequest);
    await expect.poll(() => stage.events.length, patience).toBeGreaterThan(0);
    client.once('readable', () => client.read(4 * MiB));
    await new Promise((resolve) => setTimeout(resolve, 800));
    client.resume();
    await expect.poll(ended, patience).toHaveLength(1);
    const sent = stage.events.flatMap((event) => (event.type === 'transfer-progress' ? [event.sentBytes] : []));
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
    await expect.poll(() => stage.events.length, patience).toBeGreaterThan(0);
    await stage.server.close();
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
    await expect.poll(() => stage.events.length, patience).toBeGreaterThan(0);
    await stage.bodies.close();
    client.resume();
    await once(client, 'close');
    await expect.poll(ended, patience).toMatchObject([{ outcome: 'failed', reason: 'the sending thread stopped' }]);
    const { body } = await get('/files/big');
    expect(hash(body)).toBe(hash(contents.big!));
    await expect.poll(() => openSockets() <= before, patience).toBe(true);
  });
});
