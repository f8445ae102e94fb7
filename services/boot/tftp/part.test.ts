import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireEvent } from '../../domain/blade/events.ts';
import { indexTable } from '../../domain/boot-table.ts';
import { systemClock } from '../../platform/clock.ts';
import { type Endpoint, openUdp, type UdpSocket } from '../../platform/udp.ts';
import { decode, encode, type Packet } from '../../protocol/tftp/index.ts';
import { tftpPart } from './part.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-tftp-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const loader = Buffer.from(Uint8Array.from({ length: 5000 }, (_, at) => at & 255));
writeFileSync(join(scratch, 'loader'), loader);
const entry = (name: string, size: number) => ({
  pieces: [{ file: join(scratch, name), size }],
  size,
  sha256: createHash('sha256').update(name).digest('hex'),
  kind: 'loader' as const,
});
const address = '127.0.0.1';
const table = indexTable({
  revision: 1,
  server: { address, prefixLength: 8, hostname: 'laptop' },
  httpBase: `http://${address}`,
  dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: false },
  blades: [
    {
      slot: 'c1/3',
      macs: ['d0:00:67:13:0d:03'],
      address: '127.20.30.3',
      hostname: 'node-3',
      permission: 'armed',
      loaders: {},
      forceLoader: false,
      script: '',
      documents: {},
      tftp: { 'pxelinux.cfg/01-d0-00-67-13-0d-03': 'DEFAULT local\nTIMEOUT 30\n' },
      tokens: { live: '', installed: '' },
    },
  ],
  files: { 'loaders/undionly.kpxe': entry('loader', loader.length), 'loaders/gone': entry('gone', 10) },
});

let events: WireEvent[];
let stop: AbortController;
let ended: Promise<void>;
let server: Endpoint;
const opened: UdpSocket[] = [];

async function freePort(): Promise<number> {
  const socket = await openUdp({ port: 0, address });
  await socket.close();
  return socket.local.port;
}

beforeEach(async () => {
  events = [];
  stop = new AbortController();
  server = { address, port: await freePort() };
  const part = tftpPart(
    { table: () => table, emit: (event) => events.push(event), clock: systemClock },
    { address, ports: { tftp: server.port } },
  );
  await new Promise<void>((ready) => {
    ended = part.run(stop.signal, ready);
  });
});
afterEach(async () => {
  stop.abort();
  await ended;
  await Promise.all(opened.splice(0).map((socket) => socket.close()));
});

