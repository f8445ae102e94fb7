// The simulated wire: one socket on loopback that every virtual NIC is plugged into; a broadcast reaches the NIC whose MAC it names.

import type { Clock } from '../../platform/clock.ts';
import { type Endpoint, openUdp } from '../../platform/udp.ts';
import { decode, encode, isMalformed, type Message, macAt } from '../../protocol/dhcp/index.ts';
import { seededRandom } from '../random.ts';
import { type Cable, cable, type Impairment } from './impairment.ts';
import { openPort } from './port.ts';

export interface WireOptions {
  /** Where the DHCP service sends what a real one broadcasts. */
  readonly address: string;
  readonly port: number;
  /** Where the DHCP service listens. */
  readonly server: Endpoint;
  readonly clock: Clock;
  readonly seed: number;
}

/** What speaks and hears DHCP. */
export interface Line {
  send(message: Message): void;
  /** One handler; messages without one are lost, as when no program listens. */
  onMessage(handler: ((message: Message) => void) | undefined): void;
}

/** Sends as a broadcast would reach the server, and hears broadcasts that name its MAC. */
export interface Nic extends Line {
  /** From an address of its own to the server and back, past the broadcasts: for renewals. Rejects with Node's error. */
  unicast(address: string): Promise<Line & { close(): Promise<void> }>;
}

export interface Wire {
  /** A NIC that hears and speaks until `power` aborts. */
  plug(mac: string, impairment: Impairment, power: AbortSignal): Nic;
  close(): Promise<void>;
}

/** Datagrams as DHCP answers; what is none is dropped, as by a real client. */
const answers =
  (take: (message: Message) => void) =>
  (bytes: Uint8Array): void => {
    const message = decode(bytes);
    if (!isMalformed(message) && message.op === 'reply') take(message);
  };

/** One handler behind a cable. */
function line(through: Cable, transmit: (bytes: Uint8Array) => void): Line & { readonly hear: (message: Message) => void } {
  let handler: ((message: Message) => void) | undefined;
  return {
    send: (message) => through(() => transmit(encode(message))),
    onMessage: (next) => {
      handler = next;
    },
    hear: (message) => through(() => handler?.(message)),
  };
}

/** Rejects with Node's error when the wire's address or port cannot be had. */
export async function openWire({ address, port, server, clock, seed }: WireOptions): Promise<Wire> {
  const socket = await openUdp({ address, port });
  const hearers = new Map<string, (message: Message) => void>();
  socket.onMessage(answers((message) => hearers.get(macAt(message.chaddr))?.(message)));

  const unicastFrom = async (from: string, through: Cable) => {
    const own = await openPort({ address: from, port: socket.local.port });
    const { hear, ...speaking } = line(through, (bytes) => own.send(bytes, server));
    own.onMessage(answers(hear));
    return { ...speaking, close: own.close };
  };

  let plugged = 0;
  return {
    plug: (mac, impairment, power) => {
      plugged += 1;
      const through = cable(impairment, seededRandom(seed, `wire ${mac} ${plugged}`), clock, power);
      const { hear, ...nic } = line(through, (bytes) => socket.send(bytes, server));
      hearers.set(mac, hear);
      power.addEventListener('abort', () => hearers.get(mac) === hear && hearers.delete(mac), { once: true });
      return { ...nic, unicast: (from) => unicastFrom(from, through) };
    },
    close: () => socket.close(),
  };
}
