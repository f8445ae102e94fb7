// A part of the appliance: it runs until it is told to stop.

export interface Part {
  readonly name: string;
  /** Resolves when `signal` aborts and everything the part opened is closed; rejects when it cannot go on. */
  run(signal: AbortSignal): Promise<void>;
}
