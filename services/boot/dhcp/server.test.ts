import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireEvent } from '../../domain/blade/events.ts';
import { type BootTable, indexTable } from '../../domain/boot-table.ts';
import { systemClock } from '../../platform/clock.ts';
import { type Endpoint, openUdp } from '../../platform/udp.ts';
import { addressBytes, decode, encode, type Message, option } from '../../protocol/dhcp/index.ts';
import { DhcpMemory } from './memory.ts';
import { dhcpPart } from './part.ts';
import { DhcpServer, type Probe } from './server.ts';

const mac = 'd0:00:67:13:0d:00';
const table: BootTable = {
  revision: 1,
  server: { address: '10.20.30.242', prefixLength: 24, hostname: 'laptop' },
  httpBase: 'http://10.20.30.242',
  dhcp: {
    mode: 'full',
    leaseSeconds: 120,
    dns: [],
    relayed: [],
    routerAdvertisement: false,
    pool: { first: '10.20.30.100', last: '10.20.30.199' },
  },
  blades: [
    {
      slot: 'c1/1',
      macs: [mac],
      address: '10.20.30.40',
      hostname: 'node-1',
      permission: 'armed',
      loaders: { 0: 'loaders/undionly.kpxe' },
      forceLoader: false,
      script: 'http://10.20.30.242/script.ipxe',
      documents: {},
      tftp: {},
      tokens: { live: 'l', installed: 'i' },
    },
  ],
  files: {},
};

function discover(from: string, type = 1, options: [number, Uint8Array][] = []): Message {
  const chaddr = new Uint8Array(16);
  chaddr.set(from.split(':').map((pair) => Number.parseInt(pair, 16)));
  const nowhere = '0.0.0.0';
  const addresses = { ciaddr: nowhere, yiaddr: nowhere, siaddr: nowhere, giaddr: nowhere };
  const texts = { sname: '', file: '' };
  const head = { op: 'request', hardwareType: 1, hardwareLength: 6, hops: 0, xid: 1, secs: 0, flags: 0 } as const;
  return { ...head, ...addresses, chaddr, ...texts, options: new Map([[option.messageType, Uint8Array.of(type)], ...options]) };
}
const stranger = (index: number) =>
  `02:00:00:00:${(index >> 8).toString(16).padStart(2, '0')}:${(index & 255).toString(16).padStart(2, '0')}`;

/** A server without sockets: packets in, packets and events out. */
function serving({ probe, pool = true }: { probe?: Probe; pool?: boolean } = {}) {
  let now = 0;
  const events: WireEvent[] = [];
  const sent: { message: Message; to: Endpoint }[] = [];
  const { pool: range, ...dhcp } = table.dhcp;
  const indexed = indexTable({ ...table, dhcp: pool ? { ...dhcp, pool: range! } : dhcp });
  const clock = { ...systemClock, monotonic: () => now };
  const memory = new DhcpMemory(clock.monotonic);
  const site = { ports: { dhcpServer: 67, dhcpClient: 68 }, broadcastAddress: '255.255.255.255', probes: probe !== undefined };
  const server = new DhcpServer({
    wiring: { table: () => indexed, emit: (event) => events.push(event), clock },
    memory,
    site,
    ...(probe && { probe }),
  });
  const send = (bytes: Uint8Array, to: Endpoint) => sent.push({ message: decode(bytes) as Message, to });
  return {
    events,
    sent,
    memory,
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    hear: (bytes: Uint8Array) => server.hear(bytes, { address: '10.20.30.1', port: 68 }, 'server', send),
    say: (message: Message) => server.hear(encode(message), { address: '0.0.0.0', port: 68 }, 'server', send),
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the DHCP service', () => {
  it('tells what it heard from a blade and what it said', () => {
    const server = serving();
    server.say(discover(mac));
    server.say(discover(mac, 3, [[option.requestedAddress, addressBytes('10.20.30.41')]]));
    expect(server.events.map(({ type, slot }) => `${type} ${slot}`)).toEqual([
      'dhcp-heard c1/1',
      'dhcp-answered c1/1',
      'dhcp-heard c1/1',
      'dhcp-answered c1/1',
    ]);
    expect(server.events[3]).toMatchObject({ message: 'nak', reason: expect.stringContaining('10.20.30.40') });
  });

  it('tells which other server a blade chose', () => {
    const server = serving();
    server.say(
      discover(mac, 3, [
        [option.serverId, addressBytes('10.20.30.1')],
        [option.requestedAddress, addressBytes('10.20.30.50')],
      ]),
    );
    expect(server.events[0]).toMatchObject({ type: 'dhcp-heard', otherServer: '10.20.30.1' });
    expect(server.sent).toEqual([]);
  });

  it('records a stranger once a minute and says nothing to it', () => {
    const server = serving({ pool: false });
    for (let index = 0; index < 5; index += 1) server.say(discover(stranger(1)));
    expect(server.events.map(({ type }) => type)).toEqual(['sighting']);
    server.later(60_000);
    server.say(discover(stranger(1)));
    expect(server.events).toHaveLength(2);
    expect(server.sent).toEqual([]);
  });

  it('records which other server a stranger chose, once a minute too', () => {
    const server = serving({ pool: false });
    server.say(discover(stranger(1)));
    for (let times = 0; times < 3; times += 1) server.say(discover(stranger(1), 3, [[option.serverId, addressBytes('10.20.30.1')]]));
    expect(server.events).toMatchObject([{ type: 'sighting' }, { type: 'sighting', otherServer: '10.20.30.1' }]);
    expect(server.events[0]).not.toHaveProperty('otherServer');
    expect(server.sent).toEqual([]);
  });

  it('repeats no silence in a burst', () => {
    const server = serving();
    const confused = () => server.say(discover(mac, 4));
    confused();
    confused();
    server.later(5_000);
    confused();
    expect(server.events.filter(({ type }) => type === 'dhcp-silent')).toHaveLength(2);
  });

  it('goes on after any garbage, and mentions it once', () => {
    const server = serving();
    const start = encode(discover(mac)).slice(0, 240);
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.uint8Array({ maxLength: 300 }).map((tail) => Uint8Array.from([...start, ...tail])),
    );
    fc.assert(
      fc.property(garbage, (bytes) => {
        server.hear(bytes);
      }),
      { numRuns: 1_000 },
    );
    expect(server.events.filter(({ type, slot }) => type === 'dhcp-silent' && slot === undefined).length).toBeLessThanOrEqual(1);
    expect(JSON.stringify(server.events)).not.toContain('Error');
    server.sent.length = 0;
    server.say(discover(mac));
    expect(server.sent).toHaveLength(1);
  });

  it('keeps its memory bounded however many clients there are', () => {
    const server = serving();
    for (let index = 0; index < 20_000; index += 1) server.say(discover(stranger(index)));
    expect(server.memory.pool.size).toBe(100);
  });
});

