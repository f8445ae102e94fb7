// A TFTP packet to and from its bytes: RFC 1350, with the options of RFC 2347.
//
//            2 bytes    string   1 byte  string  1 byte   string   1 byte  string  1 byte
//           +--------+----------+------+--------+------+---~~---+------+--------+------+
//   1, 2    | opcode |   file   |   0  |  mode  |   0  | option |   0  |  value |   0  |   read, write
//           +--------+----------+------+--------+------+---~~---+------+--------+------+
//   3       | opcode | block (2)|  bytes …                                                data
//   4       | opcode | block (2)|                                                         acknowledgement
//   5       | opcode | code  (2)|  message  |  0  |                                       error
//   6       | opcode |  option  |  0  |  value  |  0  | …                                 option acknowledgement

import type { Malformed } from '../malformed.ts';

/** By name in lower case (RFC 2347: case does not matter), in the order they came. */
export type Options = ReadonlyMap<string, string>;

export type Packet =
  | { readonly kind: 'read' | 'write'; readonly file: string; readonly mode: string; readonly options: Options }
  | { readonly kind: 'data'; readonly block: number; readonly bytes: Uint8Array }
  | { readonly kind: 'acknowledgement'; readonly block: number }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  | { readonly kind: 'option-acknowledgement'; readonly options: Options };

export type Request = Extract<Packet, { kind: 'read' | 'write' }>;

const opcode = { read: 1, write: 2, data: 3, acknowledgement: 4, error: 5, 'option-acknowledgement': 6 } as const;

/** Error codes: RFC 1350 section 5, RFC 2347 for the last. */
export const errorCode = {
  undefined: 0,
  fileNotFound: 1,
  accessViolation: 2,
  illegalOperation: 4,
  unknownTransfer: 5,
  optionsRefused: 8,
} as const;

/** Bytes of a DATA packet before its content. */
export const dataHead = 4;

/** The packet, or what is wrong with it. Content of DATA is a view of `bytes`. */
export function decode(bytes: Uint8Array): Packet | Malformed {
  if (bytes.length < 4) return { malformed: `${bytes.length} bytes long` };
  const number = (bytes[2]! << 8) | bytes[3]!;
  switch ((bytes[0]! << 8) | bytes[1]!) {
    case opcode.read:
      return request('read', bytes);
    case opcode.write:
      return request('write', bytes);
    case opcode.data:
      return { kind: 'data', block: number, bytes: bytes.subarray(dataHead) };
    case opcode.acknowledgement:
      return { kind: 'acknowledgement', block: number };
    case opcode.error:
      return { kind: 'error', code: number, message: textAt(bytes, 4).text };
    case opcode['option-acknowledgement']:
      return withOptions(bytes, 2, optionAcknowledgement);
    default:
      return { malformed: `opcode ${(bytes[0]! << 8) | bytes[1]!}` };
  }
}

/** It stands for the options it names (RFC 2347); one that names none would be too short to be a packet. */
const optionAcknowledgement = (options: Options): Packet | Malformed =>
  options.size > 0 ? { kind: 'option-acknowledgement', options } : { malformed: 'an option acknowledgement without options' };

function request(kind: Request['kind'], bytes: Uint8Array): Request | Malformed {
  const file = textAt(bytes, 2);
  const mode = textAt(bytes, file.next);
  if (!file.ended || !mode.ended) return { malformed: 'a request without file name and mode' };
  return withOptions(bytes, mode.next, (options) => ({ kind, file: file.text, mode: mode.text.toLowerCase(), options }));
}

/** An empty name ends the list: some requests are padded with zeros. Of a name said twice the first counts. */
function withOptions<Found>(bytes: Uint8Array, start: number, make: (options: Options) => Found): Found | Malformed {
  const options = new Map<string, string>();
  for (let at = start; at < bytes.length; ) {
    const name = textAt(bytes, at);
    if (name.ended && name.text === '') break;
    const value = textAt(bytes, name.next);
    if (!value.ended) return { malformed: `option ${name.text} is cut off` };
    const key = name.text.toLowerCase();
    if (!options.has(key)) options.set(key, value.text);
    at = value.next;
  }
  return make(options);
}

/** Text up to its NUL, a character per byte: names are ASCII, and a byte that is not must come back as it was. */
function textAt(bytes: Uint8Array, start: number): { text: string; next: number; ended: boolean } {
  const nul = bytes.indexOf(0, start);
  const end = nul < 0 ? bytes.length : nul;
  let text = '';
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at]!);
  return { text, next: end + 1, ended: nul >= 0 };
}

/** The packet's bytes. Texts must not hold a NUL. */
export function encode(packet: Packet): Uint8Array {
  switch (packet.kind) {
    case 'data':
      return numbered(packet.kind, packet.block, packet.bytes);
    case 'acknowledgement':
      return numbered(packet.kind, packet.block);
    case 'error':
      return numbered(packet.kind, packet.code, texts([packet.message]));
    case 'option-acknowledgement':
      return headed(packet.kind, texts([...packet.options].flat()));
    default:
      return headed(packet.kind, texts([packet.file, packet.mode, ...[...packet.options].flat()]));
  }
}

function headed(kind: Packet['kind'], rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(2 + rest.length);
  bytes[1] = opcode[kind];
  bytes.set(rest, 2);
  return bytes;
}

function numbered(kind: Packet['kind'], number: number, rest: Uint8Array = new Uint8Array()): Uint8Array {
  const bytes = new Uint8Array(4 + rest.length);
  writeHead(bytes, 0, opcode[kind], number);
  bytes.set(rest, 4);
  return bytes;
}

/** Writes the head of the DATA packet that starts at `at`, its block number wrapped to 16 bits. */
export const writeDataHead = (bytes: Uint8Array, at: number, block: number): void => writeHead(bytes, at, opcode.data, block);

function writeHead(bytes: Uint8Array, at: number, code: number, number: number): void {
  bytes[at] = 0;
  bytes[at + 1] = code;
  bytes[at + 2] = (number >>> 8) & 255;
  bytes[at + 3] = number & 255;
}

const texts = (list: readonly string[]): Uint8Array => {
  const joined = list.map((text) => `${text}\0`).join('');
  return Uint8Array.from({ length: joined.length }, (_, at) => joined.charCodeAt(at) & 255);
};
