// A run that is open: its appliance, and what is measured beside it for whoever looks.

import type { Event } from '../../domain/blade/events.ts';
import { type Problem, problem, warning } from '../../domain/problem.ts';
import type { Appliance } from '../appliance.ts';
import { type Activity, activity, mostActivity } from './activity.ts';
import { type Throughput, throughput } from './throughput.ts';

/** What of an appliance the console shows and steers. */
export type Shown = Pick<
  Appliance,
  'store' | 'control' | 'plan' | 'bundle' | 'runName' | 'resumed' | 'device' | 'warnings' | 'table' | 'clusterDesk'
>;

export interface OpenRun extends Shown {
  /** Its blades are simulated. */
  readonly simulated: boolean;
  /** When the run began: its first event. */
  readonly startedAt: number;
  readonly throughput: Throughput;
  readonly activity: Activity;
  /** Of the plan, the bundle, this laptop, and what went wrong while it serves. */
  problems(): readonly Problem[];
  /** Something went wrong that does not stop it. */
  trouble(found: Problem): void;
  /** The plan file has these bytes now. */
  planIs(sha256: string): void;
  /** Called when anything of it may have changed; returns how to stop. */
  follow(heard: () => void): () => void;
}

/** As many as fit beside each other on a screen; the same one again is no news. */
const mostTroubles = 20;

const newestIn = (events: (seq: number, limit: number) => Event[], last: number) => events(Math.max(0, last - mostActivity), mostActivity);

export function openRunOf(shown: Shown, { simulated, now }: { simulated: boolean; now: () => number }): OpenRun {
  const { store, warnings, plan } = shown;
  const measured = { throughput: throughput(now()), activity: activity(newestIn(store.since, store.run().seq)) };
  const followers = new Set<() => void>();
  const tell = () => {
    for (const follower of followers) follower();
  };
  let troubles: readonly Problem[] = [];
  let planNow = plan.sha256;
  store.follow(({ event }) => {
    measured.throughput.heard(event);
    measured.activity.heard(event);
    tell();
  });
  return {
    ...shown,
    ...measured,
    simulated,
    startedAt: store.since(0, 1)[0]?.at ?? now(),
    problems: () => [
      ...warnings,
      ...troubles,
      ...(planNow === plan.sha256 ? [] : [warning(problem('plan-changed-since-start', { file: plan.path }))]),
      ...[store.trouble() ?? []].flat(),
    ],
    trouble(found) {
      if (troubles.some(({ what }) => what === found.what)) return;
      troubles = [...troubles, found].slice(-mostTroubles);
      tell();
    },
    planIs(sha256) {
      planNow = sha256;
      tell();
    },
    follow(heard) {
      followers.add(heard);
      return () => void followers.delete(heard);
    },
  };
}
