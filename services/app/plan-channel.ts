// What each page is told of plan files: those that became another since it came, each once with its newest state.

import type { PlanChange } from '../contract/index.ts';
import type { Channel } from './console/changes.ts';

export interface PlanNews {
  follow(heard: (change: PlanChange) => void): () => void;
}

/** Plans that a page may have open at once; of more, those changed longest ago are forgotten. */
const mostPlans = 100;

export function planChannel({ follow }: PlanNews): Channel<'plan'> {
  /** By path, the one changed last at the end. */
  const newest = new Map<string, { readonly change: PlanChange; readonly number: number }>();
  const followers = new Set<() => void>();
  let changes = 0;
  follow((change) => {
    changes += 1;
    newest.delete(change.path);
    newest.set(change.path, { change, number: changes });
    if (newest.size > mostPlans) newest.delete(newest.keys().next().value!);
    for (const follower of followers) follower();
  });
  return {
    name: 'plan',
    begin() {
      let known = changes;
      return () => {
        const next = [...newest.values()].find(({ number }) => number > known);
        known = next?.number ?? known;
        return next && { data: next.change };
      };
    },
    follow(follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
  };
}
