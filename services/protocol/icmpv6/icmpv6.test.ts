import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Advertisement, checksum, decode, encode, isMalformed, type Message } from './index.ts';

const fromHex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

/** fe80::1cf3:edff:feb9:fff9 advertised itself to the iPXE at fe80::5054:ff:feaa:11. */
const captured = {
  source: fromHex('fe80 0000 0000 0000 1cf3 edff feb9 fff9'),
  destination: fromHex('fe80 0000 0000 0000 5054 00ff feaa 0011'),
  message: fromHex(`86004cb0 40000708 00000000 00000000
    0304 40c0 ffffffff ffffffff 00000000 fd000090000000000000000000000000
    0501 0000 000005dc
    0101 baec926bf488`),
};

const solicited = fromHex('8500 0000 00000000 0101 525400aa0011');

describe('router discovery', () => {
  it('reads a captured advertisement, and writes it back with the same checksum', () => {
    const message = decode(captured.message);
    expect(message).toMatchObject({ kind: 'router-advertisement', hopLimit: 64, routerLifetimeSeconds: 1800, managed: false });
    expect((message as Advertisement).options.map(({ type, bytes }) => [type, bytes.length])).toEqual([
      [3, 30],
      [5, 6],
      [1, 6],
    ]);
    expect(encode(message as Message, captured.source, captured.destination)).toEqual(captured.message);
  });

  it('finds the checksum of a captured message right, and of a damaged one wrong', () => {
    expect(checksum(captured.message, captured.source, captured.destination)).toBe(0);
    const damaged = captured.message.with(7, 9);
    expect(checksum(damaged, captured.source, captured.destination)).not.toBe(0);
  });

  it('reads the solicitation of a NIC', () => {
    expect(decode(solicited)).toEqual({ kind: 'router-solicitation', options: [{ type: 1, bytes: fromHex('525400aa0011') }] });
  });

  it.each([
    ['nothing', ''],
    ['another type', '87000000 00000000'],
    ['a code', '85010000 00000000'],
    ['half a solicitation', '850000'],
    ['an advertisement as short as a solicitation', '86000000 00000000'],
    ['an option of no length', '85000000 00000000 0100 525400aa0011'],
    ['an option that is cut off', '85000000 00000000 0102 525400aa0011'],
    ['half an option head', '85000000 00000000 01'],
  ])('calls %s malformed', (_, hex) => {
    expect(isMalformed(decode(fromHex(hex)))).toBe(true);
  });

  const option = fc.record({
    type: fc.nat(255),
    bytes: fc.nat(3).chain((more) => fc.uint8Array({ minLength: 6 + 8 * more, maxLength: 6 + 8 * more })),
  });
  const options = fc.array(option, { maxLength: 5 });
  const address = fc.uint8Array({ minLength: 16, maxLength: 16 });
  const message: fc.Arbitrary<Message> = fc.oneof(
    fc.record({ kind: fc.constant('router-solicitation' as const), options }),
    fc.record({
      kind: fc.constant('router-advertisement' as const),
      hopLimit: fc.nat(255),
      managed: fc.boolean(),
      other: fc.boolean(),
      routerLifetimeSeconds: fc.nat(65_535),
      reachableMilliseconds: fc.nat(),
      retransmitMilliseconds: fc.nat(),
      options,
    }),
  );

  it('decodes to what was encoded, whose checksum is right', () => {
    fc.assert(
      fc.property(message, address, address, (sent, source, destination) => {
        const bytes = encode(sent, source, destination);
        expect(decode(bytes)).toEqual(sent);
        expect(checksum(bytes, source, destination)).toBe(0);
      }),
    );
  });

  it('from any bytes is a message or malformed, and never a throw', () => {
    const nearly = fc
      .tuple(fc.constantFrom(133, 134), fc.uint8Array({ maxLength: 200 }))
      .map(([type, rest]) => Uint8Array.of(type, 0, ...rest));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), nearly), (bytes) => {
        const found = decode(bytes);
        if (!isMalformed(found)) expect(found.options.length).toBeLessThanOrEqual(bytes.length / 8);
      }),
    );
  });
});
