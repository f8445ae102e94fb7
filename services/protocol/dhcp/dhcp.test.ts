import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientInfo, decode, encode, isMalformed, type Message, option, readSubOptions } from './index.ts';

const base: Message = {
  op: 'request',
  hardwareType: 1,
  hardwareLength: 6,
  hops: 0,
  xid: 0x12345678,
  secs: 4,
  flags: 0,
  ciaddr: '0.0.0.0',
  yiaddr: '0.0.0.0',
  siaddr: '0.0.0.0',
  giaddr: '0.0.0.0',
  chaddr: Uint8Array.of(0xd0, 0, 0x67, 0x13, 0x0d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  sname: '',
  file: '',
  options: new Map([[option.messageType, Uint8Array.of(1)]]),
};
const text = (value: string) => Uint8Array.from(Buffer.from(value, 'latin1'));
const asks = (...options: [number, Uint8Array][]): Message => ({ ...base, options: new Map([...base.options, ...options]) });
/** The fixed part of a packet and the cookie, to which options are put by hand. */
const head = () => encode({ ...base, options: new Map() }).slice(0, 240);
const packet = (...tail: number[]) => Uint8Array.from([...head(), ...tail]);
const optionsOf = (bytes: Uint8Array) => (decode(bytes) as Message).options;

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));
const latin1 = (max: number) => fc.uint8Array({ min: 1, max: 255, maxLength: max }).map((bytes) => String.fromCharCode(...bytes));
const code = fc.integer({ min: 1, max: 254 }).filter((value) => value !== option.overload);
const message: fc.Arbitrary<Message> = fc.record({
  op: fc.constantFrom('request' as const, 'reply' as const),
  hardwareType: fc.nat(255),
  hardwareLength: fc.nat(16),
  hops: fc.nat(255),
  xid: fc.nat(0xffffffff),
  secs: fc.nat(0xffff),
  flags: fc.nat(0xffff),
  ciaddr: address,
  yiaddr: address,
  siaddr: address,
  giaddr: address,
  chaddr: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  sname: latin1(63),
  file: latin1(127),
  options: fc
    .uniqueArray(fc.tuple(code, fc.uint8Array({ maxLength: 700 })), { selector: ([value]) => value, maxLength: 12 })
    .map((list) => new Map(list)),
});

