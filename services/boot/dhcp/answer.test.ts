import { describe, expect, it } from 'vitest';
import type { WireEvent } from '../../domain/blade/events.ts';
import { type BootTable, indexTable, type TableBlade, type TableMenu } from '../../domain/boot-table.ts';
import { addressBytes, clientInfo, decode, encode, encodedLength, isMalformed, type Message, option } from '../../protocol/dhcp/index.ts';
import { answer } from './answer.ts';
import type { Reply, Silence } from './decision.ts';
import { DhcpMemory } from './memory.ts';
import { rulesOf } from './rules.ts';
import type { Site } from './scene.ts';

const text = (value: string) => Uint8Array.from(Buffer.from(value, 'latin1'));
const number16 = (value: number) => Uint8Array.of(value >> 8, value & 255);
const [first, second, stranger] = ['d0:00:67:13:0d:00', 'd0:00:67:13:0d:80', '02:00:00:00:00:99'];

const blade: TableBlade = {
  slot: 'c1/1',
  macs: [first, second],
  address: '10.20.30.40',
  hostname: 'node-1',
  permission: 'armed',
  loaders: { 0: 'loaders/undionly.kpxe', 7: 'loaders/x86_64/snponly.efi', 16: 'loaders/x86_64/snponly.efi' },
  forceLoader: false,
  script: 'http://10.20.30.242/blade/d0-00-67-13-0d-00/script.ipxe',
  documents: {},
  tftp: {},
  tokens: { live: 'l', installed: 'i' },
};
const table: BootTable = {
  revision: 1,
  server: { address: '10.20.30.242', prefixLength: 24, hostname: 'laptop' },
  httpBase: 'http://10.20.30.242',
  dhcp: {
    mode: 'full',
    leaseSeconds: 120,
    dns: [],
    relayed: [{ address: '10.88.0.0', prefixLength: 16, router: '10.88.0.1' }],
    routerAdvertisement: true,
  },
  blades: [blade, { ...blade, slot: 'c9/1', macs: ['d0:00:67:13:0d:99'], address: '10.88.3.4' }],
  files: {},
};
const site: Site = { ports: { dhcpServer: 67, dhcpClient: 68 }, broadcastAddress: '255.255.255.255', probes: false };

/** A server with this table, spoken to packet by packet. */
function talk(changes: { blade?: Partial<TableBlade>; dhcp?: Partial<BootTable['dhcp']>; site?: Partial<Site>; menu?: TableMenu } = {}) {
  let now = 1_000;
  const [one, ...others] = table.blades;
  const indexed = indexTable({
    ...table,
    dhcp: { ...table.dhcp, ...changes.dhcp },
    blades: [{ ...one!, ...changes.blade }, ...others],
    ...(changes.menu ? { menu: changes.menu } : {}),
  });
  const memory = new DhcpMemory(() => now);
  return {
    memory,
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    fetched: (mac = first, kind: 'loader' | 'script' | 'menu' = 'loader') => {
      const transfer = { transfer: 't1', protocol: 'tftp', address: '10.20.30.40', mac, file: 'f', kind, totalBytes: 1 } as const;
      const started: WireEvent = { type: 'transfer-started', ...transfer };
      memory.onWireEvent(started);
      if (kind === 'loader') memory.onWireEvent({ type: 'transfer-ended', ...transfer, outcome: 'done', sentBytes: 1, seconds: 1 });
    },
    say(message: Message, door: 'server' | 'proxy' = 'server') {
      const client = clientInfo(message);
      if (isMalformed(client)) throw new Error(client.malformed);
      const request = { message, client, blade: indexed.byMac.get(client.mac), from: { address: '10.20.30.40', port: 4012 }, door };
      const decision = answer(request, rulesOf(indexed), memory, { ...site, ...changes.site }, now);
      if (decision.kind !== 'probe') for (const note of decision.notes) memory.apply(note);
      if (decision.kind === 'reply') expect(isMalformed(decode(encode(decision.message)))).toBe(false);
      return decision;
    },
  };
}

interface Words {
  mac?: string;
  xid?: number;
  flags?: number;
  ciaddr?: string;
  giaddr?: string;
  options?: Record<number, Uint8Array>;
}
const types = { discover: 1, request: 3, decline: 4, release: 7, inform: 8 } as const;