/** A client by hand: says a packet, and hears one. Of what comes again on a busy machine the first counts. */
async function client(from = '127.20.30.3') {
  const socket = await openUdp({ port: 0, address: from });
  opened.push(socket);
  const heard: { packet: Packet; from: Endpoint }[] = [];
  const waiting: (() => void)[] = [];
  socket.onMessage((bytes, sender) => {
    heard.push({ packet: decode(Uint8Array.from(bytes)) as Packet, from: sender });
    waiting.shift()?.();
  });
  const hear = async () => {
    if (heard.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return heard.shift()!;
  };
  return {
    say: (packet: Packet, to = server) => socket.send(encode(packet), to),
    hear,
    /** The content of this block. */
    async hearBlock(block: number): Promise<Uint8Array> {
      const { packet } = await hear();
      return packet.kind === 'data' && packet.block === block ? packet.bytes : this.hearBlock(block);
    },
    heard,
  };
}

const read = (file: string, options: Record<string, string> = {}, mode = 'octet'): Packet => ({
  kind: 'read',
  file,
  mode,
  options: new Map(Object.entries(options)),
});
const ack = (block: number): Packet => ({ kind: 'acknowledgement', block });
const told = (type: WireEvent['type']) => expect.poll(() => events.find((event) => event.type === type), { timeout: 10_000 });

describe('the TFTP service', () => {
  it('answers from the address asked and a new port, and sends a file in windows', async () => {
    const { say, hear, hearBlock } = await client();
    say(read('loaders/undionly.kpxe', { blksize: '1468', windowsize: '2', tsize: '0' }));
    const options = await hear();
    expect(options.packet).toEqual({
      kind: 'option-acknowledgement',
      options: new Map(Object.entries({ blksize: '1468', windowsize: '2', tsize: '5000' })),
    });
    expect(options.from.address).toBe(address);
    expect(options.from.port).not.toBe(server.port);
    const got: Uint8Array[] = [];
    for (const window of [0, 2]) {
      say(ack(window), options.from);
      got.push(await hearBlock(window + 1), await hearBlock(window + 2));
    }
    say(ack(4), options.from);
    expect(Buffer.concat(got)).toEqual(loader);
    await told('transfer-ended').toMatchObject({
      outcome: 'done',
      sentBytes: 5000,
      totalBytes: 5000,
      slot: 'c1/3',
      mac: 'd0:00:67:13:0d:03',
      kind: 'loader',
    });
    expect(events.map(({ type }) => type)).toEqual(['transfer-started', 'transfer-ended']);
  });

  it('gives a blade its own menu, as netascii when asked so', async () => {
    const { say, hear } = await client();
    say(read('pxelinux.cfg/01-D0-00-67-13-0D-03', {}, 'netascii'));
    const { packet, from } = await hear();
    expect(packet).toEqual({ kind: 'data', block: 1, bytes: new Uint8Array(Buffer.from('DEFAULT local\r\nTIMEOUT 30\r\n')) });
    say(ack(1), from);
    await told('transfer-ended').toMatchObject({ outcome: 'done', kind: 'menu', totalBytes: 27 });
  });

  it('ends a file of whole blocks with an empty one', async () => {
    const { say, hear, hearBlock } = await client();
    say(read('loaders/undionly.kpxe', { blksize: '2500' }));
    const { from } = await hear();
    const sizes: number[] = [];
    for (const block of [0, 1, 2]) {
      say(ack(block), from);
      sizes.push((await hearBlock(block + 1)).length);
    }
    expect(sizes).toEqual([2500, 2500, 0]);
    say(ack(3), from);
    await told('transfer-ended').toMatchObject({ outcome: 'done' });
  });

  it('takes the size probe of UEFI firmware for what it is', async () => {
    const { say, hear } = await client();
    say(read('loaders/undionly.kpxe', { tsize: '0', blksize: '1468', windowsize: '4' }));
    const { from } = await hear();
    say({ kind: 'error', code: 8, message: 'User aborted the transfer' }, from);
    await told('transfer-ended').toMatchObject({ outcome: 'probe', sentBytes: 0 });
  });

  it('tells a stranger at a transfer’s port so, and goes on with the client', async () => {
    const [{ say, hear, hearBlock }, stranger] = [await client(), await client()];
    say(read('loaders/undionly.kpxe', { blksize: '2500' }));
    const { from } = await hear();
    stranger.say(ack(0), from);
    expect((await stranger.hear()).packet).toMatchObject({ kind: 'error', code: 5 });
    say(ack(0), from);
    expect(await hearBlock(1)).toHaveLength(2500);
  });

  it('answers a repeated request from the same transfer', async () => {
    const { say, hear } = await client();
    const request = read('loaders/undionly.kpxe', { tsize: '0' });
    say(request);
    const first = await hear();
    say(request);
    expect(await hear()).toEqual(first);
    say({ kind: 'error', code: 0, message: 'enough' }, first.from);
    await told('transfer-ended').toMatchObject({ outcome: 'probe' });
    expect(events.filter(({ type }) => type === 'transfer-started')).toHaveLength(1);
  });

  it('sends again what is not acknowledged, in the interval the client chose', async () => {
    const { say, hear, hearBlock } = await client();
    say(read('loaders/undionly.kpxe', { timeout: '1', blksize: '2500' }));
    const { from } = await hear();
    say(ack(0), from);
    expect(await hearBlock(1)).toEqual(await hearBlock(1));
  });

  it('refuses what is not there, what would write, and who is not of the plan', async () => {
    const [known, stranger] = [await client(), await client('127.9.9.9')];
    known.say(read('autoexec.ipxe'));
    expect((await known.hear()).packet).toMatchObject({ kind: 'error', code: 1 });
    known.say({ kind: 'write', file: 'x', mode: 'octet', options: new Map() });
    expect((await known.hear()).packet).toMatchObject({ kind: 'error', code: 2 });
    stranger.say(read('loaders/undionly.kpxe'));
    expect((await stranger.hear()).packet).toMatchObject({ kind: 'error', code: 2 });
    expect(events).toMatchObject([
      { type: 'request-refused', protocol: 'tftp', slot: 'c1/3', file: 'autoexec.ipxe', reason: 'File not found' },
      { type: 'request-refused', slot: 'c1/3', file: 'x' },
      { type: 'request-refused', address: '127.9.9.9', reason: '127.9.9.9 is no address of this plan' },
    ]);
  });

  it('tells a client, and the technician, of a file that is gone from the laptop', async () => {
    const { say, hear } = await client();
    say(read('loaders/gone'));
    expect((await hear()).packet).toMatchObject({ kind: 'error', code: 0 });
    await told('transfer-ended').toMatchObject({ outcome: 'failed', reason: expect.stringContaining('Import the bundle again') });
  });

  it('says nothing to garbage', async () => {
    const { say, heard } = await client();
    say(ack(1));
    say({ kind: 'error', code: 0, message: '' });
    say(read('autoexec.ipxe'));
    await told('request-refused').toBeDefined();
    await expect.poll(() => heard.length).toBe(1);
  });
});

it('a second service on the same port is a problem with its holder', async () => {
  const second = tftpPart({ table: () => table, emit: () => {}, clock: systemClock }, { address, ports: { tftp: server.port } });
  await expect(second.run(new AbortController().signal)).rejects.toMatchObject({ problems: [{ code: 'port-busy' }] });
});
