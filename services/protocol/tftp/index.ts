// TFTP on the wire: RFC 1350 with options (2347, 2348, 2349, 7440) and netascii.

export { isMalformed, type Malformed } from '../malformed.ts';
export { type Agreement, defaultBlockSize, type Limits, negotiate } from './negotiate.ts';
export { toNetascii } from './netascii.ts';
export { dataHead, decode, encode, errorCode, type Options, type Packet, type Request, writeDataHead } from './packet.ts';
