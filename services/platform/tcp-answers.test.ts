import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { tcpAnswers } from './tcp-answers.ts';

const patience = 10_000;

test('a port answers as long as somebody listens', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await tcpAnswers({ address: '127.0.0.1', port }, patience)).toBe(true);
  server.close();
  await once(server, 'close');
  expect(await tcpAnswers({ address: '127.0.0.1', port }, patience)).toBe(false);
});
