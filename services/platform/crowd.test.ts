import { describe, expect, it } from 'vitest';
import { type Crowd, nodeCrowd, openCrowd } from './crowd.ts';
import { type Endpoint, openUdp } from './udp.ts';

const address = '127.0.0.1';

/** Lets the crowd work until `done`, for some seconds at most. */
async function workUntil(crowd: Crowd, done: () => boolean): Promise<void> {
  for (const began = performance.now(); !done() && performance.now() - began < 10_000; ) {
    await crowd.turn(5);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe.each([
  ['of this system', openCrowd],
  ['of Node', async () => nodeCrowd()],
])('a crowd %s', (_, open) => {
  it('cuts what it sends into datagrams, in order, the last one shorter', async () => {
    const [crowd, client] = [await open(), await openUdp({ port: 0, address })];
    const lengths: number[] = [];
    client.onMessage((bytes) => lengths.push(bytes.length));
    const socket = await crowd.open({ port: 0, address }, () => {});
    socket.send(new Uint8Array(9 * 1000 + 7), 1000, client.local);
    socket.send(new Uint8Array(3), 1000, client.local);
    await workUntil(crowd, () => lengths.length === 11);
    expect(lengths).toEqual([1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 7, 3]);
    crowd.close();
    await client.close();
  });

  it('hands each datagram to its own socket, with its sender', async () => {
    const [crowd, one, other] = [await open(), await openUdp({ port: 0, address }), await openUdp({ port: 0, address: '127.0.0.2' })];
    const heard: [socket: number, text: string, from: Endpoint][] = [];
    const ports: Endpoint[] = [];
    one.onMessage((_, from) => ports.push(from));
    for (const number of [0, 1]) {
      const socket = await crowd.open({ port: 0, address }, (bytes, { address, port }) =>
        heard.push([number, Buffer.from(bytes).toString(), { address, port }]),
      );
      socket.send(Buffer.from('here'), 100, one.local);
      await workUntil(crowd, () => ports.length > number);
    }
    one.send(Buffer.from('to the first'), ports[0]!);
    other.send(Buffer.from('to the first too'), ports[0]!);
    one.send(Buffer.from('to the second'), ports[1]!);
    await workUntil(crowd, () => heard.length === 3);
    expect(heard).toHaveLength(3);
    expect(heard).toEqual(
      expect.arrayContaining([
        [0, 'to the first', one.local],
        [0, 'to the first too', other.local],
        [1, 'to the second', one.local],
      ]),
    );
    crowd.close();
    await Promise.all([one.close(), other.close()]);
  });

  it('goes on after its far side went away', async () => {
    const [crowd, gone, client] = [await open(), await openUdp({ port: 0, address }), await openUdp({ port: 0, address })];
    await gone.close();
    let heard = 0;
    client.onMessage(() => (heard += 1));
    const socket = await crowd.open({ port: 0, address }, () => {});
    socket.send(Buffer.from('anybody?'), 100, gone.local);
    await crowd.turn(5);
    socket.send(Buffer.from('hello'), 100, client.local);
    await workUntil(crowd, () => heard > 0);
    expect(heard).toBe(1);
    crowd.close();
    await client.close();
  });

  it('says why a socket cannot be had', async () => {
    const [crowd, taken] = [await open(), await openUdp({ port: 0, address })];
    await expect(crowd.open({ port: taken.local.port, address }, () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' });
    crowd.close();
    await taken.close();
  });
});
