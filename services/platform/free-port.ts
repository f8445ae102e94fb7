// A port that nobody holds at this moment: for services whose wire is simulated and which need no well-known one.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { openUdp } from './udp.ts';

export async function freePort(protocol: 'udp' | 'tcp', address: string): Promise<number> {
  if (protocol === 'udp') {
    const socket = await openUdp({ port: 0, address });
    await socket.close();
    return socket.local.port;
  }
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether a TCP port could be had at this moment. */
export const isPortFree = (port: number, address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen({ port, host: address, exclusive: true }, () => server.close(() => resolve(true)));
  });