function packet(
  type: keyof typeof types | 'bootp',
  { mac = first, xid = 7, flags = 0, ciaddr, giaddr, options = {} }: Words = {},
): Message {
  const chaddr = new Uint8Array(16);
  chaddr.set(mac.split(':').map((pair) => Number.parseInt(pair, 16)));
  const list = Object.entries(options).map(([code, value]) => [Number(code), value] as const);
  return {
    op: 'request',
    hardwareType: 1,
    hardwareLength: 6,
    hops: giaddr ? 1 : 0,
    xid,
    secs: 4,
    flags,
    ciaddr: ciaddr ?? '0.0.0.0',
    yiaddr: '0.0.0.0',
    siaddr: '0.0.0.0',
    giaddr: giaddr ?? '0.0.0.0',
    chaddr,
    sname: '',
    file: '',
    options: new Map([...(type === 'bootp' ? [] : [[option.messageType, Uint8Array.of(types[type])] as const]), ...list]),
  };
}

const uuid = Uint8Array.from({ length: 17 }, (_, index) => index);
const firmware = (architecture: number, vendor = 'PXEClient') => ({
  [option.vendorClass]: text(`${vendor}:Arch:${String(architecture).padStart(5, '0')}:UNDI:003000`),
  [option.architecture]: number16(architecture),
  [option.uuid]: uuid,
  [option.maximumSize]: number16(1472),
});
const ipxe = (architecture = 0) => ({
  ...firmware(architecture),
  [option.userClass]: text('iPXE'),
  [option.ipxe]: Uint8Array.of(0x13, 1, 1),
});
const wish = (address: string) => ({ [option.requestedAddress]: addressBytes(address) });
const ours = { [option.serverId]: addressBytes(table.server.address) };

const reply = (decision: { kind: string }): Reply => {
  expect(decision).toMatchObject({ kind: 'reply' });
  return decision as Reply;
};
const why = (decision: { kind: string }): string | undefined => {
  expect(decision).toMatchObject({ kind: 'silence' });
  return (decision as Silence).reason;
};
const optionText = (found: Reply, code: number) => Buffer.from(found.message.options.get(code) ?? []).toString('latin1');

