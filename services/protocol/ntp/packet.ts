// An NTP packet to and from its bytes: the header of RFC 5905 section 7.3. Extension fields and digests after it are not read.
//
//    +--+-----+-----+---------------+---------------+---------------+
//    |LI| VN  |Mode |    Stratum    |     Poll      |   Precision   |
//    +--+-----+-----+---------------+---------------+---------------+
//    |                     Root delay      (16.16)                  |   4
//    |                     Root dispersion (16.16)                  |   8
//    |                     Reference ID                             |  12
//    |                     Reference timestamp (32.32)              |  16
//    |                     Origin timestamp    (32.32)              |  24
//    |                     Receive timestamp   (32.32)              |  32
//    |                     Transmit timestamp  (32.32)              |  40
//    +---------------------------------------------------------------+

import type { Malformed } from '../malformed.ts';

export interface Packet {
  /** 1 and 2 announce a leap second at the end of the day, 3 says that this clock is not to be used. */
  readonly leap: 0 | 1 | 2 | 3;
  readonly version: number;
  /** 3 client, 4 server; 1, 2, 5, 6, 7 are for peers, broadcasts and control. */
  readonly mode: number;
  readonly stratum: number;
  /** Exponents of two, in seconds. */
  readonly poll: number;
  readonly precision: number;
  /** Seconds. */
  readonly rootDelay: number;
  readonly rootDispersion: number;
  /** Four characters, or four bytes of an address: a character per byte. */
  readonly referenceId: string;
  /** Timestamps of 32.32 bits, as they stand in the packet: an origin must come back to the bit. */
  readonly reference: bigint;
  readonly origin: bigint;
  readonly receive: bigint;
  readonly transmit: bigint;
}

export const clientMode = 3;
export const serverMode = 4;

const headLength = 48;
/** Root delay and dispersion have 16 bits behind the point. */
const shortFraction = 65_536;
/** From 1900, where NTP counts from, to 1970. */
const secondsTo1970 = 2_208_988_800;

/** The packet, or what is wrong with it. */
export function decode(bytes: Uint8Array): Packet | Malformed {
  if (bytes.length < headLength) return { malformed: `${bytes.length} bytes long` };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint8(0);
  return {
    leap: (first >> 6) as Packet['leap'],
    version: (first >> 3) & 7,
    mode: first & 7,
    stratum: view.getUint8(1),
    poll: view.getInt8(2),
    precision: view.getInt8(3),
    rootDelay: view.getUint32(4) / shortFraction,
    rootDispersion: view.getUint32(8) / shortFraction,
    referenceId: String.fromCharCode(...bytes.subarray(12, 16)),
    reference: view.getBigUint64(16),
    origin: view.getBigUint64(24),
    receive: view.getBigUint64(32),
    transmit: view.getBigUint64(40),
  };
}

/** The header's 48 bytes. */
export function encode(packet: Packet): Uint8Array {
  const view = new DataView(new ArrayBuffer(headLength));
  view.setUint8(0, (packet.leap << 6) | (packet.version << 3) | packet.mode);
  view.setUint8(1, packet.stratum);
  view.setInt8(2, packet.poll);
  view.setInt8(3, packet.precision);
  view.setUint32(4, shortFormat(packet.rootDelay));
  view.setUint32(8, shortFormat(packet.rootDispersion));
  for (let at = 0; at < 4; at += 1) view.setUint8(12 + at, packet.referenceId.charCodeAt(at) || 0);
  view.setBigUint64(16, packet.reference);
  view.setBigUint64(24, packet.origin);
  view.setBigUint64(32, packet.receive);
  view.setBigUint64(40, packet.transmit);
  return new Uint8Array(view.buffer);
}

/** Rounded up: an error is never made to look smaller. */
const shortFormat = (seconds: number) => Math.min(Math.ceil(seconds * shortFraction), 0xffff_ffff);

/** Milliseconds since 1970 as a timestamp; its seconds start again in 2036, as everybody's do (RFC 5905 section 6). */
export function timestamp(milliseconds: number): bigint {
  const seconds = Math.floor(milliseconds / 1000);
  const fraction = Math.floor(((milliseconds - seconds * 1000) / 1000) * 2 ** 32);
  return (BigInt.asUintN(32, BigInt(seconds + secondsTo1970)) << 32n) | BigInt(fraction);
}
