// A page's event stream as a program reads it: ids and entries, in the order they came.

import { once } from 'node:events';
import { request } from 'node:http';
import type { Entry } from '../../services/contract/index.ts';
import type { ConsoleClient } from './console-client.ts';

export interface EventStream {
  readonly entries: Entry[];
  seqs(): number[];
  /** Resolves when the entry with this number has come. */
  until(seq: number): Promise<void>;
  close(): void;
}

interface Message {
  readonly id: string | undefined;
  readonly data: string | undefined;
}

const field = (block: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
const messageIn = (block: string): Message => ({ id: field(block, 'id'), data: field(block, 'data') });

export async function openStream(
  { base, token }: ConsoleClient,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const asking = request(`${base}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers }, agent: false });
  asking.end();
  const [response] = await once(asking, 'response');
  if (response.statusCode !== 200 || response.headers['content-type'] !== 'text/event-stream')
    throw new Error(`status ${response.statusCode}`);
  const entries: Entry[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    for (const { id, data } of blocks.map(messageIn)) {
      if (data === undefined) continue;
      const entry: Entry = JSON.parse(data);
      if (String(entry.seq) !== id) throw new Error(`id ${id} for entry ${entry.seq}`);
      entries.push(entry);
    }
    for (const look of waiting) look();
  });
  response.on('error', () => {});
  return {
    entries,
    seqs: () => entries.map(({ seq }) => seq),
    until: (seq) =>
      new Promise((resolve) => {
        const look = () => {
          if ((entries.at(-1)?.seq ?? 0) < seq) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => asking.destroy(),
  };
}
