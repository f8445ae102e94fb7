// Reads captured packets: the classic pcap file, Ethernet, IPv4, UDP. Enough for the captures that lie here.
//
//   file:   magic a1b2c3d4 (4)  version (4)  zone (4)  accuracy (4)  longest (4)  link type (4)
//   packet: seconds (4)  microseconds (4)  captured bytes (4)  bytes on the wire (4)  frame …

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Datagram {
  /** Seconds since 1970. */
  readonly at: number;
  readonly from: { readonly address: string; readonly port: number };
  readonly to: { readonly address: string; readonly port: number };
  /** Destination MAC of the frame. */
  readonly toMac: string;
  readonly bytes: Uint8Array;
}

const here = dirname(fileURLToPath(import.meta.url));

/** Names of the captures, without `.pcap`. */
export const captures = (): string[] =>
  readdirSync(here)
    .filter((name) => name.endsWith('.pcap'))
    .map((name) => name.slice(0, -'.pcap'.length))
    .sort();

/** The UDP datagrams of a capture, in order. */
export function datagrams(capture: string): Datagram[] {
  const file = readFileSync(join(here, `${capture}.pcap`));
  if (file.readUInt32LE(0) !== 0xa1b2c3d4) throw new Error(`${capture}: not a little-endian pcap file`);
  const found: Datagram[] = [];
  for (let at = 24; at < file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const frame = file.subarray(at + 16, at + 16 + length);
    const datagram = udpOf(frame, file.readUInt32LE(at) + file.readUInt32LE(at + 4) / 1e6);
    if (datagram) found.push(datagram);
    at += 16 + length;
  }
  return found;
}

const ethernetHead = 14;

function udpOf(frame: Buffer, at: number): Datagram | undefined {
  if (frame.readUInt16BE(12) !== 0x0800 || frame[ethernetHead + 9] !== 17) return undefined;
  const udp = ethernetHead + (frame[ethernetHead]! & 15) * 4;
  const address = (offset: number) => [...frame.subarray(ethernetHead + offset, ethernetHead + offset + 4)].join('.');
  return {
    at,
    from: { address: address(12), port: frame.readUInt16BE(udp) },
    to: { address: address(16), port: frame.readUInt16BE(udp + 2) },
    toMac: frame
      .subarray(0, 6)
      .toString('hex')
      .replace(/..(?=.)/g, '$&:'),
    bytes: Uint8Array.from(frame.subarray(udp + 8, udp + frame.readUInt16BE(udp + 4))),
  };
}

const dhcpPorts = [67, 68, 4011];

/** The DHCP packets of a capture, requests and replies. */
export const dhcpPackets = (capture: string): Datagram[] => datagrams(capture).filter(({ to }) => dhcpPorts.includes(to.port));
