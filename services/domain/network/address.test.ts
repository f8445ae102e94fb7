import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cidrText,
  contains,
  distance,
  isAddress,
  lastOf,
  netmask,
  networkOf,
  overlap,
  parseCidr,
  plus,
  roomIn,
  specialRange,
} from './address.ts';

const net = (text: string) => parseCidr(text)!;

describe('isAddress', () => {
  it.each(['10.20.30.40', '0.0.0.0', '255.255.255.255', '::1', '2001:db8::1', 'FE80::1', '::ffff:1.2.3.4'])('takes %s', (text) => {
    expect(isAddress(text)).toBe(true);
  });
  it.each([
    '',
    '10.20.30',
    '10.20.30.256',
    '010.20.30.4',
    '0x0a.1.1.1',
    '1',
    '10.20.30.40/24',
    ' 10.1.1.1',
    'fe80::1%eth0',
    '1::2::3',
    ':::',
  ])('refuses "%s"', (text) => {
    expect(isAddress(text)).toBe(false);
  });
});

describe('parseCidr', () => {
  it.each(['10.20.30.0/24', '0.0.0.0/0', '10.1.2.3/32', '10.20.30.128/25', '2001:db8::/32', '2001:DB8::/32'])('takes %s', (text) => {
    expect(cidrText(net(text))).toBe(text);
  });
  it.each([
    '10.20.30.1/24',
    '10.20.30.0',
    '10.20.30.0/',
    '10.20.30.0/33',
    '10.20.30.0/24/1',
    '10.20.30.0/024',
    '10.20.30.0/-1',
    '::1/64',
    'x/8',
    '/24',
  ])('refuses "%s"', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f.:/%]{0,30}$/)), (text) => void parseCidr(text)));
  });
});

describe('arithmetic', () => {
  it('adds across bytes and families', () => {
    expect(plus('10.20.30.255', 1)).toBe('10.20.31.0');
    expect(plus('10.20.31.0', -1)).toBe('10.20.30.255');
    expect(plus('2001:db8::ffff', 1)).toBe('2001:db8::1:0');
  });
  it('goes around at both ends of all IPv4 addresses', () => {
    expect([plus('255.255.255.255', 1), plus('0.0.0.0', -1), plus('255.255.255.0', 0)]).toEqual([
      '0.0.0.0',
      '255.255.255.255',
      '255.255.255.0',
    ]);
  });
  it('knows what is in the largest and the smallest range', () => {
    const all = { address: '0.0.0.0', prefixLength: 0 };
    const one = { address: '192.0.2.7', prefixLength: 32 };
    expect([contains(all, '255.1.1.1'), contains(one, '192.0.2.7'), contains(one, '192.0.2.6'), contains(all, '::')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  it('knows both ends of a subnet', () => {
    expect(networkOf('10.20.30.77', 26)).toBe('10.20.30.64');
    expect(lastOf(net('10.20.30.64/26'))).toBe('10.20.30.127');
    expect(lastOf(net('0.0.0.0/0'))).toBe('255.255.255.255');
    expect(lastOf(net('2001:db8::/64'))).toBe('2001:db8::ffff:ffff:ffff:ffff');
  });
  it('counts the machines a subnet has room for', () => {
    expect([24, 29, 30, 31, 32].map((length) => roomIn({ address: '10.0.0.0', prefixLength: length }))).toEqual([254, 6, 2, 0, 0]);
  });
  it('writes netmasks', () => {
    expect([0, 8, 22, 32].map(netmask)).toEqual(['0.0.0.0', '255.0.0.0', '255.255.252.0', '255.255.255.255']);
  });
  it('holds for any address and length: inside its own network, between its ends', () => {
    const address = fc.ipV4();
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (inside, prefixLength) => {
        const subnet = net(`${networkOf(inside, prefixLength)}/${prefixLength}`);
        expect(contains(subnet, inside)).toBe(true);
        expect(distance(subnet.address, inside)).toBeGreaterThanOrEqual(0);
        expect(distance(inside, lastOf(subnet))).toBeGreaterThanOrEqual(0);
        expect(distance(subnet.address, lastOf(subnet))).toBe(2 ** (32 - prefixLength) - 1);
      }),
    );
  });
  it('holds for any two addresses: one plus their distance is the other', () => {
    fc.assert(fc.property(fc.ipV4(), fc.ipV4(), (one, other) => void expect(plus(one, distance(one, other))).toBe(other)));
  });
});

describe('ranges', () => {
  it('overlap when one lies in the other, in either order, never across families', () => {
    expect(overlap(net('10.0.0.0/8'), net('10.20.30.0/24'))).toBe(true);
    expect(overlap(net('10.20.30.0/24'), net('10.0.0.0/8'))).toBe(true);
    expect(overlap(net('10.20.30.0/25'), net('10.20.30.128/25'))).toBe(false);
    expect(overlap(net('0.0.0.0/0'), net('::/0'))).toBe(false);
  });
  it.each([
    ['127.0.0.0/8', 'loopback'],
    ['224.0.0.0/24', 'multicast'],
    ['169.254.0.0/16', 'link-local'],
    ['0.0.0.0/8', '"this network"'],
    ['10.20.30.0/24', undefined],
    ['192.168.1.0/24', undefined],
    ['192.0.2.0/24', undefined],
    ['8.8.8.0/24', undefined],
  ])('%s is special: %s', (text, kind) => {
    expect(specialRange(net(text))).toBe(kind);
  });
});
