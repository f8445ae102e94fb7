// A part of the appliance: it runs until it is told to stop.

export interface Part {
  readonly name: string;
  /** Resolves when `signal` aborts and everything the part opened is closed; rejects when it cannot go on. */
  run(signal: AbortSignal): Promise<void>;
}

/** One part made of several: started together in order of the list; one that fails stops the others, and its reason is the reason. */
export const together = (name: string, parts: readonly Part[]): Part => ({
  name,
  async run(signal) {
    const failed = new AbortController();
    const until = AbortSignal.any([signal, failed.signal]);
    const ended = await Promise.allSettled(
      parts.map((part) =>
        part.run(until).catch((reason) => {
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
