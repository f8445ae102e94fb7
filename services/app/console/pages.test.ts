import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { consoleApp } from './server.ts';

let directory: string;
let server: Server;
const token = 'a-token';

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'desk-pages-'));
  const nothing = { answers: {} as never, channels: [], events: { since: () => [], follow: () => () => {} } };
  server = createServer(consoleApp({ ...nothing, token, clock: systemClock, pages: directory })).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  rmSync(directory, { recursive: true, force: true });
});

async function get(path: string) {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return {
    status: answer.status,
    kept: answer.headers.get('cache-control'),
    policy: answer.headers.get('content-security-policy'),
    text: await answer.text(),
  };
}
function build(): void {
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<title>Rackstrap</title>');
  writeFileSync(join(directory, 'assets', 'page-1a2b3c.js'), '1');
}

it('says how to build the page where it is not built, and serves it as soon as it is', async () => {
  expect(await get('/')).toMatchObject({ status: 503, text: expect.stringMatching(/npm run build/) });
  build();
  expect(await get('/')).toMatchObject({ status: 200, text: '<title>Rackstrap</title>' });
});

it('lets a browser keep what is named by its content, and nothing else', async () => {
  build();
  expect((await get('/assets/page-1a2b3c.js')).kept).toMatch(/max-age=31536000, immutable/);
  for (const path of ['/', '/index.html', '/assets/nothing.js', '/nothing']) expect((await get(path)).kept, path).toBe('no-store');
});

it('allows the page its own fonts, and nothing from elsewhere', async () => {
  const { policy } = await get('/');
  expect(policy).toContain("font-src 'self'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

it('gives no file from outside', async () => {
  build();
  for (const path of ['/../package.json', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/index.html/x', '/.git/config'])
    expect((await get(path)).status, path).toBeGreaterThanOrEqual(400);
});
