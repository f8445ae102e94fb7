import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { askHttp, readText } from './http-client.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const patient = { silenceMilliseconds: 10_000, signal: new AbortController().signal };

test('asks from the local address it is told', async () => {
  const url = await serve((request, response) => response.end(request.socket.remoteAddress));
  const answer = await askHttp({ method: 'GET', url, from: '127.20.30.41', ...patient });
  expect(await readText(answer.body, 100)).toBe('127.20.30.41');
});

test('sends a body with its length and reads any status', async () => {
  const url = await serve((request, response) => {
    response.writeHead(503, { 'retry-after': request.headers['content-length'] });
    request.pipe(response);
  });
  const answer = await askHttp({ method: 'POST', url, body: 'grüß', ...patient });
  expect([answer.status, answer.header('Retry-After'), await readText(answer.body, 100)]).toEqual([503, '6', 'grüß']);
});

test('refuses a text longer than the limit', async () => {
  const url = await serve((_, response) => response.end('x'.repeat(101)));
  const answer = await askHttp({ method: 'GET', url, ...patient });
  await expect(readText(answer.body, 100)).rejects.toThrow('longer than 100 bytes');
});

test('rejects when nobody listens, when the server stays silent, and when it is told to stop', async () => {
  const url = await serve(() => {});
  await expect(askHttp({ method: 'GET', url, ...patient, silenceMilliseconds: 50 })).rejects.toThrow('no byte for 50 ms');
  await expect(askHttp({ method: 'GET', url, ...patient, signal: AbortSignal.timeout(50) })).rejects.toThrow();
  for (const close of closers.splice(0)) close();
  await expect(askHttp({ method: 'GET', url, ...patient })).rejects.toThrow('ECONNREFUSED');
});
