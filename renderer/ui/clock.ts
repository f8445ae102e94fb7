// One clock for the whole page: everything that shows passing seconds is drawn again by the same tick.

import { useSyncExternalStore } from 'react';

const tickMilliseconds = 1000;
const heard = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of heard) listener();
}

function follow(listener: () => void): () => void {
  heard.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(tick, tickMilliseconds);
  }
  return () => {
    heard.delete(listener);
    if (heard.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Milliseconds since 1970, renewed each second. It ticks only while something on the screen looks at it. */
export const useNow = (): number => useSyncExternalStore(follow, () => now);
