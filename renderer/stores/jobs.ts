// Long work on bundles as the appliance tells of it, and what is asked of it: it goes on there whatever happens to this page.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallName, CallRequest, JobsChange, JobView, ProblemView } from '../../services/contract/index.ts';
import type { Api } from '../api.ts';

export interface JobsState {
  readonly jobs: readonly JobView[];
  /** Where sticks are plugged in. */
  readonly sticks: readonly string[];
  /** Why the last work that was asked for did not begin. */
  readonly trouble: readonly ProblemView[];
}

export interface JobsActions {
  /** True when there may be other bundles than before: a stick came or went, or work ended. */
  heard(change: JobsChange): boolean;
  /** These are true when it was done; how far work is comes with the stream. */
  verify(directory: string): Promise<boolean>;
  import(directory: string): Promise<boolean>;
  cancel(job: string): Promise<boolean>;
  forget(job: string): Promise<boolean>;
  dismiss(): void;
}

export type JobsStore = StoreApi<JobsState & JobsActions>;

const endedIn = (jobs: readonly JobView[]): string =>
  jobs
    .filter(({ outcome }) => outcome !== undefined)
    .map(({ id }) => id)
    .join(' ');
const sameText = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n');

/** The work on this bundle that was begun last, wherever the page looks at it from. */
export const jobOn = (jobs: readonly JobView[], directory: string): JobView | undefined =>
  jobs.findLast((job) => job.directory === directory || job.outcome?.directory === directory);

export function createJobsStore(api: Pick<Api, 'call'>): JobsStore {
  return createStore<JobsState & JobsActions>()((set, get) => {
    async function ask<Name extends CallName>(name: Name, input: CallRequest<Name>): Promise<boolean> {
      const answer = await api.call(name, input);
      set({ trouble: answer.ok ? [] : answer.problems });
      return answer.ok;
    }
    return {
      jobs: [],
      sticks: [],
      trouble: [],
      heard({ jobs, sticks }) {
        const before = get();
        set({ jobs, sticks: sameText(before.sticks, sticks) ? before.sticks : sticks });
        return !sameText(before.sticks, sticks) || endedIn(before.jobs) !== endedIn(jobs);
      },
      verify: (directory) => ask('verifyBundle', { directory }),
      import: (directory) => ask('importBundle', { directory }),
      cancel: (job) => ask('cancelJob', { job }),
      forget: (job) => ask('forgetJob', { job }),
      dismiss: () => set({ trouble: [] }),
    };
  });
}
