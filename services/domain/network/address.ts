// IP addresses and subnets, through ipaddr.js. Plans keep them as text; arithmetic goes through here.

import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** A subnet given as `10.20.30.0/24`. */
export interface Subnet {
  readonly address: string;
  readonly prefixLength: number;
}

export const isAddress = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

/** The subnet in `text`; undefined when it is not `address/length` or has bits set behind the length. */
export function parseCidr(text: string): Subnet | undefined {
  const [address = '', length = ''] = text.split('/');
  if (!isAddress(address) || !/^\d{1,3}$/.test(length)) return undefined;
  const prefixLength = Number(length);
  if (prefixLength > (ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128)) return undefined;
  return networkOf(address, prefixLength) === address ? { address, prefixLength } : undefined;
}

const toNumber = (address: string): bigint =>
  ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function fromNumber(value: bigint, kind: 'ipv4' | 'ipv6'): string {
  const bytes = Array.from({ length: kind === 'ipv4' ? 4 : 16 }, (_, index, length = kind === 'ipv4' ? 4 : 16) =>
    Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

/** `address + offset`, both families; the caller checks that the sum is still in its subnet. */
export const plus = (address: string, offset: number): string =>
  fromNumber(toNumber(address) + BigInt(offset), ipaddr.parse(address).kind());

/** `second − first`, for addresses of one family. */
export const distance = (first: string, second: string): number => Number(toNumber(second) - toNumber(first));

export function contains(subnet: Subnet, address: string): boolean {
  const parsed = ipaddr.parse(address);
  const base = ipaddr.parse(subnet.address);
  return parsed.kind() === base.kind() && parsed.match(base, subnet.prefixLength);
}

const hostBits = (address: string, prefixLength: number) => BigInt((ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128) - prefixLength);

/** The first address of the subnet of this length that `address` is in. */
export function networkOf(address: string, prefixLength: number): string {
  const bits = hostBits(address, prefixLength);
  return fromNumber((toNumber(address) >> bits) << bits, ipaddr.parse(address).kind());
}

/** The last address of a subnet: the broadcast address in IPv4. */
export function lastOf(subnet: Subnet): string {
  const size = 1n << hostBits(subnet.address, subnet.prefixLength);
  return fromNumber(toNumber(subnet.address) + size - 1n, ipaddr.parse(subnet.address).kind());
}

/** `255.255.255.0` for 24. */
export const netmask = (prefixLength: number): string => ipaddr.IPv4.subnetMaskFromPrefixLength(prefixLength).toString();

export const overlap = (one: Subnet, other: Subnet): boolean => contains(one, other.address) || contains(other, one.address);

export const ipAddress = z.string().refine(isAddress, 'write an IP address, for example 10.20.30.40');
export const cidr = z
  .string()
  .refine((text) => parseCidr(text) !== undefined, 'write network/length with no bits behind the length, for example 10.20.30.0/24');
