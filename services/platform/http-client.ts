// One HTTP request from a chosen local address: the body streams, nothing is kept, nothing is retried.

import { request } from 'node:http';

export interface HttpAsk {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Local address to ask from; the system's choice without it. */
  readonly from?: string;
  /** Gives up after this long without a byte. */
  readonly silenceMilliseconds: number;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  header(name: string): string | undefined;
  /** To be read to its end or left with `break`, which closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Resolves with any answer, whatever its status; rejects with the Node error when there is none (refused, reset, silent, aborted). */
export const askHttp = (ask: HttpAsk): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const outgoing = request(ask.url, {
      method: ask.method,
      headers: { ...ask.headers, ...(ask.body === undefined ? {} : { 'content-length': Buffer.byteLength(ask.body) }) },
      signal: ask.signal,
      agent: false,
      ...(ask.from ? { localAddress: ask.from } : {}),
    });
    outgoing.setTimeout(ask.silenceMilliseconds, () => outgoing.destroy(new Error(`no byte for ${ask.silenceMilliseconds} ms`)));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) =>
      resolve({
        status: incoming.statusCode ?? 0,
        header: (name) => {
          const value = incoming.headers[name.toLowerCase()];
          return Array.isArray(value) ? value.join(', ') : value;
        },
        body: incoming,
      }),
    );
    outgoing.end(ask.body);
  });

/** The whole body as text; rejects when it is longer than `limitBytes`. */
export async function readText(body: AsyncIterable<Uint8Array>, limitBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limitBytes) throw new Error(`longer than ${limitBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
