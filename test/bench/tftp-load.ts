// A load of TFTP clients in one process: fast, with blksize and windowsize, and it checks what it got. Independent of the server's own code.
//
// Run as a program with one JSON argument (a TftpLoad), it prints one JSON line (a TftpLoadResult). Linux: it polls its sockets natively.

import { createHash } from 'node:crypto';
import koffi from 'koffi';

export interface TftpLoad {
  readonly server: string;
  readonly port: number;
  readonly file: string;
  readonly sha256: string;
  readonly clients: number;
  readonly blockSize: number;
  readonly windowSize: number;
  /** Give up after this many seconds. */
  readonly limitSeconds: number;
}

export interface TftpLoadResult {
  /** From the first request to the last acknowledgement; hashing is not counted. */
  readonly seconds: number;
  /** When each client was done, ascending. */
  readonly finished: readonly number[];
  readonly bytes: number;
  /** Clients whose file has the right hash. */
  readonly right: number;
  /** Packets this side sent again after a second of silence. */
  readonly repeated: number;
  readonly errors: readonly string[];
}

const libc = koffi.load(null);
const call = {
  socket: libc.func('int socket(int, int, int)'),
  setsockopt: libc.func('int setsockopt(int, int, int, const void *, uint32_t)'),
  connect: libc.func('int connect(int, const void *, uint32_t)'),
  recvfrom: libc.func('intptr_t recvfrom(int, void *, size_t, int, void *, void *)'),
  recv: libc.func('intptr_t recv(int, void *, size_t, int)'),
  sendto: libc.func('intptr_t sendto(int, const void *, size_t, int, const void *, uint32_t)'),
  send: libc.func('intptr_t send(int, const void *, size_t, int)'),
  poll: libc.func('int poll(void *, unsigned long, int)'),
  close: libc.func('int close(int)'),
};
const [AF_INET, SOCK_DGRAM_NONBLOCK, SOL_SOCKET, SO_RCVBUFFORCE, POLLIN] = [2, 2 | 0o4000, 1, 33, 1];
const silenceMilliseconds = 1000;

interface Client {
  readonly fd: number;
  content: Buffer;
  length: number;
  /** Blocks received in order. */
  blocks: number;
  /** Of them acknowledged. */
  acknowledged: number;
  blockSize: number;
  windowSize: number;
  connected: boolean;
  gapTold: boolean;
  last: Uint8Array;
  lastAt: number;
  doneAt?: number;
  error?: string;
}

function sockaddr(address: string, port: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(AF_INET, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.set(address.split('.').map(Number), 4);
  return bytes;
}

function request({ file, blockSize, windowSize }: TftpLoad): Buffer {
  const words = [file, 'octet', 'tsize', '0', 'blksize', blockSize, ...(windowSize > 1 ? ['windowsize', windowSize] : [])];
  return Buffer.from(`\0\x01${words.join('\0')}\0`, 'latin1');
}

/** Runs the load to its end, in this thread, and says how it went. */
export function tftpLoad(load: TftpLoad): TftpLoadResult {
  const clients = Array.from({ length: load.clients }, () => open());
  const started = performance.now();
  const first = request(load);
  const to = sockaddr(load.server, load.port);
  for (const client of clients) {
    Object.assign(client, { last: first, lastAt: performance.now() });
    call.sendto(client.fd, first, first.length, 0, to, to.length);
  }
  const repeated = pump(clients, load, to, started + load.limitSeconds * 1000);
  for (const { fd } of clients) call.close(fd);
  const finished = clients.flatMap(({ doneAt }) => (doneAt === undefined ? [] : [(doneAt - started) / 1000])).sort((a, b) => a - b);
  return {
    seconds: finished.at(-1) ?? 0,
    finished,
    bytes: clients.reduce((sum, { length }) => sum + length, 0),
    right: clients.filter((client) => client.doneAt !== undefined && sha256(client) === load.sha256).length,
    repeated,
    errors: clients.flatMap(({ error }) => error ?? []),
  };
}

const sha256 = ({ content, length }: Client) => createHash('sha256').update(content.subarray(0, length)).digest('hex');

function open(): Client {
  const fd: number = call.socket(AF_INET, SOCK_DGRAM_NONBLOCK, 0);
  const room = Buffer.from(Int32Array.of(4 << 20).buffer);
  call.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, room, room.length);
  return {
    fd,
    content: Buffer.alloc(0),
    length: 0,
    blocks: 0,
    acknowledged: 0,
    blockSize: 512,
    windowSize: 1,
    connected: false,
    gapTold: false,
    last: Buffer.alloc(0),
    lastAt: 0,
  };
}

