// The stream of changes as a page reads it: messages in the order they came, and the rack put together from them.

import { once } from 'node:events';
import { request } from 'node:http';
import type { BladeView, ChangeName, RackChange, SiteView } from '../../services/contract/index.ts';
import { changes } from '../../services/contract/index.ts';
import type { ConsoleClient } from './console-client.ts';

export interface Message {
  readonly event: ChangeName;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a change of any kind, for a test to look at
  readonly data: any;
}

export interface ChangesPage {
  readonly messages: Message[];
  rack(): readonly RackChange[];
  /** The rack as a page has it after all changes so far. */
  blades(): ReadonlyMap<string, BladeView>;
  site(): SiteView | undefined;
  /** Resolves when it is so. */
  until(what: string, so: () => boolean): Promise<void>;
  close(): void;
}

/** For a laptop that runs every other test at the same time. */
const patienceMilliseconds = 90_000;
const field = (block: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];

/** Every message is held against the contract. */
function messageIn(block: string): Message[] {
  const event = field(block, 'event') as ChangeName | undefined;
  return event ? [{ event, id: field(block, 'id'), data: changes[event].parse(JSON.parse(field(block, 'data')!)) }] : [];
}

export async function openChanges({ base, token }: ConsoleClient, query = ''): Promise<ChangesPage> {
  const asking = request(`${base}/api/changes${query}`, { headers: { authorization: `Bearer ${token}` }, agent: false });
  asking.end();
  const [response] = await once(asking, 'response');
  if (response.headers['content-type'] !== 'text/event-stream') throw new Error(`status ${response.statusCode}`);
  const messages: Message[] = [];
  const blades = new Map<string, BladeView>();
  const waiting = new Set<() => void>();
  const take = (message: Message) => {
    messages.push(message);
    if (message.event !== 'rack') return;
    if (message.data.whole) blades.clear();
    for (const blade of message.data.blades) blades.set(blade.slot, blade);
  };
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    blocks.flatMap(messageIn).forEach(take);
    for (const look of waiting) look();
  });
  response.on('error', () => {});
  const of = (name: ChangeName) => messages.filter(({ event }) => event === name).map(({ data }) => data);
  return {
    messages,
    rack: () => of('rack'),
    blades: () => blades,
    site: () => of('site').at(-1),
    async until(what, so) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = () => so() && resolve();
      const timer = setTimeout(() => reject(new Error(`${what} did not come`)), patienceMilliseconds);
      waiting.add(look);
      look();
      await promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
      });
    },
    close: () => asking.destroy(),
  };
}
