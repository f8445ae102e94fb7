// Asks the wire whether anybody has an address (RFC 5227): ARP probes out of one network device.
//
//   hardware type 1 (2)  protocol 0800 (2)  lengths 6, 4 (2)  operation 1 (2)
//   sender MAC (6)  sender address 0.0.0.0 (4)  target MAC 0 (6)  target address (4)

import { readFile } from 'node:fs/promises';
import type { Clock } from './clock.ts';
import { linux, type NativeSockets, nativeSockets } from './native.ts';

const arpProtocol = 0x0806;
const arpLength = 28;
const [senderMacAt, senderAddressAt, targetAddressAt] = [8, 14, 24];
/**
 * RFC 5227 asks 3 probes a second or two apart of a host that has all the time. A client's firmware waits for its offer meanwhile, iPXE
 * repeats after 1 s: two probes, done before that. A machine on the same wire answers in a millisecond.
 */
const probesAt = [0, 150];
const probeMilliseconds = 400;
const pollMilliseconds = 20;

export interface ArpProbe {
  readonly device: string;
  readonly address: string;
  /** The machine that is to get the address: that it has it already is no conflict. */
  readonly except: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The MAC that answers for the address, undefined when nobody does within 0.4 s. Rejects with ENODEV, EPERM, ENOTSUP (not Linux). */
export async function probeAddress({ device, address, except, clock, signal }: ArpProbe): Promise<string | undefined> {
  const native = await nativeSockets();
  const card = await cardOf(device);
  const fd = native.open(linux.AF_PACKET, linux.SOCK_DGRAM, 0);
  try {
    native.bind(fd, linkAddress(card.index, new Uint8Array(6)));
    const started = clock.monotonic();
    const elapsed = () => clock.monotonic() - started;
    for (let sent = 0; elapsed() < probeMilliseconds && !signal.aborted; ) {
      if (elapsed() >= (probesAt[sent] ?? Number.POSITIVE_INFINITY)) {
        native.sendTo(fd, probe(card.mac, address), linkAddress(card.index, broadcastMac));
        sent += 1;
      }
      const holder = claimant(native, fd, address);
      if (holder !== undefined && holder !== except && holder !== card.mac) return holder;
      await clock.sleep(pollMilliseconds, signal);
    }
    return undefined;
  } finally {
    native.close(fd);
  }
}

const broadcastMac = new Uint8Array(6).fill(0xff);

async function cardOf(device: string): Promise<{ readonly index: number; readonly mac: string }> {
  const read = (name: string) => readFile(`/sys/class/net/${device}/${name}`, 'utf8').then((text) => text.trim());
  return { index: Number(await read('ifindex')), mac: await read('address') };
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

/** Who spoke ARP as `address`, of all that was heard since the last look. */
function claimant(native: NativeSockets, fd: number, address: string): string | undefined {
  const bytes = new Uint8Array(64);
  for (let length = native.receive(fd, bytes); length !== undefined; length = native.receive(fd, bytes)) {
    const sender = bytes.subarray(senderAddressAt, senderAddressAt + 4).join('.');
    if (length >= arpLength && sender === address)
      return Array.from(bytes.subarray(senderMacAt, senderMacAt + 6), (byte) => byte.toString(16).padStart(2, '0')).join(':');
  }
  return undefined;
}
