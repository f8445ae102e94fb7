// A bad cable between a TFTP client and a server: every datagram is lost, doubled or overtaken by seeded chance. A transfer's ports are
// forwarded one to one, so that both sides see a new port per transfer as without it.

import { systemClock } from '../../services/platform/clock.ts';
import { type Endpoint, openUdp, type UdpSocket } from '../../services/platform/udp.ts';
import { cable, type Impairment } from '../../services/simulator/net/impairment.ts';
import { seededRandom } from '../../services/simulator/random.ts';

export interface LossyTftp {
  /** Where the client asks. */
  readonly port: number;
  close(): Promise<void>;
}

/** Transfers of one test. */
const mostTransfers = 200;

export async function lossyTftp(server: Endpoint, impairment: Impairment, seed: number): Promise<LossyTftp> {
  const stop = new AbortController();
  const through = (name: string) => cable(impairment, seededRandom(seed, name), systemClock, stop.signal);
  const [toServer, toClient] = [through('to the server'), through('to the client')];
  const door = await openUdp({ port: 0, address: '127.0.0.1' });
  const forwarders = new Map<number, Promise<(bytes: Uint8Array) => void>>();
  const opened: UdpSocket[] = [door];

  async function forwarder(client: Endpoint): Promise<(request: Uint8Array) => void> {
    const [front, back] = await Promise.all([openUdp({ port: 0, address: '127.0.0.1' }), openUdp({ port: 0, address: '127.0.0.1' })]);
    opened.push(front, back);
    let transfer = server;
    back.onMessage((bytes, from) => {
      transfer = from;
      const copy = Uint8Array.from(bytes);
      toClient(() => front.send(copy, client));
    });
    front.onMessage((bytes) => {
      const copy = Uint8Array.from(bytes);
      toServer(() => back.send(copy, transfer));
    });
    return (request) => toServer(() => back.send(request, server));
  }
  door.onMessage((bytes, from) => {
    const copy = Uint8Array.from(bytes);
    if (!forwarders.has(from.port) && forwarders.size >= mostTransfers) throw new Error('too many transfers for one test');
    if (!forwarders.has(from.port)) forwarders.set(from.port, forwarder(from));
    void forwarders.get(from.port)!.then((forward) => forward(copy));
  });
  return {
    port: door.local.port,
    async close() {
      stop.abort();
      await Promise.all(opened.map((socket) => socket.close()));
    },
  };
}
