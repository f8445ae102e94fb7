// Many short-lived UDP sockets served by one thread that does nothing else: on Linux without Node's own way to a socket, which costs more
// than a whole exchange does (measured: 8 to 15 µs a packet), and a window of datagrams leaves by one call.

import { cInt, linux, type NativeCrowd, type NativeSockets, nativeCrowd, nativeSockets } from './native.ts';
import { type Endpoint, openDescriptor, openUdp, socketAddress, type UdpOptions } from './udp.ts';

export type Heard = (bytes: Uint8Array, from: Endpoint) => void;

export interface CrowdSocket {
  /** Sends datagrams of `size` bytes that lie one after the other in `bytes`; the last may be shorter. What the kernel refuses is lost. */
  send(bytes: Uint8Array, size: number, to: Endpoint): void;
  close(): void;
}

export interface Crowd {
  /** A new socket. Rejects as `openUdp` does. `heard` must not keep `bytes`: they are overwritten by the next datagram. */
  open(options: UdpOptions, heard: Heard): Promise<CrowdSocket>;
  /** Hands over what arrived, or waits for the first datagram at most this long; one datagram of each socket, so that all get their turn. */
  turn(milliseconds: number): void | Promise<void>;
  close(): void;
}

/** The fastest this laptop has: the kernel's own calls on Linux, else Node's sockets. */
export const openCrowd = (): Promise<Crowd> =>
  Promise.all([nativeSockets(), nativeCrowd()]).then(
    ([sockets, crowd]) => kernelCrowd(sockets, crowd),
    () => nodeCrowd(),
  );

/** Longer than any request or acknowledgement (512 bytes); the rest of a longer datagram is of no use. */
const longestHeard = 2048;
/** struct sockaddr_in */
const addressLength = 16;

interface Member {
  readonly heard: Heard;
  /** Of the last datagram: its sockaddr, and what that means. */
  raw: Uint8Array;
  from: Endpoint;
}

function kernelCrowd(sockets: NativeSockets, native: NativeCrowd): Crowd {
  const crowd = native.openCrowd();
  const members = new Map<number, Member>();
  const buffer = new Uint8Array(longestHeard);
  const raw = new Uint8Array(addressLength);

  function receive(fd: number): void {
    const member = members.get(fd);
    const length = member && received(fd);
    if (!member || length === undefined) return;
    if (!equal(raw, member.raw)) Object.assign(member, { raw: raw.slice(), from: endpointOf(raw) });
    member.heard(buffer.subarray(0, length), member.from);
  }
  /** An error is that of a datagram sent before: its far side went away. */
  function received(fd: number): number | undefined {
    try {
      return native.receiveFrom(fd, buffer, raw);
    } catch {
      return undefined;
    }
  }
  return {
    async open(options, heard) {
      const fd = await openDescriptor(options);
      native.join(crowd, fd);
      members.set(fd, { heard, raw: new Uint8Array(), from: { address: '', port: 0 } });
      return { send: sender(sockets, fd), close: () => members.delete(fd) && native.close(fd) };
    },
    turn(milliseconds) {
      for (const fd of native.waiting(crowd, milliseconds)) receive(fd);
    },
    close() {
      for (const fd of members.keys()) native.close(fd);
      members.clear();
      native.close(crowd);
    },
  };
}

const equal = (one: Uint8Array, other: Uint8Array) => one.length === other.length && one.every((byte, at) => byte === other[at]);

/** From a sockaddr_in: port and address in network order after the family. */
function endpointOf(raw: Uint8Array): Endpoint {
  return { address: raw.subarray(4, 8).join('.'), port: (raw[2]! << 8) | raw[3]! };
}

/** The kernel cuts a burst into datagrams itself (UDP_SEGMENT): at most so many, and so many bytes, at a time; <linux/udp.h>. */
const mostSegments = 64;
const longestBurst = 65_507;

function sender(native: NativeSockets, fd: number): CrowdSocket['send'] {
  let to: Endpoint | undefined;
  let address = new Uint8Array();
  let segment = 0;
  let cuts = true;

  function sendBurst(bytes: Uint8Array, size: number): void {
    if (segment !== size) native.setOption(fd, linux.SOL_UDP, linux.UDP_SEGMENT, cInt(size));
    segment = size;
    native.sendTo(fd, bytes, address);
  }
  function sendEach(bytes: Uint8Array, size: number): void {
    for (let at = 0; at < bytes.length; at += size) attempt(() => native.sendTo(fd, bytes.subarray(at, at + size), address));
  }
  /** An adapter that computes no checksums cannot cut (EIO), an old kernel neither (ENOPROTOOPT): then a call for each. */
  function send(bytes: Uint8Array, size: number): void {
    if (cuts && bytes.length > size) {
      if (attempt(() => sendBurst(bytes, size))) return;
      cuts = false;
      attempt(() => native.setOption(fd, linux.SOL_UDP, linux.UDP_SEGMENT, cInt(0)));
    }
    sendEach(bytes, size);
  }
  return (bytes, size, target) => {
    if (target !== to) {
      to = target;
      address = socketAddress(target.address, target.port) as Uint8Array<ArrayBuffer>;
    }
    const burst = Math.min(mostSegments, Math.max(1, Math.floor(longestBurst / size))) * size;
    for (let at = 0; at < bytes.length; at += burst) send(bytes.subarray(at, at + burst), size);
  };
}

/** False when the kernel refused it. */
function attempt(call: () => void): boolean {
  try {
    call();
    return true;
  } catch {
    return false;
  }
}

function nodeCrowd(): Crowd {
  const open = new Set<() => void>();
  return {
    async open(options, heard) {
      const socket = await openUdp(options);
      socket.onMessage(heard);
      const close = () => void (open.delete(close) && socket.close());
      open.add(close);
      return {
        send(bytes, size, to) {
          // Node keeps the bytes until they are sent, and the caller reuses them
          for (let at = 0; at < bytes.length; at += size) socket.send(bytes.slice(at, at + size), to);
        },
        close,
      };
    },
    turn: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    close: () => {
      for (const close of open) close();
    },
  };
}
