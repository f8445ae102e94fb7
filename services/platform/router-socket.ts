// A raw ICMPv6 socket of a router: tied to one network device, it hears solicitations and nothing else.

import { networkInterfaces } from 'node:os';
import { cInt, cString, linux, type NativeSockets, nativeCrowd, nativeSockets } from './native.ts';

export interface RouterSocket {
  /** The device's link-local address, 16 bytes: what it sends from. */
  readonly address: Uint8Array;
  /** `to` has 16 bytes. @throws Node's error when the device is gone, or its address */
  send(bytes: Uint8Array, to: Uint8Array): void;
  /** The next message that came, and who sent it (16 bytes); undefined when nothing waits. */
  receive(): { readonly bytes: Uint8Array; readonly from: Uint8Array } | undefined;
  close(): void;
}

/** Linux numbers: <linux/in6.h>, <linux/icmpv6.h>. */
const ipv6 = { level: 41, unicastHops: 16, multicastDevice: 17, multicastHops: 18, multicastLoop: 19, joinGroup: 20 } as const;
const icmpv6 = { protocol: 58, filter: 1 } as const;
const addressFamily = Uint8Array.from(Buffer.from(Uint16Array.of(linux.AF_INET6).buffer));
/** Receivers drop router discovery with any other hop limit: it shows that no router lies between (RFC 4861 section 6.1). */
const hopLimit = cInt(255);
/** Any message of router discovery fits into one packet of the smallest MTU IPv6 allows. */
const longestHeard = 1280;

/** The group that routers listen to, ff02::2. */
const allRouters = Uint8Array.of(0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);

/**
 * Hears messages of type `heard` on the device. Rejects with Node's error: EADDRNOTAVAIL when the device has no link-local address (IPv6 is
 * off, or no cable is in), EPERM without the right to raw sockets, ENODEV, ENOTSUP elsewhere than on Linux.
 */
export async function openRouterSocket(device: string, heard: number): Promise<RouterSocket> {
  const [native, crowd] = await Promise.all([nativeSockets(), nativeCrowd()]);
  const { address, index } = linkLocalOf(device);
  const fd = native.open(linux.AF_INET6, linux.SOCK_RAW, icmpv6.protocol);
  try {
    prepare(native, fd, device, index, heard);
    native.bind(fd, socketAddress(address, index));
  } catch (reason) {
    native.close(fd);
    throw reason;
  }
  const buffer = new Uint8Array(longestHeard);
  const from = new Uint8Array(28); // struct sockaddr_in6
  return {
    address,
    send: (bytes, to) => native.sendTo(fd, bytes, socketAddress(to, index)),
    receive() {
      const length = crowd.receiveFrom(fd, buffer, from);
      return length === undefined ? undefined : { bytes: buffer.slice(0, length), from: from.slice(8, 24) };
    },
    close: () => native.close(fd),
  };
}

function prepare(native: NativeSockets, fd: number, device: string, index: number, heard: number): void {
  native.setOption(fd, linux.SOL_SOCKET, linux.SO_BINDTODEVICE, cString(device));
  for (const option of [ipv6.unicastHops, ipv6.multicastHops]) native.setOption(fd, ipv6.level, option, hopLimit);
  native.setOption(fd, ipv6.level, ipv6.multicastDevice, cInt(index));
  native.setOption(fd, ipv6.level, ipv6.multicastLoop, cInt(0)); // the laptop itself is not to hear it
  native.setOption(fd, icmpv6.protocol, icmpv6.filter, onlyType(heard));
  native.setOption(fd, ipv6.level, ipv6.joinGroup, Buffer.concat([allRouters, cInt(index)]));
}

/** struct icmp6_filter: a bit for each type, set for those that are blocked. */
function onlyType(type: number): Uint8Array {
  const blocked = new Uint32Array(8).fill(0xffff_ffff);
  blocked[type >> 5]! &= ~(1 << (type & 31));
  return new Uint8Array(blocked.buffer);
}

/** struct sockaddr_in6: family, port, flow, 16 bytes of address, the device's index in host order. */
function socketAddress(address: Uint8Array, index: number): Uint8Array {
  const bytes = new Uint8Array(28);
  bytes.set(addressFamily, 0);
  bytes.set(address, 8);
  bytes.set(cInt(index), 24);
  return bytes;
}

function linkLocalOf(device: string): { address: Uint8Array; index: number } {
  const found = networkInterfaces()[device]?.find(({ family, address }) => family === 'IPv6' && address.startsWith('fe80:'));
  if (found?.family === 'IPv6') return { address: addressBytes(found.address), index: found.scopeid };
  throw Object.assign(new Error(`${device} has no link-local address`), { code: 'EADDRNOTAVAIL' });
}

/** 16 bytes of an IPv6 address in text with at most one `::`. */
function addressBytes(text: string): Uint8Array {
  const [head = '', tail = ''] = text.split('::');
  const words = (part: string) => part.split(':').filter(Boolean);
  const missing = 8 - words(head).length - words(tail).length;
  const all = [...words(head), ...Array<string>(missing).fill('0'), ...words(tail)];
  return Uint8Array.from(all.flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 255]));
}
