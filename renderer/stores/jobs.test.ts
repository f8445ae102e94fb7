import { expect, it } from 'vitest';
import type { JobView } from '../../services/contract/index.ts';
import { problem } from '../../services/domain/problem.ts';
import { createJobsStore, jobOn } from './jobs.ts';

const job = (id: string, more: Partial<JobView> = {}): JobView => ({
  id,
  kind: 'import',
  directory: `/media/${id}`,
  name: id,
  version: '1',
  since: 1,
  progress: { bytes: 0, totalBytes: 10, partsDone: 0, parts: 1 },
  ...more,
});
const ended = { is: 'done' as const, at: 2, problems: [] };
const refusing = { call: async () => ({ ok: false, problems: [problem('work-unknown')] }) as never };

it('tells when there may be other bundles: a stick came, or work ended; not while work goes on', () => {
  const { heard } = createJobsStore(refusing).getState();
  expect(heard({ jobs: [], sticks: ['/media/a'] })).toBe(true);
  expect(heard({ jobs: [job('x')], sticks: ['/media/a'] })).toBe(false);
  expect(heard({ jobs: [job('x', { since: 2 })], sticks: ['/media/a'] })).toBe(false);
  expect(heard({ jobs: [job('x', { outcome: ended })], sticks: ['/media/a'] })).toBe(true);
  expect(heard({ jobs: [job('x', { outcome: ended })], sticks: [] })).toBe(true);
});

it('keeps the list of sticks while it is the same one', () => {
  const store = createJobsStore(refusing);
  store.getState().heard({ jobs: [], sticks: ['/media/a'] });
  const { sticks } = store.getState();
  store.getState().heard({ jobs: [job('x')], sticks: ['/media/a'] });
  expect(store.getState().sticks).toBe(sticks);
});

it('tells why work did not begin, until somebody has read it', async () => {
  const store = createJobsStore(refusing);
  expect(await store.getState().verify('/media/a')).toBe(false);
  expect(store.getState().trouble).toMatchObject([{ code: 'work-unknown' }]);
  store.getState().dismiss();
  expect(store.getState().trouble).toEqual([]);
});

it('finds work on a bundle from where it was and from where it is now', () => {
  const jobs = [job('x', { outcome: { ...ended, directory: '/own/x-1' } })];
  expect(jobOn(jobs, '/media/x')).toBe(jobs[0]);
  expect(jobOn(jobs, '/own/x-1')).toBe(jobs[0]);
  expect(jobOn(jobs, '/own/y-1')).toBeUndefined();
  const verifying = job('y', { kind: 'verify', directory: '/own/x-1' });
  expect(jobOn([...jobs, verifying], '/own/x-1')).toBe(verifying);
});
