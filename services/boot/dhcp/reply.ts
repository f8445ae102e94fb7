// Replies as firmware wants them: what each kind of client must find in which field, and within the size it takes.

import {
  broadcastFlag,
  type ClientInfo,
  encodedLength,
  fileLength,
  ipxeOption,
  type Message,
  type MessageType,
  messageTypeNumber,
  nowhere,
  option,
  terminated,
  textBytes,
} from '../../protocol/dhcp/index.ts';
import type { Link, Rules } from './rules.ts';

export interface Asked {
  readonly message: Message;
  readonly client: ClientInfo;
}

/** What there is to give; undefined is not given. */
export interface Grant {
  readonly link: Link;
  /** Goes into yiaddr with a lease; not in answers to INFORM and not by a proxy. */
  readonly address: string | undefined;
  readonly hostname: string | undefined;
  readonly bootFile: string | undefined;
  /** As a proxyDHCP server: boot information only, the address is another server's business. */
  readonly proxy?: true;
}

/** PXE_DISCOVERY_CONTROL (43.6) = 8: use the boot file named here, look for no boot server. Without it EDK2 asks port 4011 again. */
const useBootFile = Uint8Array.of(6, 1, 8, 255);
/** iPXE otherwise waits 2 s for the offer of a proxy server that does not exist. */
const noProxyDhcp = Uint8Array.of(ipxeOption.noProxyDhcp, 1, 1);
const pxeClient = textBytes('PXEClient');
const httpClient = textBytes('HTTPClient');
const types = new Map<MessageType, Uint8Array>(
  (['offer', 'ack', 'nak'] as const).map((type) => [type, Uint8Array.of(messageTypeNumber(type))]),
);

/** An OFFER or ACK; to a BOOTP client the same without what BOOTP has not. Undefined when it cannot be made to fit what the client takes. */
export function grantReply(asked: Asked, type: 'offer' | 'ack', grant: Grant, rules: Rules): Message | undefined {
  const options = new Map<number, Uint8Array>();
  if (asked.client.type !== 'bootp') addDhcp(options, type, grant, rules);
  if (!grant.proxy) addNetwork(options, asked.client, grant, rules);
  if (grant.bootFile !== undefined) addBoot(options, asked, grant, grant.bootFile, rules);
  const file = grant.bootFile !== undefined && grant.bootFile.length < fileLength ? grant.bootFile : '';
  const fields = {
    ciaddr: type === 'ack' ? asked.message.ciaddr : nowhere,
    yiaddr: grant.address ?? nowhere,
    siaddr: grant.bootFile === undefined ? nowhere : rules.server,
    file,
  };
  return fitted(skeleton(asked, options, fields), asked.client.maximumSize, options);
}

/** A NAK: nothing but who says it and why (RFC 2131 table 3). Behind a relay the client must hear it by broadcast (section 4.3.2). */
export function refusal(asked: Asked, reason: string, rules: Rules): Message {
  const options = new Map([
    [option.messageType, types.get('nak')!],
    [option.serverId, rules.serverBytes],
    [option.message, textBytes(reason)],
  ]);
  const made = skeleton(asked, options, empty);
  return asked.client.relay ? { ...made, flags: made.flags | broadcastFlag } : made;
}

function addDhcp(options: Map<number, Uint8Array>, type: 'offer' | 'ack', grant: Grant, rules: Rules): void {
  options.set(option.messageType, types.get(type)!);
  options.set(option.serverId, rules.serverBytes);
  if (grant.address !== undefined) options.set(option.leaseSeconds, rules.leaseBytes);
}

/** A router and DNS only where the table names them: a provisioning network leads nowhere, and a node that thinks otherwise waits for it. */
function addNetwork(options: Map<number, Uint8Array>, client: ClientInfo, { link, hostname }: Grant, rules: Rules): void {
  options.set(option.subnetMask, link.mask);
  if (link.router) options.set(option.router, link.router);
  if (rules.dns) options.set(option.dns, rules.dns);
  if (hostname !== undefined && client.asks(option.hostname)) options.set(option.hostname, textBytes(hostname));
}

function addBoot(options: Map<number, Uint8Array>, { client, message }: Asked, { proxy }: Grant, bootFile: string, rules: Rules): void {
  if (client.type === 'bootp') return;
  if (client.kind === 'http-boot') options.set(option.vendorClass, httpClient);
  else if (client.kind === 'pxe' || proxy) {
    options.set(option.vendorClass, pxeClient);
    options.set(option.vendorSpecific, useBootFile);
  }
  if (client.kind === 'ipxe' && !proxy) options.set(option.ipxe, noProxyDhcp);
  if (client.kind !== 'http-boot') options.set(option.tftpServer, rules.serverName);
  options.set(option.bootFile, terminated(bootFile));
  const uuid = message.options.get(option.uuid);
  if (uuid && client.kind !== 'ipxe') options.set(option.uuid, uuid); // RFC 4578 section 2.3: returned unchanged
}

type Fields = Pick<Message, 'ciaddr' | 'yiaddr' | 'siaddr' | 'file'>;
const empty: Fields = { ciaddr: nowhere, yiaddr: nowhere, siaddr: nowhere, file: '' };

/** The fields given, and what every reply copies from its request (RFC 2131 table 3), relay information included (RFC 3046 section 2.2). */
function skeleton({ message }: Asked, options: Map<number, Uint8Array>, fields: Fields): Message {
  const relay = message.options.get(option.relayInformation);
  if (relay) options.set(option.relayInformation, relay);
  return {
    op: 'reply',
    hardwareType: message.hardwareType,
    hardwareLength: message.hardwareLength,
    hops: 0,
    xid: message.xid,
    secs: 0,
    flags: message.flags,
    ciaddr: fields.ciaddr,
    yiaddr: fields.yiaddr,
    siaddr: fields.siaddr,
    giaddr: message.giaddr,
    chaddr: message.chaddr,
    sname: '',
    file: fields.file,
    options,
  };
}

/** IPv4 and UDP heads, which option 57 counts; and one Ethernet frame, whatever a client claims (EDK2 says 65280): ROMs cannot reassemble. */
const heads = 28;
const ethernetPayload = 1500;

/** What may be left out first when a reply is too long. The boot file's name may only where it is in `file` as well. */
const dispensable = [option.hostname, option.tftpServer, option.bootFile, option.uuid, option.dns];

function fitted(message: Message, maximumSize: number, options: Map<number, Uint8Array>): Message | undefined {
  const room = Math.min(maximumSize, ethernetPayload) - heads;
  for (const code of dispensable) {
    if (encodedLength(message) <= room) return message;
    if (code !== option.bootFile || message.file !== '') options.delete(code);
  }
  return encodedLength(message) <= room ? message : undefined;
}
