// Who sent a DHCP message and what it is after: computed once, before anything is decided.

import { broadcastFlag, type Message, nowhere } from './message.ts';
import { ipxeOption, isMalformed, type Malformed, type Options, option, readSubOptions, relayOption } from './options.ts';
import { addressAt, macAt, textAt, uint16At, uuidAt } from './values.ts';

/** RFC 2132 section 9.6, by number. */
const messageTypes = [undefined, 'discover', 'offer', 'request', 'decline', 'ack', 'nak', 'release', 'inform'] as const;
export type MessageType = NonNullable<(typeof messageTypes)[number]>;

export const messageTypeNumber = (type: MessageType): number => messageTypes.indexOf(type);

/** What kind of program speaks: firmware's PXE or HTTP boot, iPXE that can fetch a script by HTTP, an operating system, or BOOTP. */
export type ClientKind = 'pxe' | 'http-boot' | 'ipxe' | 'os' | 'bootp';

export interface ClientInfo {
  readonly kind: ClientKind;
  readonly type: MessageType | 'bootp';
  /** From chaddr: what identifies a machine. Option 61 is not looked at, it changes between firmware and system of one NIC. */
  readonly mac: string;
  /** Option 93, decimal, all that it lists; empty when absent. */
  readonly architectures: readonly number[];
  readonly vendorClass: string | undefined;
  /** Option 97 as text when it is what RFC 4578 says, 17 bytes of type 0; buggy ROMs send none or another. */
  readonly uuid: string | undefined;
  readonly requested: string | undefined;
  readonly serverId: string | undefined;
  /** What the client asks to be told. */
  readonly asks: (code: number) => boolean;
  readonly relay: Relay | undefined;
  /** The largest IP datagram it takes, bytes (option 57). */
  readonly maximumSize: number;
  readonly broadcast: boolean;
  /** Option 175's sub-options: iPXE's features. */
  readonly ipxe: Options | undefined;
}

export interface Relay {
  readonly address: string;
  /** Sub-option 5 of option 82: choose the subnet by this and not by the relay's own address (RFC 3527). */
  readonly link: string | undefined;
}

/** What every client takes (RFC 2131 section 2). */
const smallestMaximum = 576;

/** Malformed when what the decision hangs on is: no Ethernet address, or 50, 53 or 54 of a wrong length. The rest is taken as absent. */
export function clientInfo(message: Message): ClientInfo | Malformed {
  const { options } = message;
  if (message.hardwareLength !== 6) return { malformed: `a hardware address of ${message.hardwareLength} bytes` };
  const wrong = wrongLength(options, option.requestedAddress, 4) ?? wrongLength(options, option.serverId, 4);
  if (wrong) return wrong;
  const type = typeOf(options);
  if (typeof type === 'object') return type;
  const ipxe = subOptions(options.get(option.ipxe));
  const vendorClass = textOf(options.get(option.vendorClass));
  const asked = options.get(option.parameterList);
  return {
    kind: kindOf(type, vendorClass, options, ipxe),
    type,
    mac: macAt(message.chaddr),
    architectures: architecturesOf(options.get(option.architecture)),
    vendorClass,
    uuid: uuidOf(options.get(option.uuid)),
    requested: addressOf(options.get(option.requestedAddress)),
    serverId: addressOf(options.get(option.serverId)),
    asks: (code) => asked?.includes(code) ?? false,
    relay: relayOf(message),
    maximumSize: maximumSizeOf(options.get(option.maximumSize)),
    broadcast: (message.flags & broadcastFlag) !== 0,
    ipxe,
  };
}

function wrongLength(options: Options, code: number, length: number): Malformed | undefined {
  const value = options.get(code);
  return value && value.length !== length ? { malformed: `option ${code} has ${value.length} bytes` } : undefined;
}

function typeOf(options: Options): MessageType | 'bootp' | Malformed {
  const value = options.get(option.messageType);
  if (!value) return 'bootp';
  return (value.length === 1 && messageTypes[value[0]!]) || { malformed: `option 53 is ${[...value].join(' ') || 'empty'}` };
}

function kindOf(type: ClientInfo['type'], vendorClass: string | undefined, options: Options, ipxe: Options | undefined): ClientKind {
  if (isIpxe(options) && (ipxe === undefined || ipxe.has(ipxeOption.http))) return 'ipxe';
  if (vendorClass?.startsWith('HTTPClient')) return 'http-boot';
  if (vendorClass?.startsWith('PXEClient') || options.has(option.ipxe)) return 'pxe';
  return type === 'bootp' ? 'bootp' : 'os';
}

/** iPXE's own option, or user class `iPXE`: raw, as iPXE sends it, or one of a list with lengths before each, as RFC 3004 says. */
const isIpxe = (options: Options) => options.has(option.ipxe) || userClasses(options.get(option.userClass)).includes('iPXE');

function userClasses(bytes: Uint8Array | undefined): string[] {
  if (!bytes) return [];
  const found = [textAt(bytes)];
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]!) found.push(textAt(bytes, at + 1, Math.min(bytes.length, at + 1 + bytes[at]!)));
  return found;
}

function relayOf(message: Message): Relay | undefined {
  if (message.giaddr === nowhere) return undefined;
  const information = subOptions(message.options.get(option.relayInformation));
  return { address: message.giaddr, link: addressOf(information?.get(relayOption.linkSelection)) };
}

function subOptions(bytes: Uint8Array | undefined): Options | undefined {
  const found = bytes && readSubOptions(bytes);
  return found && !isMalformed(found) ? found : undefined;
}

const none: readonly number[] = [];

function architecturesOf(bytes: Uint8Array | undefined): readonly number[] {
  if (!bytes) return none;
  const found: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) found.push(uint16At(bytes, at));
  return found;
}

const maximumSizeOf = (bytes: Uint8Array | undefined) =>
  bytes?.length === 2 ? Math.max(smallestMaximum, uint16At(bytes)) : smallestMaximum;
const addressOf = (bytes: Uint8Array | undefined) => (bytes?.length === 4 ? addressAt(bytes) : undefined);
const textOf = (bytes: Uint8Array | undefined) => bytes && textAt(bytes);
const uuidOf = (bytes: Uint8Array | undefined) => (bytes?.length === 17 && bytes[0] === 0 ? uuidAt(bytes, 1) : undefined);
