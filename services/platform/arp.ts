// ARP out of one network device: asks who has an address without claiming it (RFC 5227), and hears who speaks under which. Linux.
//
//   hardware type 1 (2)  protocol 0800 (2)  lengths 6, 4 (2)  operation 1 (2)
//   sender MAC (6)  sender address 0.0.0.0 (4)  target MAC 0 (6)  target address (4)

import { readFile } from 'node:fs/promises';
import { linux, type NativeSockets, nativeSockets } from './native.ts';

const arpProtocol = 0x0806;
const arpLength = 28;
const [senderMacAt, senderAddressAt, targetAddressAt] = [8, 14, 24];

/** A machine that spoke under an address; the MAC in lower case with colons. */
export interface AddressHolder {
  readonly address: string;
  readonly mac: string;
}

export interface ArpWire {
  /** The other end of the cable answers. */
  readonly linked: boolean;
  /** Sends one probe to everybody. @throws with `code` ENETDOWN, ENXIO when the device went away meanwhile */
  probe(address: string): void;
  /** Who spoke since the last look, this laptop's own device left out. */
  heard(): AddressHolder[];
  close(): void;
}

/** Rejects with ENOENT (no such device), EPERM (no CAP_NET_RAW), ENOTSUP (not Linux). */
export async function openArp(device: string): Promise<ArpWire> {
  const native = await nativeSockets();
  const card = await cardOf(device);
  const fd = native.open(linux.AF_PACKET, linux.SOCK_DGRAM, 0);
  try {
    native.bind(fd, linkAddress(card.index, new Uint8Array(6)));
  } catch (reason) {
    native.close(fd);
    throw reason;
  }
  return {
    linked: card.linked,
    probe: (address) => native.sendTo(fd, probe(card.mac, address), linkAddress(card.index, broadcastMac)),
    heard: () => [...claims(native, fd)].filter(({ mac }) => mac !== card.mac),
    close: () => native.close(fd),
  };
}

const broadcastMac = new Uint8Array(6).fill(0xff);

async function cardOf(device: string): Promise<{ readonly index: number; readonly mac: string; readonly linked: boolean }> {
  const read = (name: string) => readFile(`/sys/class/net/${device}/${name}`, 'utf8').then((text) => text.trim());
  const index = Number(await read('ifindex'));
  // Of a device that is switched off the kernel does not even say that.
  const carrier = await read('carrier').catch(() => '0');
  return { index, mac: await read('address'), linked: carrier === '1' };
}

/** struct sockaddr_ll: family, protocol (network order), interface, hardware type, packet type, address length, address. */
function linkAddress(index: number, mac: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  bytes.set(new Uint8Array(Uint16Array.of(linux.AF_PACKET).buffer));
  view.setUint16(2, arpProtocol);
  bytes.set(new Uint8Array(Int32Array.of(index).buffer), 4);
  bytes[11] = mac.length;
  bytes.set(mac, 12);
  return bytes;
}

function probe(mac: string, address: string): Uint8Array {
  const bytes = new Uint8Array(arpLength);
  bytes.set([0, 1, 8, 0, 6, 4, 0, 1]);
  bytes.set(
    mac.split(':').map((pair) => Number.parseInt(pair, 16)),
    senderMacAt,
  );
  bytes.set(address.split('.').map(Number), targetAddressAt);
  return bytes;
}

const macIn = (bytes: Uint8Array, at: number): string =>
  Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, '0')).join(':');

/** A probe of somebody else's claims nothing: switches that track devices send them for every machine they know. */
const unspecified = '0.0.0.0';

function* claims(native: NativeSockets, fd: number): Generator<AddressHolder> {
  const bytes = new Uint8Array(64);
  for (let length = native.receive(fd, bytes); length !== undefined; length = native.receive(fd, bytes)) {
    const address = bytes.subarray(senderAddressAt, senderAddressAt + 4).join('.');
    if (length >= arpLength && address !== unspecified) yield { address, mac: macIn(bytes, senderMacAt) };
  }
}
