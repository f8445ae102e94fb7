// A router advertisement that offers nothing: iPXE waits about 13 s at each boot for one, whatever it says, before it goes on over IPv4.
//
// Without a prefix no host gives itself an address, with a lifetime of 0 none takes the laptop for a way out. All it says is that somebody is there.

import { type Problem, problem, warning } from '../../domain/problem.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import { openRouterSocket, type RouterSocket } from '../../platform/router-socket.ts';
import { type Advertisement, decode, encode, isMalformed, solicitationType } from '../../protocol/icmpv6/index.ts';
import type { Wiring } from '../wiring.ts';

export interface RouterAdvertisementOptions {
  /** The network device served on; without one there is no link to advertise on, and the part does nothing. */
  readonly device?: string;
  /** Told once when it cannot be done; the part waits until it can, and nothing else depends on it. */
  readonly onProblem?: (found: Problem) => void;
}

/** The shortest that RFC 4861 section 6.2.1 allows between two to all: iPXE that lost one must not wait long for the next. */
const everyMilliseconds = 3_000;
/** How soon a solicitation is answered; up to half a second is allowed (RFC 4861 section 6.2.6). */
const lookMilliseconds = 100;
/** Answers at a time: a rack of blades, not a flood. */
const mostAnswers = 64;

const emptyAdvertisement: Advertisement = {
  kind: 'router-advertisement',
  hopLimit: 0,
  managed: false,
  other: false,
  routerLifetimeSeconds: 0,
  reachableMilliseconds: 0,
  retransmitMilliseconds: 0,
  options: [],
};

/** All hosts of the link, ff02::1. */
const allHosts = Uint8Array.of(0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

/** Runs until told to stop. Never fails: without it blades boot all the same, only later. */
export const routerAdvertisementPart = (
  { table, clock }: Pick<Wiring, 'table' | 'clock'>,
  { device, onProblem = () => {} }: RouterAdvertisementOptions,
): Part => ({
  name: 'router advertisement',
  async run(signal, onReady) {
    onReady?.();
    if (device === undefined) return untilAborted(signal);
    for (let told = false; !signal.aborted; ) {
      try {
        const socket = await openRouterSocket(device, solicitationType);
        try {
          await advertise(socket, () => table().dhcp.routerAdvertisement, clock, signal);
        } finally {
          socket.close();
        }
      } catch (reason) {
        if (!told) onProblem(warning(problem('no-router-advertisement', { device, reason: String((reason as Error).message) })));
        told = true;
      }
      await clock.sleep(everyMilliseconds, signal);
    }
  },
});

/** Until told to stop, or the device goes away. */
async function advertise(socket: RouterSocket, wanted: () => boolean, clock: Wiring['clock'], signal: AbortSignal): Promise<void> {
  const say = (to: Uint8Array) => socket.send(encode(emptyAdvertisement, socket.address, to), to);
  let next = clock.monotonic();
  while (!signal.aborted) {
    const asking = solicitors(socket);
    if (wanted()) {
      for (const host of asking) say(host);
      if (clock.monotonic() >= next) {
        say(allHosts);
        next = clock.monotonic() + everyMilliseconds;
      }
    }
    await clock.sleep(lookMilliseconds, signal);
  }
}

/** Whom to answer: each who asked, or everybody for one that has no address yet (RFC 4861 section 6.2.6). */
function solicitors(socket: RouterSocket): Uint8Array[] {
  const hosts: Uint8Array[] = [];
  for (let count = 0; count < mostAnswers; count += 1) {
    const heard = socket.receive();
    if (!heard) break;
    if (isMalformed(decode(heard.bytes))) continue;
    hosts.push(heard.from.some((byte) => byte !== 0) ? heard.from : allHosts);
  }
  return hosts;
}
