// A DHCP message (RFC 2131) to and from its bytes. BOOTP (RFC 951) is the same packet without option 53.
//
//    0               1               2               3
//    +---------------+---------------+---------------+---------------+
//    |     op (1)    |   htype (1)   |   hlen (1)    |   hops (1)    |
//    +---------------+---------------+---------------+---------------+
//    |                            xid (4)                            |
//    +-------------------------------+-------------------------------+
//    |           secs (2)            |           flags (2)           |
//    +-------------------------------+-------------------------------+
//    |                          ciaddr  (4)                          |  12  the client's own address
//    |                          yiaddr  (4)                          |  16  the address it gets
//    |                          siaddr  (4)                          |  20  the server of its boot file
//    |                          giaddr  (4)                          |  24  the relay
//    +---------------------------------------------------------------+
//    |                          chaddr  (16)                         |  28  its MAC in the first hlen bytes
//    +---------------------------------------------------------------+
//    |                          sname   (64)                         |  44  these two may carry options
//    |                          file    (128)                        | 108  instead (option 52)
//    +---------------------------------------------------------------+
//    |   magic cookie 63 82 53 63    |      options …, END (255)     | 236
//    +-------------------------------+-------------------------------+

import { type Malformed, type Options, option, readOptions, sizeOf, writeOption } from './options.ts';
import { addressAt, numberOfAddress, textAt, uint16At, uint32At } from './values.ts';

export interface Message {
  readonly op: 'request' | 'reply';
  readonly hardwareType: number;
  readonly hardwareLength: number;
  readonly hops: number;
  readonly xid: number;
  readonly secs: number;
  readonly flags: number;
  readonly ciaddr: string;
  readonly yiaddr: string;
  readonly siaddr: string;
  readonly giaddr: string;
  /** 16 bytes, of which `hardwareLength` count. */
  readonly chaddr: Uint8Array;
  /** Up to the first NUL; empty where the field carries options. */
  readonly sname: string;
  readonly file: string;
  /** Without 0, 52 and 255, which are only how the others are laid out. */
  readonly options: Options;
}

export const nowhere = '0.0.0.0';
export const broadcastFlag = 0x8000;

const chaddrAt = 28;
const snameAt = 44;
const fileAt = 108;
const cookieAt = 236;
const optionsAt = 240;
const magicCookie = 0x63825363; // RFC 2132 section 2
export const snameLength = fileAt - snameAt;
export const fileLength = cookieAt - fileAt;

/** Many ROMs drop what is shorter (RFC 951 section 3, RFC 1542 section 2.1). */
export const minimumLength = 300;

/** A jumbo frame: no client sends more, and joining the pieces of split options stays cheap. */
const longestPacket = 9216;

/** The message, or what is wrong with it. Options are views of `bytes`: copy what must outlive them. */
export function decode(bytes: Uint8Array): Message | Malformed {
  if (bytes.length < cookieAt || bytes.length > longestPacket) return { malformed: `${bytes.length} bytes long` };
  const [op, hardwareLength] = [bytes[0]!, bytes[2]!];
  if (op !== 1 && op !== 2) return { malformed: `op is ${op}` };
  if (hardwareLength > snameAt - chaddrAt) return { malformed: `a hardware address of ${hardwareLength} bytes` };
  const laidOut = readAllOptions(bytes);
  if ('malformed' in laidOut) return laidOut;
  return {
    op: op === 1 ? 'request' : 'reply',
    hardwareType: bytes[1]!,
    hardwareLength,
    hops: bytes[3]!,
    xid: uint32At(bytes, 4),
    secs: uint16At(bytes, 8),
    flags: uint16At(bytes, 10),
    ciaddr: addressOrNowhere(bytes, 12),
    yiaddr: addressOrNowhere(bytes, 16),
    siaddr: addressOrNowhere(bytes, 20),
    giaddr: addressOrNowhere(bytes, 24),
    chaddr: bytes.subarray(chaddrAt, snameAt),
    sname: laidOut.overload & 2 ? '' : textAt(bytes, snameAt, fileAt),
    file: laidOut.overload & 1 ? '' : textAt(bytes, fileAt, cookieAt),
    options: laidOut.options,
  };
}

const addressOrNowhere = (bytes: Uint8Array, offset: number) => (uint32At(bytes, offset) === 0 ? nowhere : addressAt(bytes, offset));

interface LaidOut {
  readonly options: Options;
  /** RFC 2132 section 9.3: 1 for file, 2 for sname, 3 for both. */
  readonly overload: number;
}

/** Options, then those in `file`, then those in `sname` (RFC 2131 section 4.1; RFC 3396 section 5 gives the order). */
function readAllOptions(bytes: Uint8Array): LaidOut | Malformed {
  const options = new Map<number, Uint8Array>();
  if (bytes.length < optionsAt || uint32At(bytes, cookieAt) !== magicCookie) return { options, overload: 0 };
  const overload = () => options.get(option.overload)?.[0] ?? 0;
  const wrong =
    readOptions(bytes, optionsAt, bytes.length, options) ??
    (overload() & 1 ? readOptions(bytes, fileAt, cookieAt, options) : undefined) ??
    (overload() & 2 ? readOptions(bytes, snameAt, fileAt, options) : undefined);
  if (wrong) return wrong;
  const found = overload();
  options.delete(option.overload);
  return { options, overload: found };
}

/** Bytes `encode` will make. */
export function encodedLength(message: Message): number {
  let length = optionsAt + 1;
  for (const value of message.options.values()) length += sizeOf(value);
  return Math.max(length, minimumLength);
}

/**
 * The packet, padded to 300 bytes. Relay information is written last (RFC 3046 section 2.2), everything else in the order of the map.
 * Options are never put into `file` or `sname`: some ROMs do not look there. Texts too long for their field are cut, their NUL kept.
 */
export function encode(message: Message): Uint8Array {
  const bytes = new Uint8Array(encodedLength(message));
  bytes[0] = message.op === 'request' ? 1 : 2;
  bytes[1] = message.hardwareType;
  bytes[2] = message.hardwareLength;
  bytes[3] = message.hops;
  writeUint32(bytes, 4, message.xid);
  writeUint32(bytes, 8, ((message.secs << 16) | message.flags) >>> 0);
  writeAddress(bytes, 12, message.ciaddr);
  writeAddress(bytes, 16, message.yiaddr);
  writeAddress(bytes, 20, message.siaddr);
  writeAddress(bytes, 24, message.giaddr);
  bytes.set(message.chaddr, chaddrAt);
  writeText(bytes, snameAt, message.sname, snameLength);
  writeText(bytes, fileAt, message.file, fileLength);
  writeUint32(bytes, cookieAt, magicCookie);
  bytes[writeOptions(bytes, message.options)] = option.end;
  return bytes;
}

function writeOptions(bytes: Uint8Array, options: Options): number {
  let at = optionsAt;
  for (const [code, value] of options) if (code !== option.relayInformation) at = writeOption(bytes, at, code, value);
  const relay = options.get(option.relayInformation);
  return relay ? writeOption(bytes, at, option.relayInformation, relay) : at;
}

function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = (value >>> 16) & 255;
  bytes[at + 2] = (value >>> 8) & 255;
  bytes[at + 3] = value & 255;
}

function writeAddress(bytes: Uint8Array, at: number, address: string): void {
  if (address !== nowhere) writeUint32(bytes, at, numberOfAddress(address));
}

function writeText(bytes: Uint8Array, at: number, text: string, room: number): void {
  for (let index = 0; index < text.length && index < room - 1; index += 1) bytes[at + index] = text.charCodeAt(index) & 255;
}
