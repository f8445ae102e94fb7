// UDP sockets: tied to one network device where asked, so that nothing leaves by another.

import { createSocket, type Socket } from 'node:dgram';
import { cInt, cString, linux, type NativeSockets, nativeSockets } from './native.ts';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface UdpSocket {
  readonly local: Endpoint;
  /** A datagram that the kernel refuses is lost, as it could be on the wire; the far side asks again. */
  send(bytes: Uint8Array, to: Endpoint): void;
  /** One handler; called for every datagram from now on. */
  onMessage(handler: (bytes: Uint8Array, from: Endpoint) => void): void;
  close(): Promise<void>;
}

export interface UdpOptions {
  /** 0 lets the kernel choose. */
  readonly port: number;
  /** IPv4; 0.0.0.0 when left out. */
  readonly address?: string;
  /** Hear and speak on this network device only, whatever the routing table says (Linux: SO_BINDTODEVICE). */
  readonly device?: string;
  readonly broadcast?: boolean;
  /** Share the port with other sockets that say so too. Never for a server: a second one would not be noticed. */
  readonly reuse?: boolean;
}

/** Room for a rack's worth of simultaneous requests while this process is busy elsewhere. The kernel may grant less. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** An open, bound IPv4 socket. Rejects with Node's error: EADDRINUSE, EACCES, EADDRNOTAVAIL, ENODEV; ENOTSUP for a device elsewhere than on Linux. */
export async function openUdp(options: UdpOptions): Promise<UdpSocket> {
  const fd = options.device ? await openDescriptor(options) : undefined;
  const socket = createSocket({ type: 'udp4', reuseAddr: options.reuse ?? false, lookup: addressesOnly });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    const bound = () => {
      socket.off('error', reject);
      resolve();
    };
    if (fd === undefined) socket.bind({ port: options.port, address: options.address ?? '0.0.0.0', exclusive: true }, bound);
    else socket.bind({ fd, exclusive: true }, bound);
  });
  if (options.broadcast) socket.setBroadcast(true);
  if (fd === undefined) socket.setRecvBufferSize(receiveBufferBytes);
  return wrap(socket);
}

/** A descriptor bound natively and before anything reads it, so that not one datagram of another link gets in. Linux only. */
export async function openDescriptor({ port, address = '0.0.0.0', device, reuse }: UdpOptions): Promise<number> {
  const native = await nativeSockets();
  const fd = native.open(linux.AF_INET, linux.SOCK_DGRAM, 0);
  try {
    if (device) native.setOption(fd, linux.SOL_SOCKET, linux.SO_BINDTODEVICE, cString(device));
    if (reuse) native.setOption(fd, linux.SOL_SOCKET, linux.SO_REUSEADDR, cInt(1));
    native.bind(fd, socketAddress(address, port));
    raiseReceiveBuffer(native, fd);
    return fd;
  } catch (reason) {
    native.close(fd);
    throw reason;
  }
}

/** Beyond the system's limit where we have the right to (CAP_NET_ADMIN), else as far as the limit lets us. */
function raiseReceiveBuffer(native: NativeSockets, fd: number): void {
  const wanted = cInt(receiveBufferBytes);
  try {
    native.setOption(fd, linux.SOL_SOCKET, linux.SO_RCVBUFFORCE, wanted);
  } catch {
    native.setOption(fd, linux.SOL_SOCKET, linux.SO_RCVBUF, wanted);
  }
}

/** struct sockaddr_in: family in host order, port and address in network order, 8 bytes of padding. */
export function socketAddress(address: string, port: number): Uint8Array {
  const bytes = new Uint8Array(16);
  bytes.set(new Uint8Array(Uint16Array.of(linux.AF_INET).buffer));
  new DataView(bytes.buffer).setUint16(2, port);
  bytes.set(address.split('.').map(Number), 4);
  return bytes;
}

type Lookup = (host: string, options: unknown, done: (error: Error | null, address: string, family: number) => void) => void;
/** Names are never looked up: there is no DNS on a provisioning network, and a lookup per datagram is dear. */
const addressesOnly: Lookup = (host, _options, done) => done(null, host, 4);

function wrap(socket: Socket): UdpSocket {
  const { address, port } = socket.address();
  socket.on('error', () => {}); // an ICMP error from a far side that went away
  return {
    local: { address, port },
    send: (bytes, to) => socket.send(bytes, to.port, to.address, () => {}),
    onMessage: (handler) => {
      socket.removeAllListeners('message');
      socket.on('message', handler);
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
