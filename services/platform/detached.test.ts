import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { endNow, isRunning, startDetached } from './detached.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-detached-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const log = join(directory, 'log');

const node = (program: string, environment = {}) => startDetached(process.execPath, ['-e', program], { log, environment });

it('adds what it says to its file, and tells how it ended', async () => {
  const first = await node('console.log("to whom it may concern")');
  expect(await first.ended).toBe(0);
  const second = await node('console.error(process.env.WORD, process.env.HOME); process.exit(3)', { WORD: 'given' });
  expect(await second.ended).toBe(3);
  expect(readFileSync(log, 'utf8')).toBe('to whom it may concern\ngiven undefined\n');
});

it('is running until it is ended', async () => {
  const { pid, ended } = await node('setInterval(() => {}, 1000)');
  expect(isRunning(pid)).toBe(true);
  endNow(pid);
  expect(await ended).toBe('SIGKILL');
  expect(isRunning(pid)).toBe(false);
  endNow(pid);
});

it('rejects with the reason where the system runs no such file', async () => {
  await expect(startDetached(join(directory, 'nothing'), [], { log, environment: {} })).rejects.toMatchObject({ code: 'ENOENT' });
  expect(existsSync(log)).toBe(true);
});
