// DHCP on the wire: RFC 2131 and 2132, with PXE (4578), relay agents (3046, 3527) and long options (3396).

export { type ClientInfo, type ClientKind, clientInfo, type MessageType, messageTypeNumber, type Relay } from './client.ts';
export {
  broadcastFlag,
  decode,
  encode,
  encodedLength,
  fileLength,
  type Message,
  minimumLength,
  nowhere,
} from './message.ts';
export { ipxeOption, isMalformed, type Malformed, type Options, option, readSubOptions, relayOption, writeOption } from './options.ts';
export * from './values.ts';
