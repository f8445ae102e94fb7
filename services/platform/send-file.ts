// Files into sockets by sendfile(2), in a thread of its own: Node writes the head of a response, the kernel its body.

import type { Socket } from 'node:net';
import { type BodyEnd, type BodySender, type FileBody, stallMilliseconds, streamedBodies } from './file-body.ts';
import { type NativeTransfers, nativeTransfers } from './native.ts';
import type { Order, Told } from './send-file-worker.ts';
import { startThread } from './thread.ts';

/** The fastest sender this laptop has: the kernel's on Linux, else Node's streams. */
export async function bodySender(stall = stallMilliseconds): Promise<BodySender> {
  const streamed = streamedBodies(stall);
  return nativeTransfers().then(
    (native) => kernelBodies(native, streamed, stall),
    () => streamed,
  );
}

/**
 * Sends by the kernel whatever can be sent so; the rest goes to `other`: a response that waits behind another on its connection, a head that is
 * not on the wire yet, a file system that cannot do it, and everything once the thread is gone. What the thread had in hand when it went is
 * `failed`, for nobody knows how much of it is on the wire: the connection ends, and the client resumes.
 */
function kernelBodies(native: NativeTransfers, other: BodySender, stall: number): BodySender {
  const thread = sendingThread(stall);
  async function send(body: FileBody): Promise<BodyEnd> {
    const { response, file, start, length, onSent } = body;
    const { socket } = response;
    const own = socket && thread.runs() ? duplicateOf(native, socket) : undefined;
    if (!socket || own === undefined) return other.send(body);
    const idle = socket.timeout ?? 0;
    socket.setTimeout(0); // Node sees no bytes go by; the thread watches for a stall
    const end = await thread.send(
      { socket: own, slices: file.slices(start, length).map(({ handle, ...where }) => ({ file: handle.fd, ...where })) },
      socket,
      onSent,
    );
    native.close(own);
    socket.setTimeout(idle);
    if (end === 'unable') return other.send(body);
    if (end.outcome === 'done') response.end();
    else response.destroy();
    return end;
  }
  return { send, close: thread.stop };
}

/** A descriptor of our own for the socket, which stays the same connection whatever Node does with its own; undefined where that cannot be had. */
function duplicateOf(native: NativeTransfers, socket: Socket): number | undefined {
  const fd = descriptorOf(socket);
  if (fd === undefined || socket.writableLength > 0) return undefined;
  try {
    return native.duplicate(fd);
  } catch {
    return undefined; // no descriptor left: streams need none
  }
}

/** Node has no public way to it; where this one is gone, files are streamed. */
function descriptorOf(socket: Socket): number | undefined {
  const { fd = -1 } = (socket as Socket & { _handle?: { fd?: number } | null })._handle ?? {};
  return fd < 0 ? undefined : fd;
}

type Sending = Omit<Extract<Order, { kind: 'send' }>, 'kind' | 'id'>;

/** The thread as seen from here: orders out, ends back. */
function sendingThread(stall: number) {
  const running = new Map<number, (told: Told) => void>();
  let orders = 0;
  let gone = false;
  const thread = startThread<Order, Told>(new URL('./send-file-worker.ts', import.meta.url), { stall }, (told) =>
    running.get(told.id)?.(told),
  );
  const leave = (cause: string) => {
    gone = true;
    const end: BodyEnd = { outcome: 'failed', sentBytes: 0, reason: `the sending thread stopped${cause}` };
    for (const [id, heard] of running) heard({ kind: 'ended', id, end });
  };
  thread.ended.then(
    () => leave(''),
    (reason: Error) => leave(`: ${reason.message}`),
  );

  async function send(sending: Sending, socket: Socket, onSent: (bytes: number) => void): Promise<BodyEnd | 'unable'> {
    const id = orders++;
    const cancel = () => thread.order({ kind: 'cancel', id });
    socket.once('close', cancel);
    const end = await new Promise<BodyEnd | 'unable'>((resolve) => {
      running.set(id, (told) => {
        if (told.kind === 'sent') onSent(told.bytes);
        else resolve(told.kind === 'ended' ? told.end : 'unable');
      });
      thread.order({ kind: 'send', id, ...sending });
    });
    running.delete(id);
    socket.off('close', cancel);
    return end;
  }
  return { send, runs: () => !gone, stop: thread.stop };
}
