// The OS image reaches a virtual blade's RAM whole, however the download goes.

import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchImage, type Image } from '../../services/simulator/agent/image.ts';
import { bladeAddress, machine } from './machine.ts';

const bytes = randomBytes(500_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function imageFrom(listener: RequestListener): Promise<Image> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/image`, bytes: bytes.length, sha256 };
}

const startOf = (range = 'bytes=0-') => Number(/\d+/.exec(range)?.[0]);

test('goes on where a cut download stopped', async () => {
  const starts: number[] = [];
  const image = await imageFrom((request, response) => {
    const start = startOf(request.headers.range);
    starts.push(start);
    const range = { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': bytes.length - start, ...(start > 0 ? range : {}) });
    const end = Math.min(bytes.length, start + 200_000);
    response.write(bytes.subarray(start, end), () => end < bytes.length && setTimeout(() => response.destroy(), 50));
  });
  const blade = machine();
  expect(await fetchImage(blade, image, bladeAddress, () => {})).toBeUndefined();
  expect(starts).toEqual([0, 200_000, 400_000]);
  expect(blade.state.receivedBytes).toBe(bytes.length);
});

test('waits while the laptop answers with errors or not at all', async () => {
  let asked = 0;
  const image = await imageFrom((request, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(503).end();
    else if (asked === 2) request.socket.destroy();
    else response.end(bytes);
  });
  expect(await fetchImage(machine(), image, bladeAddress, () => {})).toBeUndefined();
  expect(asked).toBe(3);
});

test('starts over when the server cannot resume', async () => {
  let asked = 0;
  const image = await imageFrom((_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-length': bytes.length });
    if (asked > 1) response.end(bytes);
    else response.write(bytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
  });
  expect(await fetchImage(machine(), image, bladeAddress, () => {})).toBeUndefined();
});

test('gives up on an image whose checksum stays wrong, and says so', async () => {
  const image = await imageFrom((_, response) => response.end(randomBytes(bytes.length)));
  const blade = machine();
  expect(await fetchImage(blade, image, bladeAddress, () => {})).toHaveProperty('failed');
  expect(blade.state.console.filter((line) => line.includes('arrived damaged')).length).toBe(5);
});

test('stops when the power goes', async () => {
  const image = await imageFrom((_, response) => void response.write(bytes.subarray(0, 1000)));
  const blade = machine();
  const fetching = fetchImage(blade, image, bladeAddress, () => blade.off());
  expect(await fetching).toEqual({ failed: 'the power went' });
});
