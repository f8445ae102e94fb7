// Asks the wire whether anybody has an address: one address while a blade waits for its offer, or all of a rack's before it is armed.

import { type AddressHolder, openArp } from './arp.ts';
import type { Clock } from './clock.ts';
import { systemError } from './native.ts';

const pollMilliseconds = 20;
/** Probes in a row before the next look at what was heard: no switch and no send queue is flooded by a whole rack of them. */
const probesAtOnce = 16;

interface Rhythm {
  /** When each round of probes begins, in milliseconds. */
  readonly rounds: readonly number[];
  /** How long is listened at least, in milliseconds. */
  readonly listen: number;
  /** How long is listened after the last probe, in milliseconds. A machine on the same wire answers in one. */
  readonly settle: number;
}

/**
 * RFC 5227 asks 3 probes a second or two apart of a host that has all the time. A client's firmware waits for its offer meanwhile, iPXE
 * repeats after 1 s: two probes, done before that.
 */
const quickly: Rhythm = { rounds: [0, 150], listen: 400, settle: 0 };
/** Only somebody who pressed a button waits: three probes, so that a busy machine, or a switch that learns where to send, misses not all of them. */
const thoroughly: Rhythm = { rounds: [0, 300, 700], listen: 1_200, settle: 500 };

interface Wire {
  /** The network device asked through. */
  readonly device: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface ArpProbe extends Wire {
  readonly address: string;
  /** The machine that is to get the address: that it has it already is no conflict. */
  readonly except: string;
}

/** The MAC that answers for the address, undefined when nobody does within 0.4 s. Rejects with ENOENT, EPERM, ENOTSUP (not Linux). */
export async function probeAddress({ address, except, ...wire }: ArpProbe): Promise<string | undefined> {
  const foreign = ({ mac }: AddressHolder) => mac !== except;
  const found = await ask({ ...wire, addresses: [address], rhythm: quickly, isEnough: (holders) => holders.some(foreign) });
  return found.find(foreign)?.mac;
}

export interface ArpSurvey extends Wire {
  /** IPv4, in the network of the device. */
  readonly addresses: readonly string[];
}

/**
 * Everybody who has one of these addresses, this device left out: after 1.2 s for a few, after 2 s for some hundreds. Rejects with ENETDOWN
 * (no cable), ENOENT (no such device), EPERM (no CAP_NET_RAW), ENOTSUP (not Linux).
 */
export const arpHolders = (survey: ArpSurvey): Promise<AddressHolder[]> =>
  ask({ ...survey, rhythm: thoroughly, needsLink: true, isEnough: () => false });

interface Question extends ArpSurvey {
  readonly rhythm: Rhythm;
  /** Without a link silence proves nothing. */
  readonly needsLink?: boolean;
  readonly isEnough: (holders: readonly AddressHolder[]) => boolean;
}

async function ask({ device, addresses, rhythm, clock, signal, isEnough, needsLink = false }: Question): Promise<AddressHolder[]> {
  const arp = await openArp(device);
  const found = holdersOf(addresses);
  const started = clock.monotonic();
  const elapsed = () => clock.monotonic() - started;
  try {
    if (needsLink && !arp.linked) throw systemError('sendto', 'ENETDOWN', `${device} has no link`);
    const probes = probesOf(addresses, rhythm.rounds);
    for (let end = rhythm.listen; elapsed() < end && !signal.aborted; await clock.sleep(pollMilliseconds, signal)) {
      const due = probes.takeDue(elapsed());
      due.forEach(arp.probe);
      if (due.length > 0) end = Math.max(end, elapsed() + rhythm.settle);
      found.add(arp.heard());
      if (isEnough(found.all())) break;
    }
    return found.all();
  } finally {
    arp.close();
  }
}

/** The probes that are still to be sent, in their order, some at a time. */
function probesOf(addresses: readonly string[], rounds: readonly number[]): { takeDue(elapsed: number): string[] } {
  const left = rounds.flatMap((from) => addresses.map((address) => ({ from, address })));
  return {
    takeDue(elapsed) {
      const due = left.slice(0, probesAtOnce).filter(({ from }) => from <= elapsed);
      return left.splice(0, due.length).map(({ address }) => address);
    },
  };
}

/** Who was heard under one of these addresses, each machine once. */
function holdersOf(addresses: readonly string[]): { add(heard: readonly AddressHolder[]): void; all(): AddressHolder[] } {
  const wanted = new Set(addresses);
  const known = new Map<string, AddressHolder>();
  return {
    add(heard) {
      for (const holder of heard) if (wanted.has(holder.address)) known.set(`${holder.address} ${holder.mac}`, holder);
    },
    all: () => [...known.values()],
  };
}
