// The native calls, all in this file: sockets with options that Node cannot set, and files sent without leaving the kernel. Linux only,
// loaded when first used.

import { getSystemErrorName } from 'node:util';

/** Linux numbers, the same on every architecture Node runs on; <sys/socket.h>, <linux/if_packet.h>. */
export const linux = {
  AF_INET: 2,
  AF_PACKET: 17,
  AF_INET6: 10,
  SOCK_DGRAM: 2,
  SOCK_RAW: 3,
  SOCK_NONBLOCK: 0o4000,
  SOCK_CLOEXEC: 0o2000000,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_BROADCAST: 6,
  SO_RCVBUF: 8,
  SO_BINDTODEVICE: 25,
  SO_RCVBUFFORCE: 33,
  SOL_UDP: 17,
  UDP_SEGMENT: 103,
  EPOLL_CTL_ADD: 1,
  EPOLLIN: 1,
  F_DUPFD_CLOEXEC: 1030,
  POLLOUT: 4,
} as const;

/** Raw calls on socket descriptors. Each throws an error shaped like Node's own (`code`, `errno`, `syscall`) when the kernel refuses. */
export interface NativeSockets {
  /** A new descriptor, non-blocking and closed on exec. */
  open(family: number, type: number, protocol: number): number;
  setOption(fd: number, level: number, name: number, value: Uint8Array): void;
  /** `address` is the sockaddr of the family, byte for byte. */
  bind(fd: number, address: Uint8Array): void;
  sendTo(fd: number, bytes: Uint8Array, address: Uint8Array): void;
  /** The number of bytes put into `buffer`; undefined when nothing waits. */
  receive(fd: number, buffer: Uint8Array): number | undefined;
  close(fd: number): void;
}

/** Raw calls that carry a file into a socket. Each throws an error shaped like Node's own when the kernel refuses. */
export interface NativeTransfers {
  /** Another descriptor of the same socket, closed on exec. */
  duplicate(fd: number): number;
  /** The bytes that the socket took from the file's `position` on, at most `most`; 0 behind the file's end; undefined while the socket is full. */
  sendFile(socket: number, file: number, position: number, most: number): number | undefined;
  /** The sockets that have room, or are broken, waiting for the first of them this long at most. */
  writable(sockets: readonly number[], milliseconds: number): number[];
  close(fd: number): void;
}

/** Raw calls for many sockets at once. Each throws an error shaped like Node's own when the kernel refuses. */
export interface NativeCrowd {
  /** A set of sockets to wait on together; a closed socket leaves it by itself. */
  openCrowd(): number;
  join(crowd: number, fd: number): void;
  /** The sockets where something waits to be received, after this long at most. */
  waiting(crowd: number, milliseconds: number): number[];
  /** The bytes put into `buffer` and the sender's sockaddr put into `from`; undefined when nothing waits. */
  receiveFrom(fd: number, buffer: Uint8Array, from: Uint8Array): number | undefined;
  close(fd: number): void;
}

/** What adjtimex(2) tells, nothing changed. */
export type NativeClock = () => { readonly state: number; readonly status: number; readonly maximumErrorMicroseconds: number };

export const isLinux = process.platform === 'linux';

let sockets: Promise<NativeSockets> | undefined;
let transfers: Promise<NativeTransfers> | undefined;
let crowds: Promise<NativeCrowd> | undefined;

/** The native socket calls; rejects with ENOTSUP anywhere but on Linux. */
export function nativeSockets(): Promise<NativeSockets> {
  if (!isLinux) return Promise.reject(systemError('socket', 'ENOTSUP', 'sockets tied to a device need Linux'));
  sockets ??= loadSockets();
  return sockets;
}

/** The native file calls; rejects with ENOTSUP anywhere but on Linux. */
export function nativeTransfers(): Promise<NativeTransfers> {
  if (!isLinux) return Promise.reject(systemError('sendfile', 'ENOTSUP', 'sending files inside the kernel needs Linux'));
  transfers ??= loadTransfers();
  return transfers;
}

/** The native calls for many sockets; rejects with ENOTSUP anywhere but on Linux. */
export function nativeCrowd(): Promise<NativeCrowd> {
  if (!isLinux) return Promise.reject(systemError('epoll_create1', 'ENOTSUP', 'waiting on many sockets needs Linux'));
  crowds ??= loadCrowd();
  return crowds;
}

/** The kernel's clock; rejects with ENOTSUP anywhere but on Linux. */
export async function nativeClock(): Promise<NativeClock> {
  if (!isLinux) throw systemError('adjtimex', 'ENOTSUP', 'asking how right the clock is needs Linux');
  const { libc, checked } = await loadLibc();
  const adjtimex = libc.func('int adjtimex(void *)');
  // struct timex, 208 bytes where long has 64 bits: modes (0 changes nothing), offset, freq, maxerror, esterror, status …
  const timex = new ArrayBuffer(208);
  return () => ({
    state: checked('adjtimex', adjtimex(timex)),
    status: new Int32Array(timex)[10]!,
    maximumErrorMicroseconds: Number(new BigInt64Array(timex)[3]),
  });
}

async function loadLibc() {
  const { default: koffi } = await import('koffi');
  const checked = (syscall: string, result: number): number => {
    if (result >= 0) return result;
    const name = getSystemErrorName(-koffi.errno());
    throw systemError(syscall, name, name);
  };
  return { koffi, libc: koffi.load(null), checked };
}

