// How long a transfer waits for its client before it sends again, and when it gives up: by measured round trips, as TCP does (RFC 6298).

export interface Patience {
  /** Milliseconds of the next wait. */
  readonly wait: number;
  /** When to send again. */
  readonly deadline: number;
  /** When the client last went forward. */
  readonly progressAt: number;
  /** When the outstanding window was sent; undefined once it was sent again, as nobody can tell then which copy is answered (Karn). */
  readonly sentAt: number | undefined;
  /** Smoothed round trip and its deviation. */
  readonly roundTrip: number | undefined;
  readonly deviation: number;
  /** The client's own interval (RFC 2349): used as it is, never adapted. */
  readonly fixed: number | undefined;
}

/** Before anything is measured: firmware answers within milliseconds, or its first ARP got lost. */
const firstWait = 1000;
/** Firmware that is busy writing to memory or a serial console must not be flooded with copies. */
const shortestWait = 250;
/** Waits double up to this: 1, 2, 4, 8 s. */
const longestWait = 8000;
/** Without progress for so long the client is gone: longer than any firmware's own patience between two packets. */
const silenceLimit = 30_000;
/** A client that asked for long intervals gets at least as many tries. */
const fixedTries = 4;

/** The waiting of a transfer that begins `now` (milliseconds); `timeoutSeconds` when the client chose it. */
export function patient(now: number, timeoutSeconds?: number): Patience {
  const fixed = timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000;
  const wait = fixed ?? firstWait;
  return { wait, deadline: now + wait, progressAt: now, sentAt: now, roundTrip: undefined, deviation: 0, fixed };
}

/** The client went forward: what was measured shapes the next wait. */
export function measured(patience: Patience, now: number): Patience {
  const { sentAt } = patience;
  const { roundTrip, deviation } = sentAt === undefined ? patience : smoothed(patience, now - sentAt);
  const wait =
    patience.fixed ?? (roundTrip === undefined ? firstWait : Math.min(Math.max(roundTrip + 4 * deviation, shortestWait), firstWait));
  return { wait, deadline: now + wait, progressAt: now, sentAt: now, roundTrip, deviation, fixed: patience.fixed };
}

function smoothed({ roundTrip, deviation }: Patience, sample: number) {
  if (roundTrip === undefined) return { roundTrip: sample, deviation: sample / 2 };
  return { roundTrip: roundTrip * 0.875 + sample * 0.125, deviation: deviation * 0.75 + Math.abs(roundTrip - sample) * 0.25 };
}

/** What is outstanding is sent again now. */
export function backOff(patience: Patience, now: number): Patience {
  const wait = patience.fixed ?? Math.min(patience.wait * 2, longestWait);
  return { ...patience, wait, deadline: now + wait };
}

/** True when waiting any longer makes no sense. */
export const isSpent = ({ progressAt, fixed = 0 }: Patience, now: number): boolean =>
  now - progressAt >= Math.max(silenceLimit, fixed * fixedTries);
