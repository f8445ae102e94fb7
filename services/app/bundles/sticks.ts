// Sticks as they are plugged in and pulled out, looked at while a page is there.

import type { Clock } from '../../platform/clock.ts';
import type { Part } from '../../platform/part.ts';

/** Soon after a stick is plugged in, and nothing that a laptop would feel. */
const lookMilliseconds = 2000;

export interface Sticks {
  now(): readonly string[];
  /** Looks at once, then every two seconds; calls `heard` when there are others. Returns how to stop. */
  follow(heard: () => void): () => void;
  readonly part: Part;
}

export function watchSticks(look: () => Promise<readonly string[]>, clock: Pick<Clock, 'sleep'>): Sticks {
  const followers = new Set<() => void>();
  let sticks: readonly string[] = [];
  async function lookNow(): Promise<void> {
    const found = await look();
    if (found.join('\n') === sticks.join('\n')) return;
    sticks = found;
    for (const follower of followers) follower();
  }
  return {
    now: () => sticks,
    follow(heard) {
      followers.add(heard);
      void lookNow();
      return () => void followers.delete(heard);
    },
    part: {
      name: 'sticks',
      async run(signal, onReady) {
        onReady?.();
        while (!signal.aborted) {
          await clock.sleep(lookMilliseconds, signal);
          if (followers.size > 0 && !signal.aborted) await lookNow();
        }
      },
    },
  };
}