const packet = Buffer.alloc(65_536);
const from = Buffer.alloc(16);
const fromLength = Buffer.from(Int32Array.of(16).buffer);

function pump(clients: readonly Client[], load: TftpLoad, to: Buffer, until: number): number {
  let repeated = 0;
  const pollfds = Buffer.alloc(8 * clients.length);
  let alive = clients.filter(({ doneAt, error }) => doneAt === undefined && !error);
  while (alive.length > 0 && performance.now() < until) {
    alive.forEach(({ fd }, at) => {
      pollfds.writeInt32LE(fd, 8 * at);
      pollfds.writeInt32LE(POLLIN, 8 * at + 4);
    });
    const ready: number = call.poll(pollfds, alive.length, silenceMilliseconds);
    if (ready === 0) repeated += repeat(alive, to);
    let ended = false;
    alive.forEach((client, at) => {
      if (pollfds.readInt16LE(8 * at + 6) !== 0) drain(client);
      ended ||= client.doneAt !== undefined || client.error !== undefined;
    });
    if (ended) alive = alive.filter(({ doneAt, error }) => doneAt === undefined && !error);
  }
  for (const client of alive) client.error = `not done after ${load.limitSeconds} s (block ${client.blocks})`;
  return repeated;
}

function repeat(clients: readonly Client[], to: Buffer): number {
  for (const { fd, last, connected } of clients) {
    if (connected) call.send(fd, last, last.length, 0);
    else call.sendto(fd, last, last.length, 0, to, to.length);
  }
  return clients.length;
}

function drain(client: Client): void {
  for (let bound = 0; bound < 256 && client.doneAt === undefined && !client.error; bound += 1) {
    const length: number = client.connected
      ? call.recv(client.fd, packet, packet.length, 0)
      : call.recvfrom(client.fd, packet, packet.length, 0, from, fromLength);
    if (length < 4) return;
    if (!client.connected) {
      call.connect(client.fd, from, from.length);
      client.connected = true;
    }
    take(client, length);
  }
}

function take(client: Client, length: number): void {
  const number = packet.readUInt16BE(2);
  if (packet[1] === 3) takeData(client, number, length);
  if (packet[1] === 5) client.error = `error ${number}: ${packet.toString('latin1', 4, length - 1)}`;
  if (packet[1] === 6 && client.blocks === 0) {
    takeOptions(client, packet.toString('latin1', 2, length).split('\0'));
    acknowledge(client);
  }
}

function takeOptions(client: Client, words: readonly string[]): void {
  for (let at = 0; at + 1 < words.length; at += 2) {
    const value = Number(words[at + 1]);
    if (words[at] === 'blksize') client.blockSize = value;
    if (words[at] === 'windowsize') client.windowSize = value;
    if (words[at] === 'tsize') client.content = Buffer.alloc(value);
  }
}

function takeData(client: Client, number: number, length: number): void {
  if (number !== ((client.blocks + 1) & 0xffff)) {
    if (!client.gapTold) acknowledge(client);
    client.gapTold = true;
    return;
  }
  const size = length - 4;
  if (client.length + size > client.content.length) client.content = Buffer.concat([client.content, Buffer.alloc(1 << 20)]);
  packet.copy(client.content, client.length, 4, length);
  client.length += size;
  client.blocks += 1;
  client.gapTold = false;
  const last = size < client.blockSize;
  if (last || client.blocks - client.acknowledged >= client.windowSize) acknowledge(client);
  if (last) client.doneAt = performance.now();
}

function acknowledge(client: Client): void {
  client.acknowledged = client.blocks;
  const bytes = Buffer.from([0, 4, (client.blocks >>> 8) & 255, client.blocks & 255]);
  client.last = bytes;
  client.lastAt = performance.now();
  call.send(client.fd, bytes, 4, 0);
}

if (import.meta.main) console.log(JSON.stringify(tftpLoad(JSON.parse(process.argv[2] ?? '{}'))));
