import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, expect, it } from 'vitest';
import { askQemu } from './qmp.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-qmp-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let server: Server | undefined;
afterEach(async () => {
  server?.close();
  server = undefined;
});

const greeting = { QMP: { version: { qemu: { major: 7, minor: 2, micro: 22 } }, capabilities: ['oob'] } };

/** A QEMU that says `answers` to a command by its name; what is not among them it leaves unanswered. */
async function qemuSaying(answers: Readonly<Record<string, readonly object[]>>, where: string | number = join(directory, 'control')) {
  server = createServer((socket) => {
    socket.on('error', () => {});
    const say = (words: object) => socket.write(`${JSON.stringify(words)}\r\n`);
    say(greeting);
    createInterface({ input: socket }).on('line', (line) => {
      for (const words of answers[JSON.parse(line).execute] ?? []) say(words);
    });
  });
  server.listen(where);
  await once(server, 'listening');
  return typeof where === 'number' ? (server.address() as AddressInfo).port : where;
}

const ready = { qmp_capabilities: [{ return: {} }] };

it('answers a command', async () => {
  const place = await qemuSaying({ ...ready, 'query-status': [{ return: { status: 'running' } }] });
  expect(await askQemu(place, 'query-status')).toEqual({ kind: 'answer', value: { status: 'running' } });
});

it('passes over events that come before the answer', async () => {
  const event = { event: 'RTC_CHANGE', data: { offset: 0 } };
  const place = await qemuSaying({ qmp_capabilities: [event, { return: {} }], quit: [event, { return: {} }] });
  expect(await askQemu(place, 'quit')).toEqual({ kind: 'answer', value: {} });
});

it('says what QEMU refuses', async () => {
  const place = await qemuSaying({
    ...ready,
    dance: [{ error: { class: 'CommandNotFound', desc: 'The command dance has not been found' } }],
  });
  expect(await askQemu(place, 'dance')).toEqual({ kind: 'refused', reason: 'The command dance has not been found' });
});

it('is absent where nobody listens', async () => {
  expect(await askQemu(join(directory, 'nobody'), 'query-status')).toEqual({ kind: 'absent' });
});

it('is silent where QEMU takes the call and says nothing in time', async () => {
  const place = await qemuSaying(ready);
  expect(await askQemu(place, 'query-status', {}, 200)).toEqual({ kind: 'silent' });
});

it('asks at a port of the loopback too', async () => {
  const place = await qemuSaying({ ...ready, 'query-status': [{ return: 1 }] }, 0);
  expect(await askQemu(place, 'query-status')).toEqual({ kind: 'answer', value: 1 });
});