async function loadSockets(): Promise<NativeSockets> {
  const { koffi, libc, checked } = await loadLibc();
  const socket = libc.func('int socket(int, int, int)');
  const setsockopt = libc.func('int setsockopt(int, int, int, const void *, uint32_t)');
  const bind = libc.func('int bind(int, const void *, uint32_t)');
  const sendto = libc.func('intptr_t sendto(int, const void *, size_t, int, const void *, uint32_t)');
  const recv = libc.func('intptr_t recv(int, void *, size_t, int)');
  const close = libc.func('int close(int)');
  return {
    open: (family, type, protocol) => checked('socket', socket(family, type | linux.SOCK_NONBLOCK | linux.SOCK_CLOEXEC, protocol)),
    setOption: (fd, level, name, value) => void checked('setsockopt', setsockopt(fd, level, name, value, value.length)),
    bind: (fd, address) => void checked('bind', bind(fd, address, address.length)),
    sendTo: (fd, bytes, address) => void checked('sendto', sendto(fd, bytes, bytes.length, 0, address, address.length)),
    receive: (fd, buffer) => {
      const length: number = recv(fd, buffer, buffer.length, 0);
      if (length < 0 && koffi.errno() === koffi.os.errno.EAGAIN) return undefined;
      return checked('recv', length);
    },
    close: (fd) => void close(fd),
  };
}

async function loadTransfers(): Promise<NativeTransfers> {
  const { koffi, libc, checked } = await loadLibc();
  const { EAGAIN, EINTR } = koffi.os.errno;
  const fcntl = libc.func('int fcntl(int, int, ...)');
  const sendfile = libc.func('intptr_t sendfile(int, int, int64_t *, size_t)');
  const poll = libc.func('int poll(void *, unsigned long, int)');
  const close = libc.func('int close(int)');
  const offset = new BigInt64Array(1);
  return {
    duplicate: (fd) => checked('fcntl', fcntl(fd, linux.F_DUPFD_CLOEXEC, 'int', 0)),
    sendFile: (socket, file, position, most) => {
      offset[0] = BigInt(position);
      const sent: number = sendfile(socket, file, offset, most);
      if (sent < 0 && [EAGAIN, EINTR].includes(koffi.errno())) return undefined;
      return checked('sendfile', sent);
    },
    writable: (sockets, milliseconds) => {
      // struct pollfd: int fd, short events, short revents
      const fds = new Int32Array(2 * sockets.length);
      const flags = new Int16Array(fds.buffer);
      sockets.forEach((fd, index) => {
        fds[2 * index] = fd;
        flags[4 * index + 2] = linux.POLLOUT;
      });
      const ready: number = poll(fds, sockets.length, milliseconds);
      if (ready < 0 && koffi.errno() === EINTR) return [];
      return checked('poll', ready) === 0 ? [] : sockets.filter((_, index) => flags[4 * index + 3] !== 0);
    },
    close: (fd) => void close(fd),
  };
}

/** struct epoll_event: 32 bits of events, 64 bits of our own, packed on x86-64 only. */
const epollEvent = process.arch === 'x64' ? { size: 12, data: 4 } : { size: 16, data: 8 };
const mostWaiting = 256;

async function loadCrowd(): Promise<NativeCrowd> {
  const { koffi, libc, checked } = await loadLibc();
  const { EAGAIN, EINTR } = koffi.os.errno;
  const create = libc.func('int epoll_create1(int)');
  const control = libc.func('int epoll_ctl(int, int, int, void *)');
  const wait = libc.func('int epoll_wait(int, void *, int, int)');
  const recvfrom = libc.func('intptr_t recvfrom(int, void *, size_t, int, void *, void *)');
  const close = libc.func('int close(int)');
  const events = new DataView(new ArrayBuffer(epollEvent.size * mostWaiting));
  const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const addressLength = new Uint32Array(1);
  return {
    openCrowd: () => checked('epoll_create1', create(linux.SOCK_CLOEXEC)),
    join: (crowd, fd) => {
      const event = new DataView(new ArrayBuffer(epollEvent.size));
      event.setUint32(0, linux.EPOLLIN, littleEndian);
      event.setInt32(epollEvent.data, fd, littleEndian);
      checked('epoll_ctl', control(crowd, linux.EPOLL_CTL_ADD, fd, event.buffer));
    },
    waiting: (crowd, milliseconds) => {
      const count: number = wait(crowd, events.buffer, mostWaiting, milliseconds);
      if (count < 0 && koffi.errno() === EINTR) return [];
      const found: number[] = [];
      for (let at = 0; at < checked('epoll_wait', count); at += 1)
        found.push(events.getInt32(at * epollEvent.size + epollEvent.data, littleEndian));
      return found;
    },
    receiveFrom: (fd, buffer, from) => {
      addressLength[0] = from.length;
      const length: number = recvfrom(fd, buffer, buffer.length, 0, from, addressLength);
      if (length < 0 && [EAGAIN, EINTR].includes(koffi.errno())) return undefined;
      return checked('recvfrom', length);
    },
    close: (fd) => void close(fd),
  };
}

/** An error shaped like Node's own. */
export const systemError = (syscall: string, code: string, what: string) =>
  Object.assign(new Error(`${syscall}: ${what}`), { code, syscall });

/** A C `int` as setsockopt takes it, in this machine's byte order. */
export const cInt = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);
/** A C string with its NUL. */
export const cString = (text: string): Uint8Array => Buffer.from(`${text}\0`);
