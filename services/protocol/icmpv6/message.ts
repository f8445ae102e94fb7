// What routers and hosts say to find one another over IPv6: RFC 4861 sections 4.1 and 4.2.
//
//    router advertisement                                                  router solicitation
//    +---------------+---------------+-------------------------------+     +---------------+---------------+-------------------------------+
//    |   type 134    |    code 0     |           checksum            |     |   type 133    |    code 0     |           checksum            |
//    +---------------+-+-+-----------+-------------------------------+     +---------------+---------------+-------------------------------+
//    |   hop limit   |M|O| reserved  |     router lifetime (s)       |     |                           reserved                            |
//    +---------------+-+-+-----------+-------------------------------+     +---------------------------------------------------------------+
//    |                     reachable time (ms)                       |     |  options …                                                    |
//    +---------------------------------------------------------------+     +---------------------------------------------------------------+
//    |                     retransmission timer (ms)                 |
//    +---------------------------------------------------------------+
//    |  options: type (1), length in units of 8 bytes (1), bytes …   |
//    +---------------------------------------------------------------+

import type { Malformed } from '../malformed.ts';

export interface Option {
  readonly type: number;
  /** What follows type and length: 6 bytes, or 8 more for every further unit. */
  readonly bytes: Uint8Array;
}

export interface Advertisement {
  readonly kind: 'router-advertisement';
  /** 0 leaves it to the hosts, as it does for the three times. */
  readonly hopLimit: number;
  /** Addresses, or other settings, are to be asked by DHCPv6. */
  readonly managed: boolean;
  readonly other: boolean;
  /** 0: not a way out of this network. */
  readonly routerLifetimeSeconds: number;
  readonly reachableMilliseconds: number;
  readonly retransmitMilliseconds: number;
  readonly options: readonly Option[];
}

export interface Solicitation {
  readonly kind: 'router-solicitation';
  readonly options: readonly Option[];
}

export type Message = Advertisement | Solicitation;

export const solicitationType = 133;
const advertisementType = 134;
const headOf = { [solicitationType]: 8, [advertisementType]: 16 } as const;
const optionUnit = 8;
/** IPv6's next header. */
export const icmpv6 = 58;

/** The message, or what is wrong with it. The checksum is not looked at: it covers addresses that are not in these bytes. */
export function decode(bytes: Uint8Array): Message | Malformed {
  const type = bytes[0];
  if (type !== solicitationType && type !== advertisementType) return { malformed: `type ${type}` };
  if (bytes.length < headOf[type]) return { malformed: `${bytes.length} bytes long` };
  if (bytes[1] !== 0) return { malformed: `code ${bytes[1]}` };
  const options = readOptions(bytes, headOf[type]);
  if ('malformed' in options) return options;
  if (type === solicitationType) return { kind: 'router-solicitation', options };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    kind: 'router-advertisement',
    hopLimit: view.getUint8(4),
    managed: (view.getUint8(5) & 0x80) !== 0,
    other: (view.getUint8(5) & 0x40) !== 0,
    routerLifetimeSeconds: view.getUint16(6),
    reachableMilliseconds: view.getUint32(8),
    retransmitMilliseconds: view.getUint32(12),
    options,
  };
}

/** RFC 4861 section 4.6: an option of no length makes the whole message invalid. */
function readOptions(bytes: Uint8Array, start: number): Option[] | Malformed {
  const options: Option[] = [];
  for (let at = start; at < bytes.length; ) {
    const length = (bytes[at + 1] ?? 0) * optionUnit;
    if (length === 0 || at + length > bytes.length) return { malformed: `option ${bytes[at]} is cut off` };
    options.push({ type: bytes[at]!, bytes: bytes.subarray(at + 2, at + length) });
    at += length;
  }
  return options;
}

/** The bytes, with the checksum for a packet between these addresses (16 bytes each). */
export function encode(message: Message, source: Uint8Array, destination: Uint8Array): Uint8Array {
  const type = message.kind === 'router-advertisement' ? advertisementType : solicitationType;
  const bytes = new Uint8Array(headOf[type] + message.options.reduce((sum, option) => sum + 2 + option.bytes.length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, type);
  if (message.kind === 'router-advertisement') writeAdvertisement(view, message);
  let at: number = headOf[type];
  for (const option of message.options) {
    bytes.set([option.type, (2 + option.bytes.length) / optionUnit], at);
    bytes.set(option.bytes, at + 2);
    at += 2 + option.bytes.length;
  }
  view.setUint16(2, checksum(bytes, source, destination));
  return bytes;
}

function writeAdvertisement(view: DataView, message: Advertisement): void {
  view.setUint8(4, message.hopLimit);
  view.setUint8(5, (message.managed ? 0x80 : 0) | (message.other ? 0x40 : 0));
  view.setUint16(6, message.routerLifetimeSeconds);
  view.setUint32(8, message.reachableMilliseconds);
  view.setUint32(12, message.retransmitMilliseconds);
}

/**
 * The checksum that makes the message right between these addresses: RFC 4443 section 2.3, over the pseudo-header of RFC 8200 section 8.1.
 * Computed over a message that has its checksum already, it is 0 when that is right.
 */
export function checksum(message: Uint8Array, source: Uint8Array, destination: Uint8Array): number {
  let sum = message.length + icmpv6;
  for (const bytes of [source, destination, message])
    for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}
