// QEMU's control protocol (QMP): one command per connection, since QEMU listens to one client at a time and nobody is to be kept waiting.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { SocketPlace } from './local-socket.ts';

/** `absent`: nobody listens there, so no machine runs; `silent`: QEMU took the call and did not answer in time, or ended before it did. */
export type QemuAnswer =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'silent' };

/** QEMU answers at once; this is for a machine whose host is busy, and for another client that is just being answered. */
const patienceMilliseconds = 10_000;

async function connected(place: SocketPlace): Promise<Socket | undefined> {
  const socket = typeof place === 'number' ? connect(place, '127.0.0.1') : connect(place);
  try {
    await once(socket, 'connect');
    // A connection that breaks ends its lines; that is all there is to say about it.
    socket.on('error', () => {});
    return socket;
  } catch {
    return undefined;
  }
}

/** Its lines, until it ends, breaks or is closed here: readline would wait for ever after the last. */
async function* linesOf(socket: Socket): AsyncGenerator<string, void> {
  let rest = '';
  try {
    for await (const text of socket.setEncoding('utf8')) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch {
    // Broken off: no more lines.
  }
}

/** What QEMU answers a command with; events between are passed over. */
async function answerTo(execute: string, words: object, socket: Socket, lines: AsyncIterator<string, void>): Promise<QemuAnswer> {
  socket.write(`${JSON.stringify({ execute, arguments: words })}\n`);
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return { kind: 'silent' };
    const said = JSON.parse(value);
    if (said.error) return { kind: 'refused', reason: String(said.error.desc) };
    if ('return' in said) return { kind: 'answer', value: said.return };
  }
}

/** Greeting, capabilities, command, answer. Never rejects for what QEMU does. Source: QEMU's qmp-spec. */
export async function askQemu(
  place: SocketPlace,
  execute: string,
  words: object = {},
  patience = patienceMilliseconds,
): Promise<QemuAnswer> {
  const socket = await connected(place);
  if (!socket) return { kind: 'absent' };
  const timer = setTimeout(() => socket.destroy(), patience);
  try {
    const lines = linesOf(socket);
    if ((await lines.next()).done) return { kind: 'silent' };
    const ready = await answerTo('qmp_capabilities', {}, socket, lines);
    return ready.kind === 'answer' ? await answerTo(execute, words, socket, lines) : ready;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
