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
/**
 * How often to look for datagrams before falling asleep: some 50 µs, in which a client on the same link has answered. To be woken costs the
 * server a third of its speed (measured with one client and windows of one block).
 */
const looks = 100;
/** struct sockaddr_in */
const addressLength = 16;

interface Member {
  readonly heard: Heard;
  /** The sender of the last datagram, as a number and as it is told: nearly always the same one. */
  sender: number;
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
    const sender = senderOf(raw);
    if (sender !== member.sender) Object.assign(member, { sender, from: endpointOf(raw) });
    member.heard(buffer.subarray(0, length), member.from);
  }
  function arrived(milliseconds: number): readonly number[] {
    for (let look = 0; look < looks; look += 1) {
      const ready = native.waiting(crowd, 0);
      if (ready.length > 0) return ready;
    }
    return native.waiting(crowd, milliseconds);
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
      members.set(fd, { heard, sender: -1, from: { address: '', port: 0 } });
      return { send: sender(sockets, fd), close: () => members.delete(fd) && native.close(fd) };
    },
    turn(milliseconds) {
      for (const fd of arrived(milliseconds)) receive(fd);
    },
    close() {
      for (const fd of members.keys()) native.close(fd);
      members.clear();
      native.close(crowd);
    },
  };
}

/** Of a sockaddr_in: port and address, in network order after the family. */
function senderOf(raw: Uint8Array): number {
  let number = 0;
  for (let at = 2; at < 8; at += 1) number = number * 256 + raw[at]!;
  return number;
}

function endpointOf(raw: Uint8Array): Endpoint {
  return { address: raw.subarray(4, 8).join('.'), port: (raw[2]! << 8) | raw[3]! };
}

/** The kernel cuts a burst into datagrams itself (UDP_SEGMENT). Of more than this at a time the client has nothing to do until all are cut. */
const mostSegments = 4;
/** The most that fits an IPv4 packet. */
const longestBurst = 65_507;

/** Why the kernel cannot cut: an adapter that computes no checksums, a kernel that is too old, a packet longer than the link takes. */
const cannotCut = ['EIO', 'ENOPROTOOPT', 'EINVAL'];

function sender(native: NativeSockets, fd: number): CrowdSocket['send'] {
  let to: Endpoint | undefined;
  let address = new Uint8Array();
  let segment = 0;

  const cutAt = (size: number) => {
    if (segment !== size) native.setOption(fd, linux.SOL_UDP, linux.UDP_SEGMENT, cInt(size));
    segment = size;
  };
  const sendEach = (bytes: Uint8Array, size: number) => {
    for (let at = 0; at < bytes.length; at += size) attempt(() => native.sendTo(fd, bytes.subarray(at, at + size), address));
  };
  let sendMany = (bytes: Uint8Array, size: number): void => {
    const refused = attempt(() => {
      cutAt(size);
      native.sendTo(fd, bytes, address);
    });
    if (!refused || !cannotCut.includes(refused)) return;
    attempt(() => cutAt(0));
    sendMany = sendEach;
    sendEach(bytes, size);
  };
  return (bytes, size, target) => {
    if (target !== to) {
      to = target;
      address = socketAddress(target.address, target.port) as Uint8Array<ArrayBuffer>;
    }
    const burst = Math.max(1, Math.min(mostSegments, Math.floor(longestBurst / size))) * size;
    for (let at = 0; at < bytes.length; at += burst) {
      const part = bytes.length <= burst ? bytes : bytes.subarray(at, at + burst);
      if (part.length > size) sendMany(part, size);
      else attempt(() => native.sendTo(fd, part, address));
    }
  };
}

/** The code of the kernel's refusal; undefined when it took the call. What else goes wrong is thrown on. */
function attempt(call: () => void): string | undefined {
  try {
    call();
    return undefined;
  } catch (reason) {
    const { code } = reason as NodeJS.ErrnoException;
    if (code === undefined) throw reason;
    return code;
  }
}

/** Node's own sockets, for systems whose kernel we cannot speak to. */
export function nodeCrowd(): Crowd {
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