describe('a DHCP message', () => {
  it('means the same after it was encoded and decoded', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(decode(encode(one))).toEqual(one);
      }),
    );
  });

  it('is never shorter than 300 bytes, and as long as its options need', () => {
    expect(encode(base).length).toBe(300);
    expect(encode(asks([240, new Uint8Array(100)])).length).toBe(240 + 3 + 102 + 1);
  });

  it('writes relay information last', () => {
    const options = new Map([
      [option.relayInformation, text('relay')],
      [option.messageType, Uint8Array.of(2)],
    ]);
    expect([...optionsOf(encode({ ...base, options })).keys()]).toEqual([option.messageType, option.relayInformation]);
  });

  it('splits an option that is too long for one, and joins it again', () => {
    const long = Uint8Array.from({ length: 600 }, (_, index) => index & 255);
    const bytes = encode(asks([option.ipxe, long]));
    expect([bytes[243], bytes[244], bytes[243 + 257], bytes[244 + 257]]).toEqual([option.ipxe, 255, option.ipxe, 255]);
    expect(optionsOf(bytes).get(option.ipxe)).toEqual(long);
  });

  it('reads options out of file and sname where option 52 says so', () => {
    const bytes = packet(option.overload, 1, 3, 53, 1, 1, 255);
    bytes.set([option.bootFile, 1, 0x61, 255], 108);
    bytes.set([option.bootFile, 1, 0x62, 255], 44);
    expect(decode(bytes)).toMatchObject({ file: '', sname: '' });
    expect(optionsOf(bytes).get(option.bootFile)).toEqual(text('ab'));
    expect(optionsOf(bytes).has(option.overload)).toBe(false);
  });

  it('may lack its END, as some clients send it', () => {
    expect(optionsOf(packet(53, 1, 3)).get(53)).toEqual(Uint8Array.of(3));
  });

  it('of BOOTP may lack the cookie and all options', () => {
    expect(optionsOf(head().slice(0, 236)).size).toBe(0);
  });

  it.each([
    ['cut off in its fixed part', head().slice(0, 200)],
    ['longer than a jumbo frame', new Uint8Array(9217).fill(1)],
    ['cut off in an option', packet(12, 5, 0x61)],
    ['cut off before a length', packet(12)],
    ['with an op that is none', Uint8Array.from([9, ...head().slice(1)])],
    ['with a hardware address longer than its field', Uint8Array.from([1, 1, 17, ...head().slice(3)])],
  ])('%s is malformed, which is not the same as absent', (_, bytes) => {
    expect(isMalformed(decode(bytes))).toBe(true);
  });

  it('of any bytes whatever decodes or is malformed: nothing is thrown, and nothing is longer than the packet', () => {
    const noise = fc.uint8Array({ maxLength: 700 });
    const nearly = fc.tuple(fc.uint8Array({ minLength: 192, maxLength: 192 }), noise).map(([fields, tail]) => {
      const bytes = packet(...tail);
      bytes.set(fields, 44); // option fields that option 52 may point to
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(noise, nearly), (bytes) => {
        const found = decode(bytes);
        if (isMalformed(found)) return;
        const total = [...found.options.values()].reduce((sum, value) => sum + value.length, 0);
        expect(total).toBeLessThanOrEqual(bytes.length);
        const info = clientInfo(found);
        if (!isMalformed(info)) expect(info.mac).toHaveLength(17);
        for (const value of found.options.values()) readSubOptions(value);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the client behind a message', () => {
  const info = (...options: [number, Uint8Array][]) => clientInfo(asks(...options));

  it.each([
    ['a PXE ROM', 'pxe', [[option.vendorClass, text('PXEClient:Arch:00000:UNDI:002001')]]],
    ['UEFI HTTP boot', 'http-boot', [[option.vendorClass, text('HTTPClient:Arch:00016:UNDI:003000')]]],
    ['iPXE by its raw user class', 'ipxe', [[option.userClass, text('iPXE')]]],
    ['iPXE by a user class with lengths', 'ipxe', [[option.userClass, text('\x03foo\x04iPXE')]]],
    ['iPXE by its own option', 'ipxe', [[option.ipxe, Uint8Array.of(0x13, 1, 1)]]],
    [
      'an iPXE without HTTP, which needs a better one',
      'pxe',
      [
        [option.userClass, text('iPXE')],
        [option.ipxe, Uint8Array.of(0x11, 1, 1)],
      ],
    ],
    ['an operating system', 'os', [[option.vendorClass, text('systemd')]]],
  ] as [string, string, [number, Uint8Array][]][])('%s is of kind %s', (_, kind, options) => {
    expect(info(...options)).toMatchObject({ kind });
  });

  it('without option 53 is BOOTP', () => {
    expect(clientInfo({ ...base, options: new Map() })).toMatchObject({ kind: 'bootp', type: 'bootp' });
  });

  it('may list several architectures, and half a one is not counted', () => {
    expect(info([option.architecture, Uint8Array.of(0, 7, 0, 9, 0)])).toMatchObject({ architectures: [7, 9] });
  });

  it('may have a UUID of a wrong length, which is taken as none', () => {
    expect(info([option.uuid, Uint8Array.of(0, 1, 2)])).toMatchObject({ uuid: undefined });
  });

  it('takes at least 576 bytes, whatever it says', () => {
    expect(info([option.maximumSize, Uint8Array.of(0, 10)])).toMatchObject({ maximumSize: 576 });
    expect(info([option.maximumSize, Uint8Array.of(5, 192)])).toMatchObject({ maximumSize: 1472 });
  });

  it('behind a relay names the relay and the link to choose', () => {
    const relayed = { ...asks([option.relayInformation, Uint8Array.of(1, 1, 9, 5, 4, 10, 99, 0, 0)]), giaddr: '10.88.0.1' };
    expect(clientInfo(relayed)).toMatchObject({ relay: { address: '10.88.0.1', link: '10.99.0.0' } });
  });

  it.each([
    ['a requested address of three bytes', [option.requestedAddress, Uint8Array.of(10, 0, 0)]],
    ['a server identifier of five', [option.serverId, new Uint8Array(5)]],
    ['a message type that does not exist', [option.messageType, Uint8Array.of(77)]],
  ] as [string, [number, Uint8Array]][])('with %s is malformed', (_, broken) => {
    expect(isMalformed(info(broken))).toBe(true);
  });

  it('without an Ethernet address is malformed', () => {
    expect(isMalformed(clientInfo({ ...base, hardwareLength: 16 }))).toBe(true);
  });
});
