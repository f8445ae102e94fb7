// The laptop's time by NTP, as a live system asks for it once: RFC 5905 in the simple form of section 14.

import { clientMode, decode, encode, isMalformed, type Packet, serverMode, timestamp } from '../../protocol/ntp/index.ts';
import type { Machine } from '../machine.ts';
import { openPort } from './port.ts';

/** ntpdate's patience: four questions, two seconds apart. */
const TRIES = 4;
const WAIT_MILLISECONDS = 2_000;
/** A server that does not know the time says so by its leap indicator or its stratum (RFC 5905 section 7.3). */
const UNSYNCHRONIZED_LEAP = 3;
const LAST_STRATUM = 15;

const question = (transmit: bigint): Packet => ({
  leap: 0,
  version: 4,
  mode: clientMode,
  stratum: 0,
  poll: 0,
  precision: 0,
  rootDelay: 0,
  rootDispersion: 0,
  referenceId: '',
  reference: 0n,
  origin: 0n,
  receive: 0n,
  transmit,
});

const isGood = ({ mode, leap, stratum, origin }: Packet, asked: bigint): boolean =>
  mode === serverMode && leap !== UNSYNCHRONIZED_LEAP && stratum > 0 && stratum <= LAST_STRATUM && origin === asked;

/** `one − other` in seconds, right for up to 68 years either way. */
const between = (one: bigint, other: bigint): number => Number(BigInt.asIntN(64, one - other)) / 2 ** 32;

/** Seconds to add to the blade's clock; undefined when no answer came that can be used. */
export async function askNetworkTime(machine: Machine, server: string, from: string): Promise<number | undefined> {
  const { pace, power, ports, state, cable } = machine;
  const socket = await openPort({ address: from, port: 0 }).catch(() => undefined);
  if (!socket) return undefined;
  const now = () => timestamp(pace.clock.now() + state.clockOffsetSeconds * 1000);
  const answered = new AbortController();
  let offset: number | undefined;
  let asked = 0n;
  socket.onMessage((bytes) =>
    cable(() => {
      const packet = decode(bytes);
      if (isMalformed(packet) || !isGood(packet, asked)) return;
      offset ??= (between(packet.receive, asked) + between(packet.transmit, now())) / 2;
      answered.abort();
    }),
  );
  const over = AbortSignal.any([answered.signal, power]);
  for (let tries = 0; tries < TRIES && !over.aborted; tries += 1) {
    asked = now();
    const bytes = encode(question(asked));
    cable(() => socket.send(bytes, { address: server, port: ports.ntp }));
    await pace.clock.sleep(pace.patience(WAIT_MILLISECONDS), over);
  }
  await socket.close();
  return offset;
}