describe('a PXE ROM', () => {
  it('gets one complete offer: address, lease, loader, and what its firmware wants to see', () => {
    const offer = reply(talk().say(packet('discover', { options: firmware(7) })));
    expect(offer).toMatchObject({
      type: 'offer',
      address: '10.20.30.40',
      bootFile: 'loaders/x86_64/snponly.efi',
      to: { address: '255.255.255.255', port: 68 },
    });
    expect(offer.message).toMatchObject({
      yiaddr: '10.20.30.40',
      siaddr: '10.20.30.242',
      file: 'loaders/x86_64/snponly.efi',
      hops: 0,
      secs: 0,
    });
    const { options } = offer.message;
    expect([...options.get(option.leaseSeconds)!]).toEqual([0, 0, 0, 120]);
    expect([...options.get(option.subnetMask)!]).toEqual([255, 255, 255, 0]);
    expect([...options.get(option.vendorSpecific)!]).toEqual([6, 1, 8, 255]);
    expect(options.get(option.uuid)).toEqual(uuid);
    expect(optionText(offer, option.vendorClass)).toBe('PXEClient');
    expect(optionText(offer, option.bootFile)).toBe('loaders/x86_64/snponly.efi\0');
    expect(optionText(offer, option.tftpServer)).toBe('10.20.30.242\0');
  });

  it('is told of no router and no DNS unless the table names them', () => {
    const { options } = reply(talk().say(packet('discover', { options: firmware(0) }))).message;
    expect(options.has(option.router) || options.has(option.dns)).toBe(false);
    const told = reply(talk({ dhcp: { router: '10.20.30.1', dns: ['10.20.30.2', '10.20.30.3'] } }).say(packet('discover'))).message.options;
    expect([[...told.get(option.router)!], [...told.get(option.dns)!]]).toEqual([
      [10, 20, 30, 1],
      [10, 20, 30, 2, 10, 20, 30, 3],
    ]);
  });

  it.each([
    [0, 'loaders/undionly.kpxe'],
    [7, 'loaders/x86_64/snponly.efi'],
  ])('of architecture %i gets %s', (architecture, loader) => {
    expect(reply(talk().say(packet('discover', { options: firmware(architecture) }))).bootFile).toBe(loader);
  });

  it('that lists several architectures gets the loader of the first we have one for', () => {
    const options = { ...firmware(7), [option.architecture]: Uint8Array.of(0, 2, 0, 7) };
    expect(reply(talk().say(packet('discover', { options }))).bootFile).toBe('loaders/x86_64/snponly.efi');
  });

  it('without option 93 is BIOS', () => {
    expect(reply(talk().say(packet('discover', { options: { [option.vendorClass]: text('PXEClient') } }))).bootFile).toBe(
      'loaders/undionly.kpxe',
    );
  });

  it('of an architecture without a loader gets silence, and the reason names it', () => {
    expect(why(talk().say(packet('discover', { options: firmware(2) })))).toContain('architecture 2');
  });

  it('that takes no more than 576 bytes gets no more, a long name and relay information included', () => {
    const options = {
      ...firmware(0),
      [option.maximumSize]: number16(576),
      [option.relayInformation]: new Uint8Array(200),
      [option.parameterList]: Uint8Array.of(12),
    };
    const loaders = { 0: `loaders/${'x'.repeat(110)}` };
    const offer = reply(
      talk({ blade: { loaders, hostname: 'h'.repeat(60), address: '10.88.1.2' } }).say(
        packet('discover', { giaddr: '10.88.0.1', options }),
      ),
    );
    expect(encodedLength(offer.message)).toBeLessThanOrEqual(576 - 28);
    expect(offer.message.file).toBe(loaders[0]);
    expect(offer.message.options.has(option.relayInformation)).toBe(true);
  });

  it('that is allowed to boot its disk only still gets its loader: the script decides', () => {
    expect(reply(talk({ blade: { permission: 'local' } }).say(packet('discover', { options: firmware(7) }))).bootFile).toBe(
      'loaders/x86_64/snponly.efi',
    );
  });
});

describe('UEFI HTTP boot', () => {
  it('gets a URL and sees itself recognised', () => {
    const offer = reply(talk().say(packet('discover', { options: firmware(16, 'HTTPClient') })));
    expect(offer.bootFile).toBe('http://10.20.30.242/files/loaders/x86_64/snponly.efi');
    expect(optionText(offer, option.vendorClass)).toBe('HTTPClient');
    expect(offer.message.options.has(option.vendorSpecific)).toBe(false);
  });
});

describe('iPXE', () => {
  it('gets its script and need not wait for a proxy', () => {
    const offer = reply(talk().say(packet('discover', { options: ipxe() })));
    expect(offer.bootFile).toBe(blade.script);
    expect([...offer.message.options.get(option.ipxe)!]).toEqual([176, 1, 1]);
    expect(offer.message.options.has(option.vendorClass)).toBe(false);
  });

  it('with a script address too long for `file` has it in option 67', () => {
    const script = `http://10.20.30.242/${'x'.repeat(140)}`;
    const offer = reply(talk({ blade: { script } }).say(packet('discover', { options: ipxe() })));
    expect([offer.message.file, optionText(offer, option.bootFile)]).toEqual(['', `${script}\0`]);
  });
});

