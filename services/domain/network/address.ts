// IP addresses and subnets, through ipaddr.js. Plans keep them as text; arithmetic goes through here.

import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** A subnet given as `10.20.30.0/24`. */
export interface Subnet {
  readonly address: string;
  readonly prefixLength: number;
}

export type Family = 'ipv4' | 'ipv6';

export const isIpv4 = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text);

/** Without a zone (`%eth0`): a zone means something on one machine only. */
export const isAddress = (text: string): boolean => isIpv4(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'));

/** Of an address: 32 or 128. */
export const bitsOf = (family: Family) => (family === 'ipv4' ? 32 : 128);
export const familyOf = (address: string): Family => ipaddr.parse(address).kind();

/** `address/length`, bits behind the length or not; undefined for anything else. */
function parsePrefixed(text: string): Subnet | undefined {
  const [address = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !isAddress(address) || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const prefixLength = Number(length);
  return prefixLength > bitsOf(familyOf(address)) ? undefined : { address, prefixLength };
}

/** The subnet in `text`; undefined when it is not `address/length` or has bits set behind the length. */
export function parseCidr(text: string): Subnet | undefined {
  const found = parsePrefixed(text);
  return found && distance(networkOf(found.address, found.prefixLength), found.address) === 0 ? found : undefined;
}

/** `10.10.0.0/22` for `10.10.1.0/22`: the network that is meant when bits are set behind the length. Undefined when none are, or it is no network at all. */
export function aligned(text: string): string | undefined {
  const found = parsePrefixed(text);
  return found && !parseCidr(text) ? cidrText({ ...found, address: networkOf(found.address, found.prefixLength) }) : undefined;
}

/** `10.20.30.0/24`. */
export const cidrText = (subnet: Subnet): string => `${subnet.address}/${subnet.prefixLength}`;

/** Its bits as a number, for comparing addresses of one family. */
export const toNumber = (address: string): bigint =>
  ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function fromNumber(value: bigint, family: Family): string {
  const bits = bitsOf(family);
  const bytes = Array.from({ length: bits / 8 }, (_, index) => Number((value >> BigInt(bits - 8 * (index + 1))) & 0xffn));
  return ipaddr.fromByteArray(bytes).toString();
}

/** Four bytes as a number. A plan of 512 blades is checked at every key, and nearly all its addresses are these: ten times as fast as the general way. */
const ipv4Number = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
const ipv4Count = 2 ** 32;

function ipv4Text(value: number): string {
  const around = ((value % ipv4Count) + ipv4Count) % ipv4Count;
  return [24, 16, 8, 0].map((bits) => (around >>> bits) & 0xff).join('.');
}

/** `address + offset`, both families, around at the end; the caller checks that the sum is still in its subnet. */
export const plus = (address: string, offset: number): string =>
  isIpv4(address) ? ipv4Text(ipv4Number(address) + offset) : fromNumber(toNumber(address) + BigInt(offset), 'ipv6');

/** `second − first`, for addresses of one family. */
export const distance = (first: string, second: string): number =>
  isIpv4(first) && isIpv4(second) ? ipv4Number(second) - ipv4Number(first) : Number(toNumber(second) - toNumber(first));

/** False for an address of the other family. */
export function contains(subnet: Subnet, address: string): boolean {
  if (isIpv4(subnet.address) && isIpv4(address)) {
    const size = ipv4Count / 2 ** subnet.prefixLength;
    return Math.floor(ipv4Number(subnet.address) / size) === Math.floor(ipv4Number(address) / size);
  }
  const parsed = ipaddr.parse(address);
  const base = ipaddr.parse(subnet.address);
  return parsed.kind() === base.kind() && parsed.match(base, subnet.prefixLength);
}

const hostBits = (address: string, prefixLength: number) => BigInt(bitsOf(familyOf(address)) - prefixLength);

/** The first address of the subnet of this length that `address` is in. */
export function networkOf(address: string, prefixLength: number): string {
  const bits = hostBits(address, prefixLength);
  return fromNumber((toNumber(address) >> bits) << bits, familyOf(address));
}

/** The last address of a subnet: the broadcast address in IPv4. */
export function lastOf(subnet: Subnet): string {
  const size = 1n << hostBits(subnet.address, subnet.prefixLength);
  return fromNumber(toNumber(subnet.address) + size - 1n, familyOf(subnet.address));
}

/** How many addresses of a subnet can be given out: all but the first, and in IPv4 the last (network and broadcast address). */
export function usable({ address, prefixLength }: Subnet): bigint {
  const all = 1n << hostBits(address, prefixLength);
  const kept = isIpv4(address) ? 2n : 1n;
  return all > kept ? all - kept : 0n;
}

/** How many machines an IPv4 subnet has addresses for. */
export const roomIn = (subnet: Subnet): number => Number(usable(subnet));

/** `255.255.255.0` for 24. */
export const netmask = (prefixLength: number): string => ipaddr.IPv4.subnetMaskFromPrefixLength(prefixLength).toString();

export const overlap = (one: Subnet, other: Subnet): boolean => contains(one, other.address) || contains(other, one.address);

/** Ranges no machine on a provisioning net can have an address in, by ipaddr.js' name for them (RFC 6890). */
const special = {
  unspecified: '"this network"',
  loopback: 'loopback',
  linkLocal: 'link-local',
  multicast: 'multicast',
  broadcast: 'broadcast',
};

/** What is special about a range, in words; undefined for one that machines can be in. */
export const specialRange = (subnet: Subnet): string | undefined => special[ipaddr.parse(subnet.address).range() as keyof typeof special];

export const ipAddress = z.string().refine(isAddress).describe('an IP address, for example 10.20.30.40');
export const cidr = z
  .string()
  .refine((text) => parseCidr(text) !== undefined)
  .describe('network/length with no bits behind the length, for example 10.20.30.0/24');
