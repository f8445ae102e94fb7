// DHCP exchanges at an even pace, each by another planned machine behind a relay: `node dhcp-pace.ts SERVER RELAY COUNT RATE`.

import { setTimeout as sleep } from 'node:timers/promises';
import { openUdp, type UdpSocket } from '../../services/platform/udp.ts';
import {
  addressBytes,
  decode,
  encode,
  isMalformed,
  type Message,
  messageTypeNumber,
  nowhere,
  option,
} from '../../services/protocol/dhcp/index.ts';

/** What it prints, as JSON. */
export interface Paced {
  /** Milliseconds from DISCOVER to ACK, of every exchange that came to its end. */
  readonly milliseconds: readonly number[];
  /** Exchanges without an end. */
  readonly lost: number;
}

/** An answer that takes longer than this is none. */
const patienceMilliseconds = 3_000;
const serverPort = 67;

/** The hardware address of machine `index`; the bench's table has the same. */
export const hardwareOf = (index: number): Uint8Array => Uint8Array.of(2, 0, 0, 0, index >> 8, index & 255);

const request = (index: number, relay: string, options: Message['options']): Message => ({
  op: 'request',
  hardwareType: 1,
  hardwareLength: 6,
  hops: 1,
  xid: index + 1,
  secs: 0,
  flags: 0,
  ciaddr: nowhere,
  yiaddr: nowhere,
  siaddr: nowhere,
  giaddr: relay,
  chaddr: hardwareOf(index),
  sname: '',
  file: '',
  options,
});

const type = (name: 'discover' | 'request'): [number, Uint8Array] => [option.messageType, Uint8Array.of(messageTypeNumber(name))];

async function pace(socket: UdpSocket, server: string, relay: string, count: number, rate: number): Promise<Paced> {
  const begun = new Map<number, number>();
  const milliseconds: number[] = [];
  const send = (message: Message) => socket.send(encode(message), { address: server, port: serverPort });
  socket.onMessage((bytes) => {
    const reply = decode(bytes);
    if (isMalformed(reply)) return;
    const index = reply.xid - 1;
    const kind = reply.options.get(option.messageType)?.[0];
    if (kind === messageTypeNumber('offer')) {
      const serverId = reply.options.get(option.serverId) ?? new Uint8Array();
      send(
        request(
          index,
          relay,
          new Map([type('request'), [option.requestedAddress, addressBytes(reply.yiaddr)], [option.serverId, serverId]]),
        ),
      );
    } else if (kind === messageTypeNumber('ack') && begun.has(index)) {
      milliseconds.push(performance.now() - begun.get(index)!);
      begun.delete(index);
    }
  });
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, start + (1000 * index) / rate - performance.now()));
    begun.set(index, performance.now());
    send(request(index, relay, new Map([type('discover')])));
  }
  await sleep(begun.size > 0 ? patienceMilliseconds : 0);
  return { milliseconds, lost: begun.size };
}

if (import.meta.main) {
  const [server = '', relay = '', count = '', rate = ''] = process.argv.slice(2);
  const socket = await openUdp({ port: serverPort, address: relay });
  console.log(JSON.stringify(await pace(socket, server, relay, Number(count), Number(rate))));
  await socket.close();
}
