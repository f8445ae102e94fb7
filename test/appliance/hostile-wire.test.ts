// Noise on every UDP port while a rack installs: captured packets cut short and bent, and packets that are none.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { systemClock } from '../../services/platform/clock.ts';
import { type Random, seededRandom } from '../../services/simulator/random.ts';
import { captures, datagrams } from '../captures/pcap.ts';
import type { Process } from './child.ts';
import { isListening, type Site, site } from './virtual-site.ts';

/** The longest datagram that IPv4 carries. */
const longestDatagram = 65_507;
/** Sent before a breath is taken: a rack asks at the same time. */
const burst = 20;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const cut = (bytes: Uint8Array, random: Random) => bytes.subarray(0, below(random, bytes.length + 1));
const noise = (length: number, random: Random) => Uint8Array.from({ length }, () => below(random, 256));

/** Some of its bytes are others. */
function bent(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let times = 1 + below(random, 8); times > 0; times -= 1) copy[below(random, copy.length)] = below(random, 256);
  return copy;
}

const real = captures().flatMap((name) => datagrams(name).filter(({ to }) => [67, 69, 123, 4011].includes(to.port)));

function* packets(random: Random): Generator<Uint8Array> {
  yield new Uint8Array(0);
  yield noise(longestDatagram, random);
  for (const { bytes } of real) {
    yield bytes;
    yield cut(bytes, random);
    yield bent(bytes, random);
    yield noise(below(random, 1500), random);
  }
}

/** Sends every packet to every port until there are no more, or the appliance has ended. */
async function disturb({ wire }: Site, child: Process): Promise<number> {
  const { dhcpServer, proxy, tftp, ntp } = wire.appliance.ports;
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  // Answers to what turned out to be a request.
  socket.on('error', () => {});
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  let sent = 0;
  for (const bytes of packets(seededRandom(3, 'noise'))) {
    if (ended) break;
    for (const port of [dhcpServer, proxy, tftp, ntp]) socket.send(bytes, port, '127.20.30.242', () => {});
    sent += 1;
    if (sent % burst === 0) await systemClock.sleep(5);
  }
  socket.close();
  return sent;
}

it('a rack installs through it, and nothing is written twice', { timeout: 120_000 }, async () => {
  const here = await site();
  const child = here.provision(['--consent-wipe', 'all', '--timeout', '100']);
  await child.line('listening', isListening);
  here.powerOn(...here.slots);
  expect(await disturb(here, child)).toBeGreaterThan(500);
  const result = await child.line('a result', ({ type }) => type === 'result');
  expect(result).toMatchObject({ ok: true });
  expect(child.errors()).not.toMatch(/at .*\.ts:\d+/);
  for (const slot of here.slots) expect(here.at(slot).disks[0]!.writes).toBe(1);
});
