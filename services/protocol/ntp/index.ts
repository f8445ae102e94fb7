// NTP on the wire: RFC 5905.

export { isMalformed, type Malformed } from '../malformed.ts';
export { clientMode, decode, encode, type Packet, serverMode, timestamp } from './packet.ts';
