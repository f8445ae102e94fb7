// A part that can fall silent for a while and comes back by itself, without whoever runs it noticing.

import { type Part, type Running, started } from './part.ts';

export interface Interruptible {
  readonly part: Part;
  /**
   * The part is stopped while `work` runs, and started again when that ends, however it ends. One at a time; a part that is just starting is
   * waited for, and one that does not run does not start meanwhile. Throws what `work` throws; why the part could not start or stop is what
   * `run` of the part rejects with.
   */
  without<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** Nothing of it is open any more. Whoever runs it hears of what failed. */
const stopped = async (start: Promise<Running> | undefined): Promise<void> => {
  await start?.then((running) => running.stop()).catch(() => {});
};

export function interruptible(inner: Part): Interruptible {
  /** Of the part as it runs now, from its first moment: what only starts has to be stopped as well. */
  let start: Promise<Running> | undefined;
  /** Whoever stopped it, until it may go on. */
  let pause: Promise<unknown> | undefined;

  async function run(signal: AbortSignal, onReady?: () => void): Promise<void> {
    const stop = () => void stopped(start);
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (let first = true; ; first = false) {
        while (pause) await pause;
        if (signal.aborted) return;
        start = started(inner);
        const { ended } = await start;
        if (first) onReady?.();
        await ended;
      }
    } finally {
      start = undefined;
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    part: { name: inner.name, run },
    async without(work) {
      while (pause) await pause;
      const { promise, resolve } = Promise.withResolvers<void>();
      pause = promise;
      try {
        await stopped(start);
        return await work();
      } finally {
        pause = undefined;
        resolve();
      }
    },
  };
}
