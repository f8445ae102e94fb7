// One request and its response over undici, with every byte that came kept until it is taken: also those just before a cut.

import type { Dispatcher } from 'undici';
import type { Answer } from './answer.ts';

export interface Response extends Pick<Answer, 'status' | 'headers'> {
  /** What comes next; undefined at the end. Rejects with undici's error once all that came before it is taken. */
  next(): Promise<Uint8Array | undefined>;
  /** Lets go of the connection. */
  end(): void;
}

/** So much waits for the disk before the far side is told to wait. */
const mostWaiting = 1024 * 1024;

/** Pieces between a connection that brings them and a reader that takes them, each at its own pace. */
function inbox() {
  const pieces: Uint8Array[] = [];
  let [bytes, wake] = [0, () => {}];
  let ended: { readonly error?: unknown } | undefined;
  return {
    /** True when the far side had better wait. */
    put(piece: Uint8Array): boolean {
      bytes += piece.length;
      pieces.push(piece);
      wake();
      return bytes > mostWaiting;
    },
    end(how: { readonly error?: unknown }) {
      ended ??= how;
      wake();
    },
    async take(): Promise<Uint8Array | undefined> {
      while (pieces.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
      const piece = pieces.shift();
      if (!piece && ended?.error !== undefined) throw ended.error;
      bytes -= piece?.length ?? 0;
      return piece;
    },
  };
}

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Answer['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(', ')]));

/** Resolves when the head of the response is there. Rejects with undici's error, or with the signal's reason. */
export function exchange(dispatcher: Dispatcher, url: string, headers: Answer['headers'], signal: AbortSignal): Promise<Response> {
  const { origin, pathname, search } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const { put, end, take } = inbox();
  let connection: Dispatcher.DispatchController | undefined;
  let [open, missing] = [true, Number.POSITIVE_INFINITY];
  const letGo = (reason: Error) => open && connection?.abort(reason);
  const stop = () => void letGo(signal.reason as Error);
  const over = (how: { readonly error?: unknown }) => {
    open = false;
    signal.removeEventListener('abort', stop);
    end(how);
    if (how.error !== undefined) reject(how.error);
  };
  const next = () => {
    connection?.resume();
    return take();
  };
  dispatcher.dispatch(
    { origin, path: `${pathname}${search}`, method: 'GET', headers },
    {
      onRequestStart(controller) {
        connection = controller;
        signal.addEventListener('abort', stop);
        if (signal.aborted) stop();
      },
      onResponseStart(_, status, told) {
        if (status < 200) return;
        missing = Number(told['content-length'] ?? missing);
        resolve({ status, headers: flat(told), next, end: () => void letGo(new Error('left')) });
      },
      onResponseData(controller, piece) {
        missing -= piece.length;
        if (put(piece)) controller.pause();
      },
      onResponseEnd: () => over({}),
      // undici calls a connection cut that ends while its last bytes wait for the reader
      onResponseError: (_, error) => over(missing === 0 ? {} : { error }),
    },
  );
  return promise;
}
