// What each page is told of the work on bundles, and of sticks: all of it at first, and again whenever something of it has changed.

import type { Channel } from '../console/changes.ts';
import type { Jobs } from './jobs.ts';
import type { Sticks } from './sticks.ts';

export const jobsChannel = (
  { views, follow }: Pick<Jobs, 'views' | 'follow'>,
  sticks: Pick<Sticks, 'now' | 'follow'>,
): Channel<'jobs'> => ({
  name: 'jobs',
  begin() {
    let told = '';
    return () => {
      const data = { jobs: [...views()], sticks: [...sticks.now()] };
      const text = JSON.stringify(data);
      if (text === told) return undefined;
      told = text;
      return { data };
    };
  },
  follow(heard) {
    const stops = [follow(heard), sticks.follow(heard)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