describe('a forced loader', () => {
  const forced = () => talk({ blade: { forceLoader: true } });
  const session = (server: ReturnType<typeof talk>, xid: number) =>
    (['discover', 'request'] as const).map(
      (type) =>
        reply(server.say(packet(type, { xid, options: { ...ipxe(), ...(type === 'request' && { ...ours, ...wish('10.20.30.40') }) } })))
          .bootFile,
    );
  const [loader, script] = [Array(2).fill('loaders/undionly.kpxe'), Array(2).fill(blade.script)];

  it('goes to a ROM that is an iPXE too, and the script to the iPXE that was loaded: no loop, and again at the next power-on', () => {
    const server = forced();
    for (const power of [1, 2, 3]) {
      expect(session(server, power * 10)).toEqual(loader);
      server.fetched();
      expect(session(server, power * 10 + 1)).toEqual(script);
      server.fetched(first, 'script');
    }
  });

  it('is given once more when the loaded iPXE starts a second session without having asked for its script', () => {
    const server = forced();
    session(server, 1);
    server.fetched();
    expect(session(server, 2)).toEqual(script);
    expect(session(server, 3)).toEqual(loader);
  });

  it('stays the answer while it was not fetched to its end', () => {
    const server = forced();
    expect(session(server, 1)).toEqual(loader);
    expect(session(server, 2)).toEqual(loader);
  });

  it('that was fetched long ago counts no more', () => {
    const server = forced();
    session(server, 1);
    server.fetched();
    server.later(121_000);
    expect(session(server, 2)).toEqual(loader);
  });

  it('that was PXELINUX ended its chain with its menu: the ROM gets it again at the next power-on', () => {
    const server = forced();
    session(server, 1);
    server.fetched();
    server.fetched(first, 'menu');
    expect(session(server, 2)).toEqual(loader);
  });

  it('starts over when plain firmware or an operating system speaks', () => {
    const server = forced();
    server.fetched();
    server.say(packet('discover'));
    expect(session(server, 2)).toEqual(loader);
  });
});

describe('a REQUEST', () => {
  const request = (words: Words = {}) => packet('request', words);

  it('that selects our offer is acknowledged', () => {
    expect(reply(talk().say(request({ options: { ...ours, ...wish('10.20.30.40') } })))).toMatchObject({
      type: 'ack',
      address: '10.20.30.40',
    });
  });

  it('after a reboot is acknowledged for its own address', () => {
    expect(reply(talk().say(request({ options: wish('10.20.30.40') })))).toMatchObject({ type: 'ack' });
  });

  it('for any other address is refused, by broadcast and with the reason', () => {
    const nak = reply(talk().say(request({ options: wish('192.168.1.5') })));
    expect(nak).toMatchObject({ type: 'nak', to: { address: '255.255.255.255', port: 68 }, message: { yiaddr: '0.0.0.0' } });
    expect(nak.reason).toContain('10.20.30.40');
    expect(nak.message.options.has(option.leaseSeconds)).toBe(false);
  });

  it('that renews is answered where its client is', () => {
    const ack = reply(talk().say(request({ ciaddr: '10.20.30.40' })));
    expect(ack).toMatchObject({
      type: 'ack',
      to: { address: '10.20.30.40', port: 68 },
      message: { ciaddr: '10.20.30.40', yiaddr: '10.20.30.40' },
    });
  });

  it('that renews from another network is refused by broadcast', () => {
    expect(reply(talk().say(request({ ciaddr: '192.168.7.7' })))).toMatchObject({ type: 'nak', to: { address: '255.255.255.255' } });
  });

  it('that selects another server is left to it, and noted', () => {
    expect(why(talk().say(request({ options: { ...wish('10.20.30.40'), [option.serverId]: addressBytes('10.20.30.1') } })))).toContain(
      '10.20.30.1',
    );
  });

  it('that names no address means the one it was offered', () => {
    expect(reply(talk().say(request()))).toMatchObject({ type: 'ack', address: '10.20.30.40' });
  });

  it('with the lease its blade needs two minutes later', () => {
    const server = talk();
    server.say(request({ options: wish('10.20.30.40') }));
    expect(server.memory.holder('10.20.30.40')).toBe(first);
    server.later(120_000);
    expect(server.memory.holder('10.20.30.40')).toBeUndefined();
  });
});

