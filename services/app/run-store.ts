// The run as it is now: every happening is journalled, folded, and then told to whoever follows.

import type { Aim } from '../domain/blade/aim.ts';
import type { Blade } from '../domain/blade/blade.ts';
import type { Event, Happening } from '../domain/blade/events.ts';
import { bladeAt, foldRun, newRun, type Run, stepRun } from '../domain/blade/run.ts';
import type { Effect } from '../domain/blade/step.ts';
import type { PlannedBlade } from '../domain/plan/plan.ts';
import type { Problem } from '../domain/problem.ts';
import type { Journal } from '../store/journal.ts';

/** What one event did: the event, the run after it, and the slots whose entry in the boot table is out of date. */
export interface Change {
  readonly event: Event;
  readonly run: Run;
  readonly tableOutdated: boolean;
  /** Where and why it moved nothing. */
  readonly notes: readonly { readonly slot: string; readonly note: string }[];
}

export type Follower = (change: Change) => void;

export interface RunStore {
  readonly run: () => Run;
  readonly planned: ReadonlyMap<string, PlannedBlade>;
  happened(happening: Happening): void;
  /** With the operating system when this returns: kill -9 does not lose it. Throws a Refusal (`journal-full`), and then nothing happened. */
  safely(happening: Happening): void;
  /** All on disk and folded when this returns, before anything else can be decided; throws as `safely` does, and then none of them happened. */
  durably(...happenings: readonly Happening[]): void;
  /** Called after each event; returns how to stop. */
  follow(follower: Follower): () => void;
  /** Lets deadlines pass; never journalled. */
  tick(at: number): void;
  /** The first `limit` events after number `seq`. */
  since(seq: number, limit: number): Event[];
  /** The last `limit` events about one slot before number `seq`, oldest first. */
  about(slot: string, seq: number, limit: number): Event[];
  /** Why nothing can be kept now; undefined when all is well. */
  trouble(): Problem | undefined;
  bladeAt(slot: string): { readonly blade: Blade; readonly plan: PlannedBlade };
}

/** `aim`: where the run brings its blades. */
export function openRunStore(journal: Journal, blades: readonly PlannedBlade[], aim?: Aim): RunStore {
  const planned = new Map(blades.map((blade) => [blade.slot, blade] as const));
  const followers = new Set<Follower>();
  let run = foldRun(newRun([...planned.keys()], aim), journal.replay());

  function step(event: Event): readonly Effect[] {
    const { run: after, effects, notes } = stepRun(run, event);
    run = after;
    const change = { event, run, notes, tableOutdated: effects.some(({ type }) => type === 'table') };
    for (const follower of followers) follower(change);
    return effects;
  }
  /** What follows from events that were journalled together has a later number than all of them, so it is folded after all of them. */
  function fold(events: readonly Event[]): void {
    for (const effect of events.flatMap(step)) if (effect.type === 'append') happened(effect.event);
  }
  const happened = (happening: Happening) => fold([journal.append(happening)]);

  return {
    run: () => run,
    planned,
    happened,
    safely: (happening) => fold(journal.appendTogether([happening], { durable: false })),
    durably: (...happenings) => fold(journal.appendTogether(happenings, { durable: true })),
    follow(follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    tick(at) {
      fold([{ type: 'tick', seq: run.seq, at }]);
    },
    since: journal.since,
    about: journal.about,
    trouble: journal.trouble,
    bladeAt: (slot) => ({ blade: bladeAt(run, slot)!, plan: planned.get(slot)! }),
  };
}
