import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMacs, hyphenated, macPlus, notOnePort, parseMac } from './mac.ts';

describe('parseMac', () => {
  it.each(['d0:00:67:13:0d:00', 'D0-00-67-13-0D-00', 'd000.6713.0d00', 'd00067130d00', '  d0:00:67:13:0d:00 '])('reads %s', (text) => {
    expect(parseMac(text)).toBe('d0:00:67:13:0d:00');
  });
  it.each(['', 'd0:00:67:13:0d', 'd0:00:67:13:0d:0', 'd0:00-67:13:0d:00', 'd0:00:67:13:0d:0g', 'd000:6713:0d00', 'd0:00:67:13:0d:00:01'])(
    'refuses "%s"',
    (text) => {
      expect(parseMac(text)).toBeUndefined();
    },
  );
  it('reads back what it wrote, with hyphens too', () => {
    const octets = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(octets, (bytes) => {
        const mac = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
        expect(parseMac(mac)).toBe(mac);
        expect(parseMac(hyphenated(mac))).toBe(mac);
      }),
    );
  });
});

describe('notOnePort', () => {
  it.each([
    ['00:00:00:00:00:00', 'all zeros'],
    ['ff:ff:ff:ff:ff:ff', 'the broadcast address'],
    ['01:00:5e:00:00:01', 'a multicast address'],
    ['d0:00:67:13:0d:00', undefined],
    ['52:54:00:12:34:56', undefined],
  ])('%s is %s', (mac, kind) => {
    expect(notOnePort(mac)).toBe(kind);
  });
});

describe('findMacs', () => {
  it.each([
    ['d0:00:67:13:0d:00', ['d0:00:67:13:0d:00']],
    ['MAC D0:00:67:13:0D:00 REV A', ['d0:00:67:13:0d:00']],
    ['MAC1=D0006713 MAC2=D00067130D01', ['d0:00:67:13:0d:01']],
    ['LAN1 d000.6713.0d00 / LAN2 d0-00-67-13-0d-01', ['d0:00:67:13:0d:00', 'd0:00:67:13:0d:01']],
    ['S/N 4CZ1234567890AB', []],
    ['a0:d0:00:67:13:0d:00:01 is a WWN', []],
    ['', []],
  ])('in "%s" finds %j', (text, macs) => {
    expect(findMacs(text)).toEqual(macs);
  });
});

describe('macPlus', () => {
  it.each([
    ['d0:00:67:13:0d:00', 1, 'd0:00:67:13:0d:01'],
    ['d0:00:67:13:0d:ff', 1, 'd0:00:67:13:0e:00'],
    ['d0:00:67:13:0d:00', -1, 'd0:00:67:13:0c:ff'],
    ['00:00:00:00:00:00', -1, undefined],
    ['ff:ff:ff:ff:ff:fe', 2, undefined],
  ])('%s and %i is %s', (mac, offset, sum) => {
    expect(macPlus(mac, offset)).toBe(sum);
  });
});