describe('other messages', () => {
  it('INFORM is answered without an address and without a lease', () => {
    const ack = reply(talk().say(packet('inform', { ciaddr: '10.20.30.77' })));
    expect(ack).toMatchObject({ type: 'ack', to: { address: '10.20.30.77', port: 68 }, message: { yiaddr: '0.0.0.0' } });
    expect(ack.message.options.has(option.leaseSeconds)).toBe(false);
  });

  it('INFORM from a foreign address is not answered: no packet goes where somebody else wants it', () => {
    expect(why(talk().say(packet('inform', { ciaddr: '203.0.113.5' })))).toContain('203.0.113.5');
  });

  it('RELEASE ends the lease without an answer', () => {
    const server = talk();
    server.say(packet('request', { options: wish('10.20.30.40') }));
    expect(why(server.say(packet('release', { ciaddr: '10.20.30.40', options: ours })))).toBeUndefined();
    expect(server.memory.holder('10.20.30.40')).toBeUndefined();
  });

  it('DECLINE tells of the conflict', () => {
    const server = talk();
    server.say(packet('request', { options: wish('10.20.30.40') }));
    expect(server.say(packet('decline', { options: { ...ours, ...wish('10.20.30.40') } }))).toMatchObject({
      kind: 'silence',
      declined: '10.20.30.40',
    });
  });

  it('BOOTP gets its fixed address and file, and nothing of DHCP', () => {
    const answered = reply(talk().say(packet('bootp')));
    expect(answered.message).toMatchObject({ yiaddr: '10.20.30.40', file: 'loaders/undionly.kpxe', siaddr: '10.20.30.242' });
    expect([...answered.message.options.keys()]).toEqual([option.subnetMask]);
    expect(encode(answered.message).length).toBe(300);
  });

  it('a reply of another server is nobody to answer', () => {
    expect(why(talk().say({ ...packet('discover'), op: 'reply' }))).toBeUndefined();
  });

  it('an unplanned machine gets silence', () => {
    expect(why(talk().say(packet('discover', { mac: stranger })))).toContain('not in the plan');
  });
});

describe('two NICs of one blade', () => {
  const bound = () => {
    const server = talk();
    server.say(packet('request', { options: wish('10.20.30.40') }));
    return server;
  };

  it('share its address: firmware on the other takes it over at once', () => {
    const server = bound();
    expect(reply(server.say(packet('discover', { mac: second, options: firmware(7) }))).address).toBe('10.20.30.40');
    server.say(packet('request', { mac: second, options: { ...firmware(7), ...ours, ...wish('10.20.30.40') } }));
    expect(server.memory.holder('10.20.30.40')).toBe(second);
  });

  it('are not both given it by an operating system', () => {
    const server = bound();
    expect(why(server.say(packet('discover', { mac: second })))).toContain('another NIC');
    server.later(120_000);
    expect(reply(server.say(packet('discover', { mac: second }))).address).toBe('10.20.30.40');
  });
});

describe('behind a relay', () => {
  const relayed = (words: Words = {}) => packet('discover', { mac: 'd0:00:67:13:0d:99', giaddr: '10.88.0.1', ...words });

  it('a blade is answered through it, with the mask and router of its own network, option 82 unchanged and last', () => {
    const information = Uint8Array.of(1, 4, 1, 2, 3, 4);
    const offer = reply(talk().say(relayed({ options: { [option.relayInformation]: information } })));
    expect(offer).toMatchObject({ to: { address: '10.88.0.1', port: 67 }, message: { giaddr: '10.88.0.1', yiaddr: '10.88.3.4' } });
    expect([...offer.message.options.get(option.subnetMask)!]).toEqual([255, 255, 0, 0]);
    expect([...offer.message.options.get(option.router)!]).toEqual([10, 88, 0, 1]);
    const written = decode(encode(offer.message)) as Message;
    expect([...written.options].at(-1)).toEqual([option.relayInformation, information]);
  });

  it('the link it selects counts, not the relay it came by', () => {
    const link = Uint8Array.of(5, 4, 10, 88, 0, 0);
    expect(reply(talk().say(relayed({ giaddr: '172.31.0.1', options: { [option.relayInformation]: link } })))).toMatchObject({
      to: { address: '172.31.0.1' },
      address: '10.88.3.4',
    });
  });

  it('of a network that the table does not know there is silence', () => {
    expect(why(talk().say(relayed({ giaddr: '172.31.0.1' })))).toContain('172.31.0.1');
  });

  it('a blade plugged into the wrong network is told of, not given a useless address', () => {
    expect(why(talk().say(relayed({ mac: first })))).toContain('10.20.30.40 is not on 10.88.0.0/16');
  });

  it('a refusal asks the relay to broadcast it', () => {
    const nak = reply(
      talk().say({
        ...relayed(),
        options: new Map([
          [option.messageType, Uint8Array.of(3)],
          [option.requestedAddress, addressBytes('10.88.9.9')],
        ]),
      }),
    );
    expect(nak).toMatchObject({ type: 'nak', to: { address: '10.88.0.1' } });
    expect(nak.message.flags & 0x8000).toBe(0x8000);
  });

  it('a client that renews directly is known by its own address', () => {
    expect(reply(talk().say(packet('request', { mac: 'd0:00:67:13:0d:99', ciaddr: '10.88.3.4' })))).toMatchObject({
      type: 'ack',
      to: { address: '10.88.3.4' },
    });
  });
});

