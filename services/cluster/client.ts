// What speaks to the API of the new cluster with the administrator's certificate, whichever of its API servers answers.

import type { Clock } from '../platform/clock.ts';
import { type ApiAnswer, ApiTrouble, type AskOptions, type ClusterApi, type ClusterObject } from './api.ts';
import type { Ran, RunInPod } from './client/commands.ts';
import { type Connection, type Identity, openConnection } from './client/connection.ts';
import { type Change, type Followed, follow } from './client/follow.ts';
import { type GroupKinds, groupPath, objectPath, type Page, withQuery } from './client/objects.ts';
import { serversInOrder } from './client/servers.ts';
import { refused } from './client/trouble.ts';

export interface ClientOptions extends Identity {
  /** In the order they are asked: the endpoint of the cluster, then every control-plane node by itself. `https://10.20.30.9:6443` */
  readonly servers: readonly [string, ...string[]];
  readonly clock: Clock;
}

/** The API, and what takes a connection that stays open. */
export interface ClusterClient extends ClusterApi {
  /** Tells of all objects at this path and of every change, until `signal` aborts; what is lost in between is listed anew. */
  follow<Item>(path: string, followed: Followed<Item>, signal: AbortSignal): Promise<void>;
  /** A command in a running container, to its end. @throws ApiTrouble when it could not be run */
  run(where: RunInPod, patience?: number): Promise<Ran>;
  /** Nothing stays open. It may be asked again, and opens what it needs. */
  close(): Promise<void>;
}

/** Milliseconds: an API server on a slow blade that has just started takes seconds for its first answers. */
const usualPatience = 15_000;
/** For `list`: as kubectl asks for them. */
const pageSize = '500';
const owner = 'rackstrap';

/** Rejects when `signal` aborts first; what comes later of `promise` is let go. */
const orAborted = <Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  new Promise((resolve, reject) => {
    const over = () => reject(new ApiTrouble(0, 'no answer in time'));
    if (signal.aborted) over();
    signal.addEventListener('abort', over, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', over));
  });

/** Opens nothing before it is asked. */
export function clusterApi({ servers, clock, ...identity }: ClientOptions): ClusterClient {
  const ordered = serversInOrder(servers, (server) => openConnection(server, identity));
  const kinds = new Map<string, GroupKinds>();

  /** With the server that answers; one that gave no answer is not kept. */
  async function withServer<Value>(signal: AbortSignal, work: (connection: Connection) => Promise<Value>): Promise<Value> {
    const connection = await orAborted(ordered.current(), signal);
    try {
      return await work(connection);
    } catch (reason) {
      if (reason instanceof ApiTrouble && reason.status === 0) ordered.failed(connection);
      throw reason;
    }
  }

  const ask = (path: string, options: AskOptions = {}): Promise<ApiAnswer> => {
    const signal = AbortSignal.timeout(options.patience ?? usualPatience);
    return withServer(signal, (connection) => connection.ask(path, options, signal));
  };

  /** Its body; undefined where there is nothing (404). @throws ApiTrouble for every other refusal */
  async function body(path: string, options?: AskOptions): Promise<string | undefined> {
    const answer = await ask(path, options);
    if (answer.status === 404) return undefined;
    if (answer.status >= 400) throw refused(answer);
    return answer.body;
  }

  async function get<Found>(path: string): Promise<Found | undefined> {
    const text = await body(path);
    try {
      return text === undefined ? undefined : JSON.parse(text);
    } catch {
      throw new ApiTrouble(0, `what answers at ${path} is no API server`);
    }
  }

  async function pages<Item>(path: string): Promise<{ readonly items: Item[]; readonly version: string }> {
    const items: Item[] = [];
    for (let next: string | undefined = ''; ; ) {
      const page: Page<Item> | undefined = await get(withQuery(path, { limit: pageSize, ...(next ? { continue: next } : {}) }));
      if (!page) throw new ApiTrouble(404, `there is no ${path}`);
      items.push(...page.items);
      next = page.metadata.continue;
      if (!next) return { items, version: page.metadata.resourceVersion ?? '' };
    }
  }

  /** Asked once for each group, and again for a kind that it did not have then: its definition may have come since. */
  async function pathOf(object: ClusterObject): Promise<string> {
    const { apiVersion, kind } = object;
    const known = kinds.get(apiVersion);
    const path = known && objectPath(object, known);
    if (path) return path;
    const told = (await get<GroupKinds>(groupPath(apiVersion))) ?? { resources: [] };
    kinds.set(apiVersion, told);
    const found = objectPath(object, told);
    if (!found) throw new ApiTrouble(404, `the API knows no ${kind} of ${apiVersion}`);
    return found;
  }

  const followable = {
    list: pages,
    stream: (path: string, resourceVersion: string, onChange: (change: Change) => void, signal: AbortSignal) =>
      withServer(signal, (connection) => connection.stream(path, { resourceVersion, allowWatchBookmarks: 'true' }, onChange, signal)),
  };

  return {
    server: ordered.server,
    ask,
    get,
    list: async (path) => (await pages<never>(path)).items,
    async apply(object) {
      const path = withQuery(await pathOf(object), { fieldManager: owner, force: 'true' });
      const sent = { method: 'PATCH', body: JSON.stringify(object), contentType: 'application/apply-patch+yaml' } as const;
      if ((await body(path, sent)) === undefined) throw new ApiTrouble(404, `there is no place for it: ${path}`);
    },
    async remove(path) {
      // Without this word Jobs, by an old promise, leave their pods behind.
      await body(withQuery(path, { propagationPolicy: 'Background' }), { method: 'DELETE' });
    },
    follow: (path, followed, signal) => follow(followable, path, followed, { clock, signal }),
    run(where, patience = usualPatience) {
      const signal = AbortSignal.timeout(patience);
      return withServer(signal, (connection) => connection.run(where, signal));
    },
    close: ordered.close,
  };
}
