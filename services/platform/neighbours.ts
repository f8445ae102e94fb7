// Who has which address, asked of the system where ARP itself cannot be spoken: a datagram makes the system look, and its table says whom it found.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressHolder } from './arp.ts';
import type { Clock } from './clock.ts';
import { runProgram } from './program.ts';

/** Nobody has to listen there: the system has to find the machine before it can send at all (RFC 863, "discard"). */
const discardPort = 9;
/** Systems repeat an unanswered ARP request after a second. */
const lookMilliseconds = 1_500;
const programMilliseconds = 5_000;

interface Table {
  /** Program and words that print the table, without looking up names. */
  readonly show: readonly [program: string, ...words: string[]];
  /** A line of it: the address, and the MAC in groups of hexadecimal digits. */
  readonly line: RegExp;
}

/** What an entry proves differs: Linux says which it has just confirmed, the others keep them for minutes after the machine went. */
const tables: Partial<Record<NodeJS.Platform, Table>> = {
  linux: { show: ['ip', '-4', 'neighbour', 'show', 'nud', 'reachable'], line: /^([\d.]+) .*\blladdr ([\da-f:]+)/gim },
  darwin: { show: ['arp', '-an'], line: /\(([\d.]+)\) at ([\da-f:]+)/gim },
  win32: { show: ['arp', '-a'], line: /^\s*([\d.]+)\s+([\da-f]{2}(?:-[\da-f]{2}){5})\s/gim },
};

/** macOS leaves zeros out, Windows has hyphens and lists broadcast and multicast, which no machine has. */
const plainMac = (mac: string): string =>
  mac
    .toLowerCase()
    .split(/[:-]/)
    .map((pair) => pair.padStart(2, '0'))
    .join(':');

const isOfMany = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;

/** The entries of the system's table as its own program prints it. */
export function neighboursIn(printed: string, platform: NodeJS.Platform = process.platform): AddressHolder[] {
  const line = tables[platform]?.line ?? /(?!)/g;
  return [...printed.matchAll(line)]
    .map(([, address, mac]) => ({ address: address!, mac: plainMac(mac!) }))
    .filter(({ mac }) => !isOfMany(mac));
}

export interface NeighbourSurvey {
  /** The laptop's own address in their network: the datagrams go out there. */
  readonly from: string;
  readonly addresses: readonly string[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Everybody the system knows under one of these addresses after it looked for 1.5 s. Rejects with ENOTSUP where its table cannot be read. */
export async function neighbours({ from, addresses, clock, signal }: NeighbourSurvey): Promise<AddressHolder[]> {
  const table = tables[process.platform];
  if (!table) throw unreadable(`no table of neighbours on ${process.platform}`);
  await lookFor(addresses, from);
  await clock.sleep(lookMilliseconds, signal);
  const [program, ...words] = table.show;
  const ended = await runProgram(program, words, { longestMilliseconds: programMilliseconds, environment: programPath() });
  if (ended.outcome !== 'done') throw unreadable(ended.stderr.trim() || `${program} ${ended.outcome}`);
  return neighboursIn(ended.stdout).filter(({ address }) => addresses.includes(address));
}

const unreadable = (what: string) => Object.assign(new Error(what), { code: 'ENOTSUP' });

const programPath = () =>
  Object.fromEntries(['PATH', 'SystemRoot'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

/** Whatever becomes of a datagram: the table tells. */
async function lookFor(addresses: readonly string[], from: string): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0, from);
    await once(socket, 'listening');
    await Promise.all(addresses.map((address) => poke(socket, address)));
  } finally {
    socket.close();
  }
}

const poke = (socket: Socket, address: string): Promise<void> =>
  new Promise((resolve) => {
    socket.send('', discardPort, address, () => resolve());
  });