describe('the pool', () => {
  const pooled = (last = '10.20.30.101', changes: Partial<Site> = {}) =>
    talk({ dhcp: { pool: { first: '10.20.30.99', last } }, site: changes });
  const macOf = (index: number) => `02:00:00:00:00:${index.toString(16).padStart(2, '0')}`;

  it('gives a stranger an address and nothing to boot', () => {
    const offer = reply(pooled().say(packet('discover', { mac: stranger, options: firmware(7) })));
    expect(offer).toMatchObject({ address: '10.20.30.99', message: { file: '', siaddr: '0.0.0.0' } });
    expect(offer.bootFile).toBeUndefined();
  });

  it('gives each its own, the same one again, and none when all are taken', () => {
    const server = pooled();
    const ask = (index: number) => server.say(packet('discover', { mac: macOf(index) }));
    expect([1, 2, 1, 3].map((index) => reply(ask(index)).address)).toEqual(['10.20.30.99', '10.20.30.100', '10.20.30.99', '10.20.30.101']);
    expect(why(ask(4))).toContain('no address left');
    server.later(60_000);
    expect(reply(ask(4)).address).toBe('10.20.30.100');
  });

  it('never gives a planned address', () => {
    const server = talk({ dhcp: { pool: { first: '10.20.30.40', last: '10.20.30.41' } } });
    expect(reply(server.say(packet('discover', { mac: stranger, options: wish('10.20.30.40') }))).address).toBe('10.20.30.41');
  });

  it('refuses an address that another has, or that is not its own', () => {
    const server = pooled();
    const request = (index: number, address: string) =>
      reply(server.say(packet('request', { mac: macOf(index), options: wish(address) }))).type;
    expect([request(1, '10.20.30.99'), request(2, '10.20.30.99'), request(2, '10.20.31.1')]).toEqual(['ack', 'nak', 'nak']);
  });

  it('leaves a declined address alone for a time', () => {
    const server = pooled();
    server.say(packet('request', { mac: stranger, options: wish('10.20.30.99') }));
    server.say(packet('decline', { mac: stranger, options: { ...ours, ...wish('10.20.30.99') } }));
    expect(reply(server.say(packet('discover', { mac: stranger, options: wish('10.20.30.99') }))).address).toBe('10.20.30.100');
  });

  it('is not emptied by a stranger who declines what it never had', () => {
    const server = pooled('10.20.30.99');
    server.say(packet('decline', { mac: macOf(66), options: { ...ours, ...wish('10.20.30.99') } }));
    expect(reply(server.say(packet('discover', { mac: stranger }))).address).toBe('10.20.30.99');
  });

  it('has a new address looked for on the wire first, and keeps it for who asked', () => {
    const server = pooled('10.20.30.101', { probes: true });
    const ask = (mac: string) => server.say(packet('discover', { mac }));
    expect(ask(stranger)).toEqual({ kind: 'probe', address: '10.20.30.99' });
    server.memory.apply({ note: 'pool', address: '10.20.30.99', mac: stranger, state: 'probing', until: 6_000 });
    expect(why(ask(stranger))).toContain('being probed');
    expect(ask(macOf(1))).toEqual({ kind: 'probe', address: '10.20.30.100' });
    server.memory.apply({ note: 'pool', address: '10.20.30.99', mac: stranger, state: 'offered', until: 6_000 });
    expect(reply(ask(stranger)).address).toBe('10.20.30.99');
  });
});

