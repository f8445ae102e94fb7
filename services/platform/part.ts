// A part of the appliance: it runs until it is told to stop.

export interface Part {
  readonly name: string;
  /**
   * Resolves when `signal` aborts and everything the part opened is closed; rejects when it cannot go on.
   * `onReady` is called once, when it answers.
   */
  run(signal: AbortSignal, onReady?: () => void): Promise<void>;
}

/** Resolves when `signal` aborts. */
export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

export interface Running {
  /** Resolves when it has ended; rejects when it could not go on. */
  readonly ended: Promise<void>;
  /** Tells it to stop and waits until everything it opened is closed; rejects as `ended` does. */
  stop(): Promise<void>;
}

/** Starts a part on its own: resolves when it answers, rejects with its reason when it ends before that. */
export async function started(part: Part): Promise<Running> {
  const stopping = new AbortController();
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  const ended = part.run(stopping.signal, resolve);
  ended.catch(() => {}); // whoever awaits it hears of it
  await Promise.race([ready, ended]);
  return {
    ended,
    stop() {
      stopping.abort();
      return ended;
    },
  };
}

/** One part made of several: started together, ready when all are; one that fails stops the others, and its reason is the reason. */
export const together = (name: string, parts: readonly Part[]): Part => ({
  name,
  async run(signal, onReady) {
    const failed = new AbortController();
    const until = AbortSignal.any([signal, failed.signal]);
    const waitingFor = new Set(parts);
    const ready = (part: Part) => {
      if (waitingFor.delete(part) && waitingFor.size === 0) onReady?.();
    };
    const ended = await Promise.allSettled(
      parts.map((part) =>
        part
          .run(until, () => ready(part))
          .catch((reason) => {
            failed.abort();
            throw reason;
          }),
      ),
    );
    const reasons = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    if (reasons.length === 1) throw reasons[0];
    if (reasons.length > 1) throw new AggregateError(reasons, `${name}: several parts failed`);
  },
});
