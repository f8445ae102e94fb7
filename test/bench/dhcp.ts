// DHCP beside dnsmasq, ISC dhcpd and Kea: the highest rate at which new clients are served without loss, how long one waits, and what many cost.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cable, makeNamespace, type Namespace } from '../interop/namespace.ts';
import { exchanges, hearBroadcasts, type Outcome } from './dhcp-load.ts';
import {
  clientAddress,
  mostClients,
  prefixLength,
  type Server,
  type StartServer,
  serverAddress,
  startDhcpd,
  startDnsmasq,
  startKea,
  startOurs,
} from './dhcp-servers.ts';
import { type Bench, type Figure, median, percentile } from './figure.ts';

/** More lost than this is too fast. */
const mostLost = 0.01;
const seconds = 3;
/** Rates go up by half an octave; one more try is given before a rate counts as too fast, for the machine may have been busy. */
const step = Math.SQRT2;
const tries = 2;
const mostRate = Math.floor(mostClients / seconds);
const lowestRate = 100;

/** A rate that all of them serve, at which the wait is compared: a rack that is switched on at once. */
const quietRate = 200;
const warmRate = 400;
const waitRounds = 5;
/** How much memory may grow from the first thousand strangers to tens of thousands. */
const mostGrowth = 30;

/** Where the peers keep their leases: on a disk they would be measured by its fsync, which is slower still. */
const inMemory = '/dev/shm';

interface Wire {
  readonly server: Namespace;
  readonly client: Namespace;
  readonly scratch: string;
}

/** One load on a server that was just started. */
async function once(wire: Wire, start: StartServer, rate: number): Promise<Outcome> {
  const server = await start(wire.server, 's0', wire.scratch);
  try {
    return await exchanges(wire.client, clientAddress, wire.scratch, { rate: Math.round(rate), seconds });
  } finally {
    await server.stop();
  }
}

async function serves(wire: Wire, start: StartServer, rate: number): Promise<boolean> {
  for (let left = tries; left > 0; left -= 1) if ((await once(wire, start, rate)).lost < mostLost) return true;
  return false;
}

/** Exchanges per second, found by going up from `from`, or down where that is too fast already. */
async function highestRate(wire: Wire, start: StartServer, from: number): Promise<number> {
  let rate = from;
  if (!(await serves(wire, start, rate))) {
    while (rate > lowestRate && !(await serves(wire, start, rate / step))) rate /= step;
    return Math.round(rate / step);
  }
  while (rate * step <= mostRate && (await serves(wire, start, rate * step))) rate *= step;
  return Math.round(rate);
}

async function rates(wire: Wire): Promise<Figure[]> {
  const ours = await highestRate(wire, startOurs(true), 5_000);
  const what = 'DHCP, new clients';
  const against = async (name: string, start: StartServer, from: number): Promise<Figure> => ({
    what,
    unit: '/s',
    ours,
    peer: { name, value: await highestRate(wire, start, from) },
    target: { of: 'ratio', atLeast: 3 },
  });
  return [
    { what, unit: '/s', ours, target: { of: 'value', atLeast: 5_000 } },
    await against('dnsmasq', startDnsmasq, 500),
    await against('ISC dhcpd', startDhcpd, 1_000),
    // No target: raw sockets and C++, the fastest there is.
    { what, unit: '/s', ours, peer: { name: 'Kea', value: await highestRate(wire, startKea, 5_000) } },
  ];
}

/** The p99 of a server that has run for a while, as one at a rack has: the middle of some rounds, for the machine may be busy. */
async function p99(wire: Wire, start: StartServer): Promise<number> {
  const server = await start(wire.server, 's0', wire.scratch);
  try {
    const load = (rate: number) => exchanges(wire.client, clientAddress, wire.scratch, { rate, seconds });
    await load(warmRate);
    const rounds: number[] = [];
    for (let round = 0; round < waitRounds; round += 1) rounds.push(percentile((await load(quietRate)).times, 0.99));
    return median(rounds);
  } finally {
    await server.stop();
  }
}

async function waits(wire: Wire): Promise<Figure> {
  return {
    what: `DHCP, p99 of an answer at ${quietRate}/s`,
    unit: 'ms',
    ours: await p99(wire, startOurs(true)),
    peer: { name: 'dnsmasq', value: await p99(wire, startDnsmasq) },
    target: { of: 'ratio', atMost: 1 },
  };
}

const residentMegabytes = ({ pid }: Server) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;

/** Strangers by the ten thousand: none is answered, each is seen once. */
async function growth(wire: Wire): Promise<Figure> {
  const server = await startOurs(false)(wire.server, 's0', wire.scratch);
  try {
    const strangers = (rate: number) => exchanges(wire.client, clientAddress, wire.scratch, { rate, seconds });
    await strangers(1_000);
    const before = residentMegabytes(server);
    await strangers(mostRate);
    return {
      what: `DHCP, memory for ${mostClients} more strangers`,
      unit: 'MB',
      ours: residentMegabytes(server) - before,
      target: { of: 'value', atMost: mostGrowth },
    };
  } finally {
    await server.stop();
  }
}

/** Root, Linux, and perfdhcp, dnsmasq, dhcpd, nft. About three minutes. */
export const dhcpBench: Bench = async () => {
  const wire: Wire = {
    server: makeNamespace('dhcp-server'),
    client: makeNamespace('dhcp-client'),
    scratch: mkdtempSync(join(inMemory, 'rackstrap-dhcp-')),
  };
  try {
    cable(
      { namespace: wire.server, device: 's0', address: `${serverAddress}/${prefixLength}` },
      { namespace: wire.client, device: 'c0', address: `${clientAddress}/${prefixLength}` },
    );
    await hearBroadcasts(wire.client, 'c0', clientAddress);
    return [...(await rates(wire)), await waits(wire), await growth(wire)];
  } finally {
    await Promise.all([wire.server.remove(), wire.client.remove()]);
    rmSync(wire.scratch, { recursive: true });
  }
};
