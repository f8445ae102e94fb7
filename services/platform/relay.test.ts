import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { relayCommand, relayEnvironment } from './relay-command.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-relay-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const path = join(directory, 'service');
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function relay() {
  const [file = '', ...words] = relayCommand(path);
  const child = spawn(file, words, { env: relayEnvironment() });
  const output: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => output.push(bytes));
  const ended = once(child, 'close').then(([code]) => ({ code, output: Buffer.concat(output) }));
  return { child, ended };
}

it('carries a request there and its answer back, and nothing of its own', async () => {
  const body = randomBytes(3 * 1024 * 1024);
  const server = createServer((request, response) => response.end(request.url === '/blob' ? body : '')).listen(path);
  await once(server, 'listening');
  const { child, ended } = relay();
  child.stdin.write('GET /blob HTTP/1.1\r\nhost: laptop\r\nconnection: close\r\n\r\n');
  const { code, output } = await ended;
  server.close();
  const head = output.indexOf('\r\n\r\n');
  expect(code).toBe(0);
  expect(output.subarray(0, head).toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(digest(output.subarray(head + 4))).toBe(digest(body));
}, 60_000);

it('ends in silence where nobody listens', async () => {
  const { ended } = relay();
  expect(await ended).toEqual({ code: 1, output: Buffer.alloc(0) });
}, 60_000);
