// Keeps none or one open run: started with its services, told when they end by themselves, and stopped.

import { type Problem, problem, Refusal, refusalIn } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Running, started } from '../../platform/part.ts';
import type { Appliance } from '../appliance.ts';
import { type OpenRun, openRunOf, type Shown } from './open-run.ts';
import type { RunSource } from './rack-channel.ts';

export interface KeeperOptions {
  readonly simulated: boolean;
  readonly clock: Clock;
  /** Told of every run that is open from now on. */
  readonly onOpen: (open: OpenRun) => void;
  /** The services of a run ended by themselves, for these reasons. */
  readonly onFailure: (problems: readonly Problem[]) => void;
}

export interface RunKeeper extends RunSource {
  /** Serves until `stop`. Rejects with the reason when the services cannot start, and then nothing is left open. */
  start(appliance: Appliance): Promise<OpenRun>;
  /** Shows a run that is served by somebody else; `end` is how to ask for its end. */
  show(shown: Shown, end: () => void): OpenRun;
  /** Throws a Refusal (`run-none`). */
  stop(): Promise<void>;
}

interface Kept {
  readonly open: OpenRun;
  readonly stop: () => Promise<void>;
}

/** What people are told of a reason; a surprise goes to the terminal as well, for those who mend it. */
function problemsIn(reason: unknown, run: string): readonly Problem[] {
  const refusal = refusalIn(reason);
  if (refusal) return refusal.problems;
  console.error(reason);
  return [problem('services-ended', { run, reason: String(reason) })];
}

export function runKeeper({ simulated, clock, onOpen, onFailure }: KeeperOptions): RunKeeper {
  const followers = new Set<() => void>();
  let kept: Kept | undefined;

  const changed = () => {
    for (const follower of followers) follower();
  };
  function keep(open: OpenRun, stop: () => Promise<void>): OpenRun {
    kept = { open, stop };
    open.follow(changed);
    onOpen(open);
    changed();
    return open;
  }
  function letGo(open: OpenRun): boolean {
    if (kept?.open !== open) return false;
    kept = undefined;
    changed();
    return true;
  }
  const failedWith = (open: OpenRun) => (reason: unknown) => {
    if (letGo(open)) onFailure(problemsIn(reason, open.runName));
  };

  return {
    run: () => kept?.open,
    now: clock.now,
    follow(heard) {
      followers.add(heard);
      return () => void followers.delete(heard);
    },
    async start(appliance) {
      const open = openRunOf(appliance, { simulated, now: clock.now });
      const running: Running = await started(appliance);
      running.ended.catch(failedWith(open));
      return keep(open, running.stop);
    },
    show: (shown, end) => keep(openRunOf(shown, { simulated, now: clock.now }), async () => end()),
    async stop() {
      const ending = kept;
      if (!ending) throw new Refusal(problem('run-none'));
      letGo(ending.open);
      await ending.stop();
    },
  };
}
