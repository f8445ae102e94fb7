// The simulated wire: one socket on loopback that every virtual NIC is plugged into; a broadcast reaches the NIC whose MAC it names.

import type { Clock } from '../../platform/clock.ts';
import { type Endpoint, openUdp } from '../../platform/udp.ts';
import { decode, encode, isMalformed, type Message, macAt } from '../../protocol/dhcp/index.ts';
import { seededRandom } from '../random.ts';
import { cable, type Impairment } from './impairment.ts';

export interface WireOptions {
  /** Where the DHCP service sends what a real one broadcasts. */
  readonly address: string;
  readonly port: number;
  /** Where the DHCP service listens. */
  readonly server: Endpoint;
  readonly clock: Clock;
  readonly seed: number;
}

export interface Nic {
  /** To the server, as a broadcast would reach it. */
  send(message: Message): void;
  /** One handler; messages without one are lost, as when no program listens. */
  onMessage(handler: ((message: Message) => void) | undefined): void;
}

export interface Wire {
  /** A NIC that hears and speaks until `power` aborts. */
  plug(mac: string, impairment: Impairment, power: AbortSignal): Nic;
  close(): Promise<void>;
}

/** Rejects with Node's error when the wire's address or port cannot be had. */
export async function openWire({ address, port, server, clock, seed }: WireOptions): Promise<Wire> {
  const socket = await openUdp({ address, port });
  const hearers = new Map<string, (message: Message) => void>();
  socket.onMessage((bytes) => {
    const message = decode(bytes);
    if (!isMalformed(message) && message.op === 'reply') hearers.get(macAt(message.chaddr))?.(message);
  });
  let plugged = 0;
  return {
    plug: (mac, impairment, power) => {
      plugged += 1;
      const through = cable(impairment, seededRandom(seed, `wire ${mac} ${plugged}`), clock, power);
      let handler: ((message: Message) => void) | undefined;
      const hear = (message: Message) => through(() => handler?.(message));
      hearers.set(mac, hear);
      power.addEventListener('abort', () => hearers.get(mac) === hear && hearers.delete(mac), { once: true });
      return {
        send: (message) => through(() => socket.send(encode(message), server)),
        onMessage: (next) => {
          handler = next;
        },
      };
    },
    close: () => socket.close(),
  };
}
