import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, isMalformed, type Packet, timestamp } from './index.ts';

const fromHex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

const vectors: [name: string, hex: string, packet: Packet][] = [
  [
    'a request as systemd-timesyncd sends it',
    `23000000 00000000 00000000 00000000 0000000000000000 0000000000000000 0000000000000000 ee2a5c1180000000`,
    {
      leap: 0,
      version: 4,
      mode: 3,
      stratum: 0,
      poll: 0,
      precision: 0,
      rootDelay: 0,
      rootDispersion: 0,
      referenceId: '\0\0\0\0',
      reference: 0n,
      origin: 0n,
      receive: 0n,
      transmit: 0xee2a5c1180000000n,
    },
  ],
  [
    'an answer of a clock that nobody sets',
    `1c0a04f6 00000000 00000100 4c4f434c ee2a5c1180000000 ee2a5c1140000000 ee2a5c1180000000 ee2a5c1180000001`,
    {
      leap: 0,
      version: 3,
      mode: 4,
      stratum: 10,
      poll: 4,
      precision: -10,
      rootDelay: 0,
      rootDispersion: 256 / 65536,
      referenceId: 'LOCL',
      reference: 0xee2a5c1180000000n,
      origin: 0xee2a5c1140000000n,
      receive: 0xee2a5c1180000000n,
      transmit: 0xee2a5c1180000001n,
    },
  ],
];

describe('an NTP packet', () => {
  it.each(vectors)('%s reads and writes', (_, hex, packet) => {
    expect(decode(fromHex(hex))).toEqual(packet);
    expect(encode(packet)).toEqual(fromHex(hex));
  });

  it('shorter than its header is malformed', () => {
    expect(isMalformed(decode(new Uint8Array(47)))).toBe(true);
  });

  it('from any bytes is malformed or a packet that encodes back to its header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const packet = decode(bytes);
        if (isMalformed(packet)) expect(bytes.length).toBeLessThan(48);
        else expect(encode(packet)).toEqual(bytes.slice(0, 48));
      }),
    );
  });
});

describe('a timestamp', () => {
  it.each([
    ['1970', 0, 0x83aa7e8000000000n],
    ['half a second later', 500, 0x83aa7e8080000000n],
    ['the last second of the era', Date.UTC(2036, 1, 7, 6, 28, 15), 0xffffffff00000000n],
    ['the first of the next', Date.UTC(2036, 1, 7, 6, 28, 16), 0n],
  ])('of %s', (_, milliseconds, expected) => {
    expect(timestamp(milliseconds)).toBe(expected);
  });
});