describe('the menu of machines that are not planned', () => {
  const menu: TableMenu = {
    loaders: { 0: 'loaders/undionly.kpxe', 16: 'loaders/x86_64/snponly.efi' },
    forceLoader: false,
    script: 'http://10.20.30.242/menu/menu.ipxe',
    scripts: {},
    waiting: { unplanned: '', notArmed: '', armed: '' },
    tftp: {},
  };
  const pool = { first: '10.20.30.99', last: '10.20.30.101' };
  const asks = (options: Record<number, Uint8Array>, changes: Partial<TableMenu> = {}) =>
    reply(talk({ dhcp: { pool }, menu: { ...menu, ...changes } }).say(packet('discover', { mac: stranger, options })));

  it('is given with the address: a loader to firmware, its script to iPXE, a URL to HTTP boot', () => {
    expect(asks(firmware(0))).toMatchObject({ address: '10.20.30.99', bootFile: 'loaders/undionly.kpxe' });
    expect(asks(ipxe())).toMatchObject({ address: '10.20.30.99', bootFile: menu.script });
    expect(asks(firmware(16, 'HTTPClient'))).toMatchObject({ bootFile: 'http://10.20.30.242/files/loaders/x86_64/snponly.efi' });
  });
  it('leaves the address to whoever cannot be shown it, and to operating systems', () => {
    expect(asks(firmware(7))).toMatchObject({ address: '10.20.30.99', bootFile: undefined });
    expect(asks({})).toMatchObject({ address: '10.20.30.99', bootFile: undefined });
  });
  it('is not for a planned blade, whose own answers stay as they are', () => {
    expect(reply(talk({ dhcp: { pool }, menu }).say(packet('discover', { options: ipxe() })))).toMatchObject({ bootFile: blade.script });
  });
  it('waits for our loader where that is forced', () => {
    expect(asks(ipxe(), { forceLoader: true })).toMatchObject({ bootFile: 'loaders/undionly.kpxe' });
    const server = talk({ dhcp: { pool }, menu: { ...menu, forceLoader: true } });
    server.fetched(stranger);
    expect(reply(server.say(packet('discover', { mac: stranger, xid: 9, options: ipxe() })))).toMatchObject({ bootFile: menu.script });
  });
  it('is nothing where strangers get no address', () => {
    expect(why(talk({ menu }).say(packet('discover', { mac: stranger, options: ipxe() })))).toBe('it is not in the plan');
  });
});

describe('as a proxy', () => {
  const proxy = () => talk({ dhcp: { mode: 'proxy' } });

  it('names server and file in an offer without any address', () => {
    const offer = reply(proxy().say(packet('discover', { options: firmware(7) })));
    expect(offer.message).toMatchObject({ yiaddr: '0.0.0.0', siaddr: '10.20.30.242', file: 'loaders/x86_64/snponly.efi' });
    for (const code of [option.leaseSeconds, option.subnetMask, option.router]) expect(offer.message.options.has(code)).toBe(false);
    expect(optionText(offer, option.vendorClass)).toBe('PXEClient');
  });

  it('gives iPXE its script with a server address, which BIOS iPXE insists on', () => {
    const offer = reply(proxy().say(packet('discover', { options: ipxe() })));
    expect(offer.message).toMatchObject({ siaddr: '10.20.30.242', file: blade.script });
    expect(optionText(offer, option.vendorClass)).toBe('PXEClient');
  });

  it('answers on port 4011 to where it was asked from', () => {
    const ack = reply(proxy().say(packet('request', { ciaddr: '10.20.30.40', options: firmware(7) }), 'proxy'));
    expect(ack).toMatchObject({
      type: 'ack',
      to: { address: '10.20.30.40', port: 4012 },
      bootFile: 'loaders/x86_64/snponly.efi',
      message: { yiaddr: '0.0.0.0' },
    });
  });

  it('leaves addresses to their server, and learns them', () => {
    const server = proxy();
    const options = { ...firmware(7), ...wish('10.20.30.150'), [option.serverId]: addressBytes('10.20.30.1') };
    expect(why(server.say(packet('request', { options })))).toBeUndefined();
    expect(server.memory.holder('10.20.30.150')).toBe(first);
  });

  it('says nothing to operating systems and strangers', () => {
    expect(why(proxy().say(packet('discover')))).toBeUndefined();
    expect(why(proxy().say(packet('discover', { mac: stranger, options: firmware(7) })))).toContain('not in the plan');
  });

  it('answers on port 4011 as a full server too, for firmware that asks there whatever it was told', () => {
    expect(reply(talk().say(packet('request', { ciaddr: '10.20.30.40', options: firmware(7) }), 'proxy')).message.yiaddr).toBe('0.0.0.0');
  });
});
