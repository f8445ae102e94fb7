// Looking at the new cluster again and again, for a bounded time: its API may fall silent in between, as after the loss of a node.

import type { Clock } from '../platform/clock.ts';
import { ApiTrouble, type ClusterApi } from './api.ts';

/** Who asks: through which API, by which clock, and until when. */
export interface Asking {
  readonly api: ClusterApi;
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'sleep'>;
  readonly signal: AbortSignal;
}

/** Between two looks: a pod takes seconds to start, and each look costs an API server on an old blade some milliseconds. */
const lookMilliseconds = 2_000;

/** Nobody answered, or somebody who cannot answer now; any other answer stays the same however often it is asked for. */
const passes = (reason: unknown): reason is ApiTrouble =>
  reason instanceof ApiTrouble && (reason.status === 0 || reason.status === 429 || reason.status >= 500);

async function seenOrTrouble<Seen>(look: () => Promise<Seen>): Promise<{ seen: Seen } | { trouble: ApiTrouble }> {
  try {
    return { seen: await look() };
  } catch (reason) {
    if (!passes(reason)) throw reason;
    return { trouble: reason };
  }
}

/**
 * What was seen when it was enough, or last of all after this many milliseconds. Rejects with the API's last ApiTrouble when nothing could be seen
 * then, with one that does not pass at once, and with the signal's reason.
 */
export async function seenWithin<Seen>(
  { clock, signal }: Omit<Asking, 'api'>,
  patience: number,
  look: () => Promise<Seen>,
  isEnough: (seen: Seen) => boolean,
  pause = lookMilliseconds,
): Promise<Seen> {
  const end = clock.monotonic() + patience;
  while (true) {
    signal.throwIfAborted();
    const found = await seenOrTrouble(look);
    if ('seen' in found && isEnough(found.seen)) return found.seen;
    if (clock.monotonic() >= end) {
      if ('seen' in found) return found.seen;
      throw found.trouble;
    }
    await clock.sleep(pause, signal);
  }
}

/** Longer than an API server takes to start anew, and than the loss of the one that was asked is noticed. */
const silenceMilliseconds = 60_000;

/** The same API, asked again for a minute where it does not answer: nothing that is asked here does harm when it is done twice. */
export function patientApi({ api, ...world }: Asking): ClusterApi {
  const patiently = <Value>(call: () => Promise<Value>): Promise<Value> => seenWithin(world, silenceMilliseconds, call, () => true);
  return {
    server: () => api.server(),
    ask: (path, options) => patiently(() => api.ask(path, options)),
    get: (path) => patiently(() => api.get(path)),
    list: (path) => patiently(() => api.list(path)),
    apply: (object) => patiently(() => api.apply(object)),
    remove: (path) => patiently(() => api.remove(path)),
  };
}

/** The work on each of these, in their order; at most `most` at once. */
export async function severalAtOnce<Item, Value>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) values[index] = await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
  return values;
}
