// A kubelet of one ability: it runs commands for the API server, as WebSocket connections carry them, in place of a container on this machine itself.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { loopback, type Running } from '../registry-stage.ts';

/** RFC 6455, section 1.3. */
const acceptOf = (key: string) => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** One binary message, unmasked as servers send them (RFC 6455, section 5.2). */
function frame(payload: Buffer, opcode = 2): Buffer {
  const length = payload.length < 126 ? Buffer.from([payload.length]) : Buffer.from([126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, payload]);
}

/** Streams by their numbers (v5.channel.k8s.io): 1 and 2 of the command, 3 how it ended. */
const channel = { stdout: 1, stderr: 2, status: 3 } as const;
/** Less than what one frame of the short forms takes. */
const largestChunk = 32_000;

const ended = (code: number | null) =>
  code === 0
    ? { kind: 'Status', apiVersion: 'v1', status: 'Success' }
    : {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'NonZeroExitCode',
        message: `command terminated with exit code ${code}`,
      };

function run(socket: Socket, [program = '', ...words]: readonly string[]): void {
  const send = (stream: number, bytes: Buffer) => {
    for (let from = 0; from < bytes.length; from += largestChunk)
      socket.write(frame(Buffer.concat([Buffer.from([stream]), bytes.subarray(from, from + largestChunk)])));
  };
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk) => send(channel.stdout, chunk));
  child.stderr.on('data', (chunk) => send(channel.stderr, chunk));
  child.on('close', (code) => {
    send(channel.status, Buffer.from(JSON.stringify(ended(code))));
    socket.end(frame(Buffer.from([0x03, 0xe8]), 8));
  });
}

export interface Kubelet extends Running {
  readonly port: number;
  /** Commands it was asked for, in their pods: `etcd-c1-1/etcd`. */
  readonly asked: { readonly place: string; readonly command: readonly string[] }[];
}

/** Shows a certificate of the cluster, since the API server asks for none in particular; `translate` makes a command of the pod one of this machine. */
export async function startKubelet(pki: string, translate: (command: readonly string[]) => readonly string[]): Promise<Kubelet> {
  const file = (name: string) => readFileSync(join(pki, name));
  const asked: Kubelet['asked'] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ key: file('apiserver.key'), cert: file('apiserver.crt') }, (_, answer) => answer.writeHead(404).end());
  server.on('secureConnection', (socket) => sockets.add(socket));
  server.on('upgrade', (request, socket: Socket) => {
    const { pathname, searchParams } = new URL(request.url!, 'https://kubelet');
    const [, , , pod, container] = pathname.split('/');
    const command = searchParams.getAll('command');
    asked.push({ place: `${pod}/${container}`, command });
    socket.on('error', () => {});
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: v5.channel.k8s.io\r\nSec-WebSocket-Accept: ${acceptOf(request.headers['sec-websocket-key']!)}\r\n\r\n`,
    );
    run(socket, translate(command));
  });
  server.listen(0, loopback);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `${loopback}:${port}`,
    port,
    asked,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
