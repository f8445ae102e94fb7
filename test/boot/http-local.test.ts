// The HTTP service where a virtual machine's cable ends: a local socket, and whoever asks there is that machine.

import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localHttpPart } from '../../services/boot/http/index.ts';
import { type Running, started } from '../../services/platform/part.ts';
import { contents, ended, get, hash, mac, path, patience, reset, stage, wiring, withFiles } from './http-stage.ts';

withFiles();

const place = path('service');
const script = `/blade/${mac.replaceAll(':', '-')}/boot.ipxe`;
let running: Running | undefined;

const serveFor = async (asker: string) => {
  running = await started(localHttpPart(wiring, { path: place, asker }));
};
const ask = (target: string) => get(target, { socketPath: place });

beforeEach(reset);
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

test('gives the machine its own documents and files', async () => {
  await serveFor('127.0.0.1');
  expect((await ask(script)).body.toString()).toBe('#!ipxe\n');
  const found = await ask('/files/big');
  expect({ status: found.status, sha256: hash(found.body) }).toEqual({ status: 200, sha256: hash(contents.big!) });
  await expect.poll(ended, patience).toMatchObject([
    { slot: 'c1/1', outcome: 'done' },
    { slot: 'c1/1', outcome: 'done', sentBytes: contents.big!.length },
  ]);
});

test('gives nothing to a machine that is not of the plan', async () => {
  await serveFor('10.9.9.9');
  expect((await ask(script)).status).toBe(403);
  expect((await ask('/files/small')).status).toBe(403);
  expect(stage.events).toMatchObject([{ type: 'request-refused', address: '10.9.9.9' }, { type: 'request-refused' }]);
});

test('takes the place of what an earlier start left there, and leaves nothing open', async () => {
  writeFileSync(place, '');
  await serveFor('127.0.0.1');
  expect((await ask('/')).status).toBe(200);
  await running?.stop();
  await expect(ask('/')).rejects.toThrow();
  await serveFor('127.0.0.1');
  expect((await ask('/')).status).toBe(200);
});
