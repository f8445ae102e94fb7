// Something happened: whoever waits for the next round need not wait any longer.

export interface Bell {
  ring(): void;
  /** Aborts when it rings for the first time from now on: taken before a round, it also tells of what happened during it. */
  next(): AbortSignal;
}

export function newBell(): Bell {
  let next = new AbortController();
  return {
    ring() {
      next.abort();
      next = new AbortController();
    },
    next: () => next.signal,
  };
}
