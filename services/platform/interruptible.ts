// A part that can fall silent for a while and comes back by itself, without whoever runs it noticing.

import { type Part, type Running, started } from './part.ts';

export interface Interruptible {
  readonly part: Part;
  /**
   * The part is stopped while `work` runs, and started again when that ends, however it ends. One at a time; while the part does not run there
   * is nothing to stop. Throws what `work` throws; when the part cannot start again, `run` of the part rejects with the reason.
   */
  without<Value>(work: () => Promise<Value>): Promise<Value>;
}

export function interruptible(inner: Part): Interruptible {
  let running: Running | undefined;
  /** Whoever stopped it, until it may go on. */
  let pause: Promise<unknown> | undefined;

  async function run(signal: AbortSignal, onReady?: () => void): Promise<void> {
    const stop = () => void running?.stop().catch(() => {});
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (let first = true; !signal.aborted; first = false) {
        running = await started(inner);
        if (first) onReady?.();
        if (signal.aborted) stop();
        await running.ended;
        running = undefined;
        await pause;
      }
    } finally {
      running = undefined;
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
        await running?.stop();
        return await work();
      } finally {
        pause = undefined;
        resolve();
      }
    },
  };
}
