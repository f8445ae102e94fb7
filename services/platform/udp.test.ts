import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isLinux } from './native.ts';
import { portHolder } from './port-holder.ts';
import { openUdp, type UdpSocket } from './udp.ts';

const heard = (socket: UdpSocket) =>
  new Promise<{ text: string; port: number }>((resolve) =>
    socket.onMessage((bytes, from) => resolve({ text: Buffer.from(bytes).toString(), port: from.port })),
  );

describe('a UDP socket', () => {
  it('hears what another sends, and knows from where', async () => {
    const server = await openUdp({ port: 0, address: '127.0.0.1' });
    const client = await openUdp({ port: 0, address: '127.0.0.1' });
    const message = heard(server);
    client.send(Buffer.from('hello'), server.local);
    expect(await message).toEqual({ text: 'hello', port: client.local.port });
    await Promise.all([server.close(), client.close()]);
  });

  it('refuses a port that is taken, and the holder has a name', async () => {
    const first = await openUdp({ port: 0, address: '127.0.0.1' });
    await expect(openUdp({ port: first.local.port, address: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    if (isLinux) expect(await portHolder('udp', first.local.port)).toContain(`(pid ${process.pid})`);
    await first.close();
  });

  it.runIf(isLinux)('tied to the loopback device hears and speaks there', async () => {
    const server = await openUdp({ port: 0, device: 'lo' });
    const client = await openUdp({ port: 0, address: '127.0.0.1' });
    const message = heard(server);
    client.send(Buffer.from('tied'), { address: '127.0.0.1', port: server.local.port });
    expect((await message).text).toBe('tied');
    await expect(openUdp({ port: server.local.port, device: 'lo' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await Promise.all([server.close(), client.close()]);
  });

  it.runIf(isLinux)('refuses a device that is not there', async () => {
    await expect(openUdp({ port: 0, device: 'no-such-dev' })).rejects.toMatchObject({ code: 'ENODEV' });
  });

  it('goes on after sending to a port where nobody listens', async () => {
    const [gone, client] = await Promise.all([openUdp({ port: 0, address: '127.0.0.1' }), openUdp({ port: 0, address: '127.0.0.1' })]);
    const { local } = gone;
    await gone.close();
    client.send(Buffer.from('anybody?'), local);
    client.send(Buffer.from('hello?'), local);
    const message = heard(client);
    client.send(Buffer.from('me'), client.local);
    expect((await message).text).toBe('me');
    await client.close();
  });
});

describe('the holder of a port', () => {
  it.runIf(isLinux)('is found for TCP when it listens, and is nobody for a free port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    expect(await portHolder('tcp', port)).toContain(`(pid ${process.pid})`);
    server.close();
    await once(server, 'close');
    expect(await portHolder('tcp', port)).toBeUndefined();
  });
});
