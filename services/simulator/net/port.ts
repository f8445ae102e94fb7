// A UDP port of a virtual blade. What its cable held back until the port was closed is lost: there is nobody left to send it.

import { openUdp, type UdpOptions, type UdpSocket } from '../../platform/udp.ts';

/** As `openUdp`, and `send` does nothing once `close` was called. */
export async function openPort(options: UdpOptions): Promise<UdpSocket> {
  const socket = await openUdp(options);
  let closed = false;
  return {
    ...socket,
    send: (bytes, to) => void (closed || socket.send(bytes, to)),
    close() {
      closed = true;
      return socket.close();
    },
  };
}
