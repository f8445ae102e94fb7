import { once } from 'node:events';
import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpPart } from '../../services/boot/http/index.ts';
import { streamedBodies } from '../../services/platform/file-body.ts';
import { freePort } from '../../services/platform/free-port.ts';
import { isLinux } from '../../services/platform/native.ts';
import { bigRequest, get, MiB, openSockets, patience, rawClient, reset, stage, start, stop, wiring, withFiles } from './http-stage.ts';

withFiles();

describe('the service', () => {
  beforeEach(() => start(() => streamedBodies()));
  afterEach(stop);

  const home = '/home/d0-00-67-13-0d-00/hello';
  const post = (body: string | Buffer, headers = {}) =>
    get(home, { method: 'POST', body, headers: { authorization: 'Bearer live', ...headers } });

  it('takes calls home as they are and answers what the appliance says', async () => {
    const { status, body } = await post('boot_id=1\nclock=ä\n');
    expect([status, body.toString()]).toEqual([200, 'now=1\n']);
    expect(stage.calls).toEqual([{ slot: 'c1/1', address: '127.0.0.1', system: 'live', call: 'hello', body: 'boot_id=1\nclock=ä\n' }]);
  });

  it('takes a call without a body', async () => {
    expect((await post('')).status).toBe(200);
    expect(stage.calls[0]?.body).toBe('');
  });

  it('says when a call may be asked again, and when never', async () => {
    stage.answerHome = () => ({ kind: 'wait', text: 'reason=consent\n', retryAfterSeconds: 5 });
    expect(await post('')).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    stage.answerHome = () => ({ kind: 'refused', text: 'reason=installed\n' });
    expect(await post('')).toMatchObject({ status: 409 });
  });

  it('refuses a call of more than 1 MiB in words, and goes on with the same connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const big = { method: 'POST', agent, headers: { authorization: 'Bearer live' } };
    const { status, body } = await get(home, { ...big, body: Buffer.alloc(3 * MiB) });
    expect([status, body.toString()]).toEqual([413, 'A call home is 1 MiB long at most.\n']);
    expect((await get(home, { ...big, body: Buffer.alloc(MiB, 'a') })).status).toBe(200);
    expect(stage.calls).toHaveLength(1);
    agent.destroy();
  });

  it('refuses a packed call', async () => {
    expect((await post('x', { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('answers a bug with "ask again", records it, and goes on', async () => {
    stage.answerHome = () => {
      throw new TypeError('x is not a function');
    };
    const { status, headers, body } = await post('');
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(body.toString()).not.toContain('x is not');
    expect(stage.events).toMatchObject([{ type: 'request-refused', reason: 'the appliance failed: x is not a function' }]);
  });

  it('tells a document as a transfer, and a refusal once', async () => {
    await get('/blade/d0-00-67-13-0d-00/boot.ipxe');
    await get('/files/nothing');
    await get('/files/nothing');
    await expect
      .poll(() => stage.events.map(({ type }) => type), patience)
      .toEqual(['transfer-started', 'transfer-ended', 'request-refused']);
    expect(stage.events[1]).toMatchObject({ file: 'boot.ipxe', kind: 'script', outcome: 'done', sentBytes: 7, totalBytes: 7 });
  });

  it('says nothing about what it is made of', async () => {
    const { headers } = await get('/');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('lets go of a client that never ends its question', async () => {
    await stop();
    await start(() => streamedBodies(), 300);
    const client = await rawClient('GET /files/sm');
    client.resume();
    await once(client, 'close');
  });
});

describe('the part', () => {
  it.runIf(isLinux)('closes all that it opened', async () => {
    reset();
    const http = await freePort('tcp', '127.0.0.1');
    const part = httpPart(wiring, { address: '127.0.0.1', ports: { http } });
    const run = async (during: () => Promise<void>) => {
      const stopping = new AbortController();
      let ready = () => {};
      const isReady = new Promise<void>((resolve) => {
        ready = resolve;
      });
      const running = part.run(stopping.signal, () => ready());
      await isReady;
      await during();
      stopping.abort();
      await running;
    };
    stage.server = { port: http, close: async () => {} };
    await run(async () => void (await get('/files/small')));
    const before = openSockets();
    await run(async () => {
      const client = await rawClient(bigRequest);
      await get('/files/small');
      setTimeout(() => client.destroy(), 100); // after the part has ended it
    });
    await expect.poll(openSockets, patience).toBeLessThanOrEqual(before);
  });

  it('says who holds its port', async () => {
    await start(() => streamedBodies());
    const part = httpPart(wiring, { address: '127.0.0.1', ports: { http: stage.server.port } });
    await expect(part.run(new AbortController().signal)).rejects.toMatchObject({ problems: [{ code: 'port-busy' }] });
    await stop();
  });
});
