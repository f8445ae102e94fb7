// The stream of changes: a page that comes knows everything at once, and one that does not read costs nothing.

import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BenchConsole, benchConsole } from './bench-console.ts';
import { openChanges } from './changes.ts';
import { type ConsoleClient, consoleClient } from './console-client.ts';

let bench: BenchConsole;
let client: ConsoleClient;

beforeEach(async () => {
  bench = await benchConsole();
  client = consoleClient(bench.url);
});
afterEach(() => bench.close());

it('begins with the whole state', async () => {
  bench.tell(300);
  const page = await openChanges(client);
  await page.until('the rack and the site', () => page.rack().length > 0 && page.site() !== undefined);
  const [first] = page.rack();
  expect(first).toMatchObject({
    whole: true,
    seq: 300,
    run: { plan: 'demo', run: 'demo-1', architecture: 'development', simulated: false },
  });
  expect([...page.blades().keys()]).toEqual(['c1/1', 'c1/2', 'c1/3', 'c1/4']);
  expect(first!.activity).toHaveLength(100);
  expect(first!.activity.at(-1)).toMatchObject({ seq: 300, words: 'says: a line' });
  expect(page.messages.find(({ event }) => event === 'rack')!.id).toBe('300');
});

it('tells many changes as one, and only of the blades that changed', async () => {
  const page = await openChanges(client);
  await page.until('the whole', () => page.rack().length > 0);
  await client.call('arm', { slots: ['c1/2', 'c1/3'] });
  await client.call('exclude', { slot: 'c1/4', reason: 'burnt' });
  for (let times = 0; times < 20; times += 1) {
    bench.tell(100);
    await new Promise(setImmediate);
  }
  const { seq } = await client.status();
  await page.until('the last event', () => page.rack().at(-1)?.seq === seq);
  const later = page.rack().slice(1);
  expect(later.every(({ whole }) => !whole)).toBe(true);
  expect(later.length).toBeLessThan(40);
  expect(later.flatMap(({ blades }) => blades.map(({ slot }) => slot))).not.toContain('c1/1');
  expect([...page.blades().values()]).toEqual((await client.status()).blades);
  for (const { activity } of later) expect(activity.length).toBeLessThanOrEqual(100);
});

it('rests between two changes, and tells the first after a rest at once', async () => {
  const page = await openChanges(client);
  await page.until('the whole', () => page.rack().length > 0);
  const started = Date.now();
  while (Date.now() - started < 1000) {
    bench.tell(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(page.rack().length).toBeGreaterThan(1);
  expect(page.rack().length).toBeLessThanOrEqual(2 + (Date.now() - started) / 200);
});

it('tells a second page and one that comes back the same', async () => {
  const first = await openChanges(client);
  await client.call('arm', { slots: ['c1/1'] });
  await first.until('the arming', () => first.blades().get('c1/1')?.permission === 'armed');
  const second = await openChanges(client);
  await second.until('the whole', () => second.blades().size === 4);
  expect(second.blades()).toEqual(first.blades());
  first.close();
  await client.call('arm', { slots: ['c1/2'] });
  const again = await openChanges(client);
  await again.until('the whole', () => again.blades().size === 4);
  await second.until('the second arming', () => second.blades().get('c1/2')?.permission === 'armed');
  expect(again.rack()[0]!.whole).toBe(true);
  expect(again.blades()).toEqual(second.blades());
});

it('speaks the language of the page', async () => {
  bench.tell(1);
  const page = await openChanges(client, '?language=zh-CN');
  await page.until('the whole', () => page.rack().length > 0);
  expect(page.rack()[0]!.activity.at(-1)!.words).toMatch(/\p{Script=Han}/u);
});

it('keeps nothing for a page that does not read: one change covers what it missed', { timeout: 60_000 }, async () => {
  const { port } = new URL(bench.url);
  const socket = createConnection(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET /api/changes HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${client.token}\r\n\r\n`);
  await once(socket, 'readable');
  const before = process.memoryUsage().heapUsed;
  // Longer than the pace of changes, each of them larger than what a socket takes: it fills up and waits.
  for (let times = 0; times < 60; times += 1) {
    bench.tell(200, 'x'.repeat(2_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const grown = process.memoryUsage().heapUsed - before;
  expect(grown).toBeLessThan(60e6);
  let [received, last] = [0, ''];
  for await (const chunk of socket.setEncoding('utf8')) {
    received += chunk.length;
    last = (last + chunk).slice(-400_000);
    if (last.includes('id: 12000\n')) break;
  }
  expect(last).toContain('id: 12000\n');
  expect(received).toBeLessThan(16e6);
});
