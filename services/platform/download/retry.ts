// Trying again: after longer and longer pauses of uneven length, and never for ever.

import type { Clock } from '../clock.ts';
import { DownloadFailure, mayPass, type Trouble } from './failure.ts';

export interface Patience {
  readonly clock: Clock;
  /** From 0 to 1: many laptops that were cut off together must not come back together. */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** About a minute in all: a server that restarts is back by then, and a person at a desk still waits. */
const mostTries = 8;
/** A wrong name or a firewall is told sooner; a wrong hash twice is no accident of the way. */
const fewerTries: Partial<Record<Trouble['kind'], number>> = { unreachable: 4, hash: 2 };
const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;
/** A server may ask for more patience than we have by ourselves, but not for a coffee break. */
const longestAskedMilliseconds = 120_000;
/** So much more than ever before, and the far side counts as alive: the tries begin anew. What is left of a file bounds them. */
const progressBytes = 256 * 1024;

/** Half of the pause is fixed, half is left to chance. */
const pause = (failures: number, random: () => number): number =>
  Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (failures - 1)) * (0.5 + random() / 2);

/** The failure itself when another try is of no use. */
function pauseAfter(failure: DownloadFailure, failures: number, random: () => number): number {
  if (!mayPass(failure.trouble) || failures >= (fewerTries[failure.trouble.kind] ?? mostTries)) throw failure;
  const { wait = 0, url } = failure;
  if (wait > longestAskedMilliseconds) throw new DownloadFailure(url, { kind: 'later', seconds: Math.round(wait / 1000) });
  return Math.max(wait, pause(failures, random));
}

/**
 * Resolves to what `attempt` does, trying again while that is of use; `reached` tells how many bytes there are by now.
 * Rejects with the last DownloadFailure, with the signal's reason, or with any other error at once.
 */
export async function retrying<Value>(
  { clock, random, signal }: Patience,
  attempt: () => Promise<Value>,
  reached: () => number = () => 0,
): Promise<Value> {
  let [failures, furthest, hashes] = [0, 0, 0];
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof DownloadFailure)) throw error;
      const wrong = error.trouble.kind === 'hash';
      if (wrong) hashes += 1;
      else if (reached() >= furthest + progressBytes) [failures, furthest] = [0, reached()];
      failures += 1;
      await clock.sleep(pauseAfter(error, wrong ? hashes : failures, random), signal);
    }
  }
}