describe('an address of the pool', () => {
  it('is offered when the wire is silent about it', async () => {
    const asked: string[] = [];
    const server = serving({
      probe: (address) => {
        asked.push(address);
        return Promise.resolve(undefined);
      },
    });
    server.say(discover(stranger(1)));
    server.say(discover(stranger(1)));
    await settled();
    server.say(discover(stranger(1)));
    expect([asked, server.sent.map(({ message }) => message.yiaddr)]).toEqual([['10.20.30.100'], ['10.20.30.100', '10.20.30.100']]);
  });

  it('that somebody uses is told of and left, and the next one is offered', async () => {
    const server = serving({ probe: (address) => Promise.resolve(address === '10.20.30.100' ? 'ee:ee:ee:ee:ee:ee' : undefined) });
    server.say(discover(stranger(1)));
    await settled();
    expect(server.sent.map(({ message }) => message.yiaddr)).toEqual(['10.20.30.101']);
    expect(server.events).toContainEqual({
      type: 'address-conflict',
      address: '10.20.30.100',
      mac: stranger(1),
      holder: 'ee:ee:ee:ee:ee:ee',
    });
  });

  it('is probed for 32 strangers at a time and not more', async () => {
    let probes = 0;
    const server = serving({
      probe: () => {
        probes += 1;
        return new Promise(() => {});
      },
    });
    for (let index = 0; index < 60; index += 1) server.say(discover(stranger(index)));
    await settled();
    expect(probes).toBe(32);
  });

  it('costs nothing but the one answer when the wire cannot be asked', async () => {
    const server = serving({ probe: () => Promise.reject(new Error('ENODEV')) });
    server.say(discover(stranger(1)));
    await settled();
    server.say(discover(mac));
    expect(server.sent.map(({ message }) => message.yiaddr)).toEqual(['10.20.30.40']);
  });
});

describe('the DHCP part', () => {
  const loopback = indexTable({
    ...table,
    server: { ...table.server, address: '127.0.0.1', prefixLength: 8 },
    blades: [{ ...table.blades[0]!, address: '127.0.0.40' }],
  });
  const wiring = { table: () => loopback, emit: () => {}, clock: systemClock };

  it('answers on a real socket until it is told to stop, and lets go of its ports', async () => {
    const client = await openUdp({ port: 0, address: '127.0.0.1' });
    const stop = new AbortController();
    const port = 20_000 + 2 * (process.pid % 5_000);
    const ports = { dhcpServer: port, proxy: port + 1, dhcpClient: client.local.port };
    const part = dhcpPart(wiring, { ports, address: '127.0.0.1', broadcastAddress: '127.0.0.1' });
    const heard = new Promise<Uint8Array>((resolve) => client.onMessage(resolve));
    await new Promise<void>((ready, failed) => part.run(stop.signal, ready).catch(failed));
    client.send(encode(discover(mac)), { address: '127.0.0.1', port: ports.dhcpServer });
    expect((decode(await heard) as Message).yiaddr).toBe('127.0.0.40');
    await expect(part.run(stop.signal)).rejects.toMatchObject({ problems: [{ code: 'port-busy' }] });
    stop.abort();
    await expect
      .poll(() => openUdp({ port: ports.dhcpServer, address: '127.0.0.1' }).then((socket) => socket.close().then(() => 'free'), String))
      .toBe('free');
    await client.close();
  });
});
