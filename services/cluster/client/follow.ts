// Objects of the API followed as they change: listed once, then watched from there on, across lost connections and lost history.

import type { Clock } from '../../platform/clock.ts';
import { ApiTrouble } from '../api.ts';

/** One line of a watch (kubernetes.io, "Efficient detection of changes"). */
export interface Change<Item = unknown> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: Item & { readonly metadata?: { readonly resourceVersion?: string } };
}

export interface Followed<Item> {
  /** All there are: at first, and whenever what happened in between cannot be known any more. */
  listed(items: readonly Item[]): void;
  changed(item: Item): void;
  gone(item: Item): void;
}

export interface Followable {
  list(path: string): Promise<{ readonly items: readonly unknown[]; readonly version: string }>;
  stream(path: string, version: string, onChange: (change: Change) => void, signal: AbortSignal): Promise<void>;
}

/** The first wait after a failure and the longest, in milliseconds: an API server that restarts is back within seconds. */
const firstWait = 500;
const longestWait = 5_000;

/** What happened since this version is forgotten by now: etcd is compacted every five minutes, and the API server keeps no more. */
const isForgotten = (reason: unknown): boolean => reason instanceof ApiTrouble && reason.status === 410;

/** Until `signal` aborts; whatever the API does is tried again. @throws only what the listeners throw, and surprises */
export async function follow<Item>(
  api: Followable,
  path: string,
  { listed, changed, gone }: Followed<Item>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  let version: string | undefined;
  let wait = firstWait;
  const heard = ({ type, object }: Change) => {
    wait = firstWait;
    version = object.metadata?.resourceVersion ?? version;
    if (type === 'DELETED') gone(object as Item);
    else if (type !== 'BOOKMARK') changed(object as Item);
  };
  while (!signal.aborted)
    try {
      if (version === undefined) {
        const found = await api.list(path);
        listed(found.items as readonly Item[]);
        version = found.version;
      }
      await api.stream(path, version, heard, signal);
    } catch (reason) {
      if (!(reason instanceof ApiTrouble)) throw reason;
      if (isForgotten(reason)) version = undefined;
      await clock.sleep(wait, signal);
      wait = Math.min(wait * 2, longestWait);
    }
}
